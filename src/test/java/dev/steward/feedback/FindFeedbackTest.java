package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

import dev.steward.feedback.Database.Ticking;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FindFeedback.Found;
import dev.steward.feedback.FindFeedback.From;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Role;

class FindFeedbackTest {
    private static final Person ANA = new Person(Examples.ANA, Role.MEMBER);

    private final Database database = Database.fresh();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void filtersByAreaCustomerKindAndDate() {
        var export = database.the(Areas.class).create(database.workspace, "Export", null, null);
        var clock = (Ticking) database.the(Clock.class);
        clock.set(Instant.parse("2026-11-01T09:00:00Z"));
        database.capture("a", Via.FORM, database.said("one", "Acme", export));
        clock.set(Instant.parse("2026-11-02T09:00:00Z"));
        database.capture("b", Via.FORM,
                new Said("two", null, null, null, Kind.IDEA, null, null, Consent.UNKNOWN, null));
        clock.set(Instant.parse("2026-11-03T09:00:00Z"));
        database.capture("c", Via.FORM, database.said("three", "Acme", null));
        assertThat(words("")).containsExactly("three", "two", "one");
        assertThat(words("customer:acme")).containsExactly("three", "one");
        assertThat(words("customer:acme area:EXPORT")).containsExactly("one");
        assertThat(words("kind:idea")).containsExactly("two");
        assertThat(words("since:2026-11-02")).containsExactly("three", "two");
        assertThat(words("since:2026-11-02 until:2026-11-02")).containsExactly("two");
        assertThat(sentence("area:Exprot")).isEqualTo("There is no area called “Exprot”. There is Export.");
        assertThat(sentence("customer:Acm")).isEqualTo("There is no customer called “Acm”. Did you mean Acme?");
    }

    @Test
    void mineIsWhatIFiled() {
        database.capture("a", "mine");
        database.the(CaptureFeedback.class).capture(new CaptureFeedback.Capture(database.workspace, Via.FORM, "b",
                Examples.BEN, null, Visibility.EVERYBODY, Said.only("Ben's")));
        var found = (Found.Page) database.the(FindFeedback.class).find(database.workspace, ANA, true, "",
                new From.Newest());
        assertThat(found.entries()).extracting(entry -> entry.item().details().words()).containsExactly("mine");
    }

    @Test
    void pagesForthAndBack() {
        for (int i = 1; i <= 25; i++) {
            database.capture("k" + i, "words " + i);
        }
        var first = page("", new From.Newest());
        assertThat(numbers(first)).containsExactly(25L, 24L, 23L, 22L, 21L, 20L, 19L, 18L, 17L, 16L);
        assertThat(first.newer()).isFalse();
        assertThat(first.older()).isTrue();
        var second = page("", new From.OlderThan(first.entries().getLast().item().id()));
        assertThat(numbers(second)).startsWith(15L).endsWith(6L);
        var last = page("", new From.OlderThan(second.entries().getLast().item().id()));
        assertThat(numbers(last)).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(last.older()).isFalse();
        var back = page("", new From.NewerThan(last.entries().getFirst().item().id()));
        assertThat(numbers(back)).isEqualTo(numbers(second));
        assertThat(back.newer()).isTrue();
        assertThat(back.older()).isTrue();
    }

    @Test
    void wordsAreFoundInAnyScriptAndSpelling() {
        database.capture("a", "The CSV export is broken since Monday");
        database.capture("b", "自动导出坏了");
        database.capture("c", "Экспорт сломан");
        database.capture("d", "Le café est fermé");
        database.index();
        assertThat(words("broken export")).containsExactly("The CSV export is broken since Monday");
        assertThat(words("exp")).containsExactly("The CSV export is broken since Monday");
        assertThat(words("导出")).containsExactly("自动导出坏了");
        assertThat(words("СЛОМАН")).containsExactly("Экспорт сломан");
        assertThat(words("cafe")).containsExactly("Le café est fermé");
        assertThat(words("brokne")).containsExactly("The CSV export is broken since Monday");
        assertThat(page("brokne", new From.Newest()).meant()).isEqualTo("broken");
        assertThat(words("unicorn")).isEmpty();
        assertThat(sentence("!!!")).isEqualTo("There is no word in that to look for.");
    }

    @Test
    void changedWordsAreFoundAnew() {
        var item = database.capture("a", "The export is broken").item();
        database.index();
        database.the(EditFeedback.class).edit(database.workspace, item.id(), 0, new Person(Examples.ANA, Role.MEMBER),
                Said.only("The import is broken"));
        database.index();
        assertThat(words("import")).hasSize(1);
        assertThat(words("export")).isEmpty();
        assertThat(database.count("select items from feedback_word where word = 'broken'")).isEqualTo(1);
        assertThat(database.count("select count(*) from feedback_word where word = 'export'")).isZero();
    }

