package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.release.ComposeDraft.Composed;
import dev.steward.release.ReviseDraft.Change;
import dev.steward.release.ReviseDraft.Revised;
import dev.steward.release.Shipped.Said;
import dev.steward.release.Shipped.Standing;

/** What drafts say, and what is left of it once people have written in them. */
class ComposeDraftTest {
    @Test
    void onePackageIsItsNameAndNotes() {
        assertThat(ComposeDraft.of(List.of(part("ledger-api", "2.3.0", "Faster **exports**\n"))))
                .isEqualTo(new Composed("ledger-api", "2.3.0", "Faster **exports**"));
        assertThat(ComposeDraft.of(List.of(part("ledger_api", "2.3.0", ""))).changed())
                .isEqualTo("**[ledger\\_api 2.3.0](https://example.com/ledger_api)**");
    }

    @Test
    void severalStandUnderTheirNamesWithLinks() {
        Composed two = ComposeDraft.of(List.of(part("ledger-ui", "1.8.0", "New buttons"),
                part("ledger-api", "2.3.0", "<!-- generated -->\nFaster")));
        assertThat(two).isEqualTo(new Composed("ledger-api 2.3.0 and ledger-ui 1.8.0", "", """
                **[ledger-api 2.3.0](https://example.com/ledger-api)**

                Faster

                **[ledger-ui 1.8.0](https://example.com/ledger-ui)**

                New buttons"""));
    }

    @Test
    void theTitleNamesTwoAndCountsTheRest() {
        assertThat(ComposeDraft.of(parts(3, "")).title()).isEqualTo("pack-00 1.0, pack-01 1.1 and pack-02 1.2");
        assertThat(ComposeDraft.of(parts(10, "")).title()).isEqualTo("pack-00 1.0, pack-01 1.1 and 8 others");
        assertThat(ComposeDraft.of(List.of(part("a".repeat(200), "1", ""), part("b".repeat(200), "2", ""),
                part("c", "3", ""), part("d", "4", ""))).title()).hasSizeLessThanOrEqualTo(150)
                .endsWith("and 2 others");
    }

    @Test
    void longNotesGiveWayAndSayThatThereIsMore() {
        Composed one = ComposeDraft.of(List.of(part("ledger-api", "2.3.0", "- a line of notes\n".repeat(400))));
        assertThat(one.changed()).hasSizeBetween(2_900, 3_000)
                .endsWith("- a line of notes\n\n[… more](https://example.com/ledger-api)");
        List<Part> parts = new ArrayList<>(parts(3, "short"));
        parts.add(part("zlong", "1", "- a line of notes\n".repeat(400)));
        Composed four = ComposeDraft.of(parts);
        assertThat(four.changed()).hasSizeBetween(2_700, 3_000).contains("short",
                "[… more](https://example.com/zlong)");
        Composed many = ComposeDraft.of(parts(200, "notes"));
        assertThat(many.changed()).hasSizeLessThanOrEqualTo(3_000).startsWith("- **[pack-00 1.0]")
                .matches("(?s).*\n- … and \\d+ more");
    }

    /** An open fence would swallow all that follows. */
    @Test
    void whatNotesLeaveOpenIsClosed() {
        Composed two = ComposeDraft.of(List.of(part("a", "1", "```sh\nmake"), part("b", "2", "fine")));
        assertThat(two.changed()).contains("```sh\nmake\n```\n\n**[b 2]");
        Composed cut = ComposeDraft.of(List.of(part("a", "1", "```\n" + "code\n".repeat(900) + "```")));
        assertThat(cut.changed()).hasSizeLessThanOrEqualTo(3_000).contains("code\n```\n\n[… more]");
        assertThat(ComposeDraft.of(List.of(part("a", "1", "````\n```\nx\n````"))).changed()).endsWith("x\n````");
    }

    @Property(tries = 300)
    void whateverShippedItFitsAndHasOneOrder(@ForAll("anyParts") List<Part> parts, @ForAll long seed) {
        Composed composed = ComposeDraft.of(parts);
        assertThat(composed.changed()).hasSizeLessThanOrEqualTo(Content.LONGEST);
        assertThat(composed.title()).hasSizeLessThanOrEqualTo(Content.LONGEST_TITLE).doesNotContain("\n");
        assertThat(composed.version()).hasSizeLessThanOrEqualTo(Content.LONGEST_VERSION);
        List<Part> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(ComposeDraft.of(shuffled)).isEqualTo(composed);
        assertThat(ComposeDraft.append("x".repeat(2_000), parts)).startsWith("x".repeat(2_000))
                .hasSizeLessThanOrEqualTo(Content.LONGEST);
    }

