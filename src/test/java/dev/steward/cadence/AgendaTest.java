package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.agenda.AgendaEntry;
import dev.steward.cadence.Agenda.Told;
import dev.steward.cadence.AgendaItem.Said;
import dev.steward.cadence.AgendaItem.State;
import dev.steward.workspace.UserId;

/** What there is to talk about: in which order, what sources bring, and what goes. */
class AgendaTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final CadenceId CADENCE = new CadenceId(new UUID(1, 1));
    private static final UserId MAYA = new UserId("UMAYA");

    private long ids;
    private Agenda agenda = new Agenda(CADENCE, List.of());
    private final List<AgendaItem> ended = new ArrayList<>();

    @Test
    void itemsAreMovedUpDownAndToAPlace() {
        List.of("one", "two", "three", "four").forEach(this::add);
        agenda.up(id("three"));
        assertThat(titles()).containsExactly("one", "three", "two", "four");
        agenda.up(id("one"));
        agenda.down(id("four"));
        assertThat(titles()).as("there is nowhere to go").containsExactly("one", "three", "two", "four");
        agenda.to(id("four"), 2);
        agenda.to(id("one"), 99);
        assertThat(titles()).containsExactly("four", "three", "two", "one");
        assertThat(agenda.open()).extracting(AgendaItem::position).containsExactly(1, 2, 3, 4);
    }

    @Test
    void onlyWhatChangedIsKeptAnew() {
        List.of("one", "two", "three").forEach(this::add);
        kept();
        agenda.edit(id("two"), new Said("two", "", 0));
        agenda.to(id("one"), 1);
        assertThat(agenda.changed()).isEmpty();

        agenda.remove(id("two"), MONDAY);

        assertThat(agenda.changed()).extracting(AgendaItem::title).containsExactly("two", "three");
        assertThat(agenda.changed().getFirst()).satisfies(item -> {
            assertThat(item.state()).isEqualTo(State.DROPPED);
            assertThat(item.endedAt()).isEqualTo(MONDAY);
            assertThat(item.position()).isEqualTo(2);
        });
    }

    @Test
    void whatIsDealtWithCanBeTalkedAboutAfterAllWhereItStood() {
        List.of("one", "two", "three").forEach(this::add);
        kept();
        ItemId two = id("two");
        agenda.done(two, MONDAY);
        assertThatThrownBy(() -> agenda.up(two)).isInstanceOf(Refused.class)
                .hasMessage("It is not on the agenda any more.");
        AgendaItem done = agenda.changed().getFirst();
        kept();

        agenda.reopen(done);
        agenda.reopen(done);

        assertThat(titles()).containsExactly("one", "two", "three");
        agenda.remove(two, MONDAY);
        assertThat(agenda.changed()).as("though it was not open when it was read").extracting(AgendaItem::state)
                .contains(State.DROPPED);
    }

    @Test
    void peopleSayOneLineAndAFewMinutes() {
        assertThat(new Said("  a \n b ", " c\nd ", 5)).isEqualTo(new Said("a b", "c\nd", 5));
        for (Runnable wrong : List.<Runnable>of(() -> new Said(" \n", "", 0), () -> new Said("x".repeat(151), "", 0),
                () -> new Said("x", "x".repeat(1_001), 0), () -> new Said("x", "", 241), () -> new Said("x", "", -1))) {
            assertThatThrownBy(wrong::run).isInstanceOf(Refused.class).hasMessageStartingWith("Please");
        }
    }

    @Test
    void thereIsRoomForForty() {
        for (int i = 0; i < Agenda.MOST; i++) {
            add("item " + i);
        }
        assertThatThrownBy(() -> add("one more")).isInstanceOf(Refused.class);
        fill(stands(entry("AP-1", MONDAY)));
        assertThat(titles()).hasSize(Agenda.MOST).doesNotContain("AP-1");
        kept();
        agenda.remove(id("item 3"), MONDAY);
        fill(stands(entry("AP-1", MONDAY)));
        assertThat(titles()).hasSize(Agenda.MOST).endsWith("AP-1");
    }

    @Test
    void whatASourceNamesComesAndWhatItDoesNotNameAnyMoreGoes() {
        add("ours");
        fill(stands(entry("AP-1", MONDAY), entry("AP-2", MONDAY), entry("AP-2", MONDAY)));
        assertThat(titles()).containsExactly("ours", "AP-1", "AP-2");
        fill(stands(entry("AP-2", MONDAY), entry("AP-3", MONDAY)));
        assertThat(titles()).containsExactly("ours", "AP-2", "AP-3");
        fill(stands(entry("AP-1", MONDAY), entry("AP-2", MONDAY), entry("AP-3", MONDAY)));
        assertThat(titles()).as("nobody took it off").containsExactly("ours", "AP-2", "AP-3", "AP-1");
        fill();
        assertThat(titles()).as("this review has no source any more").containsExactly("ours");
    }

    @Test
    void whatASourceCannotSayStaysAsItWas() {
        fill(stands(entry("AP-1", MONDAY)));
        agenda.fill(List.of(), Set.of("stands"), ended, this::fresh, MONDAY);
        assertThat(titles()).containsExactly("AP-1");
    }

    @Test
    void whatPeopleTouchedStays() {
        fill(stands(entry("AP-1", MONDAY), entry("AP-2", MONDAY), entry("AP-3", MONDAY), entry("AP-4", MONDAY)));
        kept();
        agenda.edit(id("AP-1"), new Said("Shall we?", "since it rained", 15));
        agenda.down(id("AP-2"));
        agenda.touch(id("AP-4"));
        fill(stands());
        assertThat(titles()).containsExactly("Shall we?", "AP-2", "AP-4");

        fill(stands(new AgendaEntry("AP-1", "AP-1 other", "waits", "https://slack.test/1", 5, MONDAY)));

        AgendaItem first = agenda.open().getFirst();
        assertThat(first.said()).isEqualTo(new Said("Shall we?", "since it rained", 15));
        assertThat(Objects.requireNonNull(first.origin()).says()).isEqualTo("waits");
        assertThat(first.link()).isEqualTo("https://slack.test/1");
    }

    @Test
    void whatWasDealtWithComesBackForNewsOnly() {
        fill(stands(entry("AP-1", MONDAY), entry("AP-2", MONDAY)));
        kept();
        ItemId first = id("AP-1");
        agenda.done(first, MONDAY.plusSeconds(10));
        agenda.remove(id("AP-2"), MONDAY.plusSeconds(10));
        kept();
        fill(stands(entry("AP-1", MONDAY), entry("AP-2", MONDAY.plusSeconds(10))));
        assertThat(titles()).isEmpty();

        fill(stands(entry("AP-1", MONDAY.plusSeconds(11)), entry("AP-2", MONDAY)));

        assertThat(agenda.open()).singleElement().satisfies(item -> {
            assertThat(item.title()).isEqualTo("AP-1");
            assertThat(item.carried()).isFalse();
            assertThat(item.id()).as("the same item").isEqualTo(first);
        });
    }

    @Test
    void whatHappenedAndWasCarriedOverStaysUntilItIsDealtWith() {
        fill(new Told("happened", true, List.of(entry("DEC-1", MONDAY), entry("DEC-2", MONDAY))),
                stands(entry("AP-1", MONDAY)));
        fill(new Told("happened", true, List.of(entry("DEC-1", MONDAY))), stands(entry("AP-1", MONDAY)));
        assertThat(titles()).as("nobody has seen it yet").containsExactly("DEC-1", "AP-1");
        agenda = new Agenda(CADENCE, agenda.open().stream().map(AgendaTest::carried).toList());

        fill(new Told("happened", true, List.of()), stands());

        assertThat(titles()).containsExactly("DEC-1");
    }

    private static AgendaItem carried(AgendaItem item) {
        return new AgendaItem(item.id(), item.cadence(), item.title(), item.notes(), item.minutes(), item.addedBy(),
                item.addedAt(), item.origin(), item.link(), item.state(), item.position(), item.touched(), 1, null);
    }

    private void add(String title) {
        agenda.add(AgendaItem.added(fresh(), CADENCE, new Said(title, "", 0), MAYA, null, MONDAY));
    }

    private void fill(Told... told) {
        kept();
        agenda.fill(Arrays.asList(told), Set.of(), ended, this::fresh, MONDAY.plus(Duration.ofDays(1)));
        kept();
    }

    private static Told stands(AgendaEntry... entries) {
        return new Told("stands", false, List.of(entries));
    }

    private static AgendaEntry entry(String key, Instant newsAt) {
        return new AgendaEntry(key, key, "", null, 0, newsAt);
    }

    /** As it would be read again. */
    private void kept() {
        agenda.changed().forEach(item -> {
            ended.removeIf(each -> each.id().equals(item.id()));
            if (!item.open()) {
                ended.add(item);
            }
        });
        agenda = new Agenda(CADENCE, agenda.open());
    }

    private ItemId id(String title) {
        return agenda.open().stream().filter(item -> item.title().equals(title)).findFirst().orElseThrow().id();
    }

    private List<String> titles() {
        return agenda.open().stream().map(AgendaItem::title).toList();
    }

    private ItemId fresh() {
        return new ItemId(new UUID(0, ++ids));
    }
}