    @Test
    void similarItemsAreOfferedTheLikeliestFirst() {
        database.capture("a", "The export is broken for big files");
        database.capture("b", "Exporting big files to CSV is broken, we cannot work");
        database.capture("c", "Please add dark mode");
        database.capture("d", "导出功能坏了,无法下载报告");
        database.index();
        assertThat(similar("export of big files broken")).startsWith("*FB-1*").hasSize(2);
        assertThat(similar("dark mode please")).containsExactly("*FB-3*");
        assertThat(similar("报告无法下载")).containsExactly("*FB-4*");
        assertThat(similar("nothing like it at all")).isEmpty();
        assertThat(similar("")).isEmpty();
    }

    @Test
    void aLongTextIsNotLikeAShortOneForAFewCommonWords() {
        database.capture("a", "The mobile app logs me out every morning");
        database.index();
        assertThat(similar("Our finance team exports the monthly ledger, and with more than 10,000 rows the CSV stops. "
                + "Does it happen with every report? Only the ledger. It costs us half a day each month. I can reproduce "
                + "it. The download is cut off, and sometimes out of order, after 30 seconds.")).isEmpty();
        assertThat(similar("our app on mobile logs everybody out in the morning")).containsExactly("*FB-1*");
    }

    @Test
    void plusOneCountsACustomerOnceAndKeepsTheWords() {
        var item = database.capture("a", Via.FORM, database.said("The export is broken", "Acme", null)).item();
        assertThat(database.plus(item.id(), Examples.BEN, new CustomerChoice.Named("Globex"),
                "we cannot export").first()).isTrue();
        assertThat(database.plus(item.id(), Examples.ANA, new CustomerChoice.Named("globex"),
                "nor can their lab").first()).isFalse();
        assertThat(database.plus(item.id(), Examples.BEN, null, "").entry().votes()).isEqualTo(2);
        assertThat(database.plus(item.id(), Examples.BEN, new CustomerChoice.Named("Acme"), "still")
                .entry().votes()).as("whose item it is does not count again").isEqualTo(2);
        assertThat(database.the(Votes.class).of(database.workspace, item.id(), 10).getFirst().words())
                .isEqualTo("we cannot export\n\nnor can their lab");
        database.index();
        assertThat(words("lab")).containsExactly("The export is broken");
    }

    @Test
    void aSavedItemJoinsAnotherWithItsVotes() {
        var old = database.capture("a", "The export is broken").item();
        var fresh = database.capture("b", Via.FORM, database.said("Export fails", "Acme", null)).item();
        database.plus(fresh.id(), Examples.BEN, new CustomerChoice.Named("Globex"), "");
        var joined = database.join(fresh.id(), old.id(), Examples.ANA, "Export fails");
        assertThat(joined.entry().item().id()).isEqualTo(old.id());
        assertThat(joined.entry().votes()).isEqualTo(2);
        var there = database.the(FeedbackItems.class).find(database.workspace, fresh.id()).orElseThrow();
        assertThat(there.joined()).isEqualTo(old.reference());
        assertThatThrownBy(() -> database.the(PlusOne.class).count(database.workspace, fresh.id(), fresh.version(),
                new PlusOne.Voice(ANA, null, "", Visibility.EVERYBODY))).as("it is not as it was shown")
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void customersAreFoundWhileTyping() {
        for (String name : List.of("Acme", "Big Acme", "Macmeridian", "Müller GmbH", "日本電気株式会社", "100% Juice")) {
            database.the(Customers.class).settle(database.workspace, new CustomerChoice.Named(name));
        }
        assertThat(like("acm")).containsExactly("Acme", "Big Acme", "Macmeridian");
        assertThat(like("muller")).containsExactly("Müller GmbH");
        assertThat(like("電気")).containsExactly("日本電気株式会社");
        assertThat(like("%")).containsExactly("100% Juice");
        assertThat(like("")).hasSize(6);
    }

    private List<String> like(String typed) {
        return database.the(Customers.class).like(database.workspace, typed, 20).stream().map(Customer::name).toList();
    }

    private List<String> similar(String words) {
        return database.the(FindFeedback.class).similar(database.workspace, ANA, words, null).stream()
                .map(one -> one.line().split("\\s", 2)[0]).toList();
    }

    private Found.Page page(String typed, From from) {
        return (Found.Page) database.the(FindFeedback.class).find(database.workspace, ANA, false, typed, from);
    }

    private List<String> words(String typed) {
        return page(typed, new From.Newest()).entries().stream().map(entry -> entry.item().details().words()).toList();
    }

    private static List<Long> numbers(Found.Page page) {
        return page.entries().stream().map(entry -> entry.item().reference().number()).toList();
    }

    private String sentence(String typed) {
        return ((Found.Mistaken) database.the(FindFeedback.class).find(database.workspace, ANA, false, typed,
                new From.Newest())).sentence();
    }
}