    @Test
    void aDraftNobodyHasWrittenInFollowsItsSource() {
        Part api = part("ledger-api", "2.3.0", "Faster");
        Part ui = part("ledger-ui", "1.8.0", "Buttons");
        Composed last = ComposeDraft.of(List.of(api));
        Content draft = content(last.title(), last.version(), " " + last.changed() + "\n");
        Composed fresh = ComposeDraft.of(List.of(api, ui));
        Revised revised = ReviseDraft.of(draft, last, fresh, List.of(new Change(null, ui)));
        assertThat(revised.content()).isEqualTo(content(fresh.title(), "", fresh.changed()));
    }

    @Test
    void whatPeopleWroteStaysAndLaterPartsComeAfterIt() {
        Part api = part("ledger-api", "2.3.0", "Faster");
        Part ui = part("ledger-ui", "1.8.0", "Buttons");
        Composed last = ComposeDraft.of(List.of(api));
        Revised revised = ReviseDraft.of(content("The big one", last.version(), "My own words"), last,
                ComposeDraft.of(List.of(api, ui)), List.of(new Change(null, ui)));
        assertThat(revised.content()).isEqualTo(content("The big one", "",
                "My own words\n\n**[ledger-ui 1.8.0](https://example.com/ledger-ui)**\n\nButtons"));
        assertThat(revised.unseen()).isEmpty();
    }

    @Test
    void whatStandsWordForWordAmongPeoplesWordsIsKeptTrue() {
        Part api = part("ledger-api", "2.3.0", "Exports are faster now");
        Part ui = part("ledger-ui", "1.8.0", "Buttons are round now");
        Composed last = ComposeDraft.of(List.of(api, ui));
        Content draft = content(last.title(), "", "Hello all!\n\n" + last.changed() + "\n\nBye.");
        Part slower = part("ledger-api", "2.3.0", "Exports are slower now");
        Revised edited = ReviseDraft.of(draft, last, ComposeDraft.of(List.of(slower, ui)),
                List.of(new Change(api, slower)));
        assertThat(edited.content().changed()).isEqualTo(draft.changed().replace("faster", "slower"));
        Revised gone = ReviseDraft.of(draft, last, ComposeDraft.of(List.of(ui)), List.of(new Change(api, null)));
        assertThat(gone.content().changed()).isEqualTo("Hello all!\n\n" + ComposeDraft.block(ui.is()) + "\n\nBye.");
        Content rewritten = content(last.title(), "", "All is better.");
        Revised left = ReviseDraft.of(rewritten, last, ComposeDraft.of(List.of(slower, ui)),
                List.of(new Change(api, slower)));
        assertThat(left.content().changed()).isEqualTo("All is better.");
        assertThat(left.unseen()).containsExactly(new Change(api, slower));
    }

    @Provide
    static Arbitrary<List<Part>> anyParts() {
        Arbitrary<String> names = Arbitraries.strings().withChars("abc_*[]<>`#😀-").ofMinLength(1).ofMaxLength(60);
        Arbitrary<String> notes = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(50),
                Arbitraries.strings().withChars("ab \n`~-#<!>").ofMaxLength(4_000), Arbitraries.just(""));
        Arbitrary<String> urls = Arbitraries.of("", "https://example.com/", "https://example.com/" + "x".repeat(900));
        return Combinators.combine(names, notes, urls, Arbitraries.longs().between(0, 5)).as(
                (name, text, url, at) -> new Part(new Shipped(name + at, name, "1." + at, url.isEmpty() ? null : url,
                        text, Standing.OUT, Instant.ofEpochSecond(at), new Said(null, 0)), null))
                .list().ofMaxSize(60).uniqueElements(part -> part.is().key());
    }

    private static List<Part> parts(int count, String notes) {
        return IntStream.range(0, count).mapToObj(i -> part(String.format("pack-%02d", i), "1." + i, notes)).toList();
    }

    private static Part part(String name, String version, String notes) {
        return new Part(new Shipped(name, name, version, url(name), notes, Standing.OUT, Instant.EPOCH,
                new Said(Instant.EPOCH, 0)), null);
    }

    private static @Nullable String url(String name) {
        return "https://example.com/" + name;
    }

    private static Content content(String title, String version, String changed) {
        return new Content(title, version, 3, null, List.of(), List.of(), changed, "Why", "", "", List.of(), List.of(),
                true, true, List.of());
    }
}
