package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.CheckDraft.Field;
import dev.steward.cadence.Draft.Turns;
import dev.steward.cadence.ReadWords.Known;
import dev.steward.cadence.ReadWords.Named;
import dev.steward.cadence.ReadWords.Read;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.schedule.RecurrenceWords;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** The words that set a review up, in whichever order they come. */
class ReadWordsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final AreaId EXPORT = new AreaId(new UUID(1, 2));

    @Example
    void allOfItInOneLine() {
        Draft draft = understood("\"Roadmap review\" every other Tuesday 10:00 in <#C7> with <!subteam^S1>");
        assertThat(draft.title()).isEqualTo("Roadmap review");
        assertThat(draft.template()).isEqualTo(Template.ROADMAP_REVIEW);
        assertThat(draft.when()).isEqualTo("every other Tuesday 10:00");
        assertThat(draft.channel()).isEqualTo(new ChannelId("C7"));
        assertThat(draft.people()).isEqualTo(new People(List.of(), List.of("S1")));
        assertThat(draft.duration()).isEqualTo(Duration.ofHours(1));
    }

    @Example
    void theOrderDoesNotMatter() {
        Draft draft = understood(
                "<@U1> <@U2> and <@U3>, for 1.5 hours as retro in <#C7> fridays at 15:00 “Looking back”");
        assertThat(draft).isEqualTo(understood(
                "“Looking back” fridays at 15:00 as a retrospective for 90 minutes with <@U1>, <@U2>, <@U3> in <#C7>"));
        assertThat(draft.people().members()).extracting(UserId::value).containsExactly("U1", "U2", "U3");
        assertThat(draft.when()).isEqualTo("fridays at 15:00");
    }

    @Example
    void aTitleWithoutQuotationMarksStandsBeforeTheTime() {
        Draft draft = understood("Team meeting every Monday 9:00 with <@U1>");
        assertThat(draft.title()).isEqualTo("Team meeting");
        assertThat(draft.when()).isEqualTo("every Monday 9:00");
        assertThat(draft.channel()).as("where they are").isEqualTo(new ChannelId("C0HERE"));
        assertThat(understood("decision review weekly <@U1>").template()).isEqualTo(Template.DECISION_REVIEW);
    }

    @Example
    void aWrittenOneAsks() {
        Draft draft = understood(
                "\"Update\" written every Friday 10:00 <@U1> asking \"What moved?\", \"What is next?\"");
        assertThat(draft.written()).isTrue();
        assertThat(draft.asks()).containsExactly("What moved?", "What is next?");
        assertThat(understood("as weekly update fridays <@U1>").asks()).hasSize(3);
        assertThat(understood("as blank, written, \"Mood\" fridays <@U1> asking \"How are you?\"").template())
                .isEqualTo(Template.BLANK);
    }

    @Example
    void theRestCanBeSaidToo() {
        Draft draft = understood(
                "\"Sync\" mondays 9:00 <@U1> <@U2> facilitated by <@U2>, agenda 3 days before, no pre-read, "
                        + "reminders 30 minutes and 1 day before, if missed up to 3 hours late, about \"Export\"");
        assertThat(draft.turns()).isEqualTo(Turns.ONE);
        assertThat(draft.facilitators()).containsExactly(new UserId("U2"));
        assertThat(draft.people().members()).hasSize(2);
        assertThat(draft.agendaLead()).isEqualTo(Lead.days(3));
        assertThat(draft.preRead()).isNull();
        assertThat(draft.reminders()).containsExactly(Lead.minutes(30), Lead.days(1));
        assertThat(draft.afterDowntime()).isEqualTo(new AfterDowntime.RunLate(Duration.ofHours(3)));
        assertThat(draft.area()).isEqualTo(EXPORT);
        assertThat(draft.when()).isEqualTo("mondays 9:00");
    }

    @Example
    void namesThatSlackDidNotTurnIntoIdsAreLookedUp() {
        Draft draft = understood("\"Sync\" mondays 9:00 with @Maya Lindqvist, @pms");
        assertThat(draft.people()).isEqualTo(new People(List.of(new UserId("UMAYA")), List.of("SPMS")));
        assertThat(draft.when()).isEqualTo("mondays 9:00");
    }

    @Example
    void whatIsNotKnownGetsASentence() {
        Read read = read("\"Sync\" mondays in #nowhere with @nobody about \"Nothing\"");
        assertThat(read.unclear().get(Field.CHANNEL)).contains("“#nowhere”");
        assertThat(read.unclear().get(Field.MEMBERS)).contains("“@nobody”");
        assertThat(read.unclear().get(Field.AREA)).contains("“Nothing”");
        assertThat(read.draft().when()).isEqualTo("mondays");
        assertThat(read("\"Sync\" <@U1>").unclear()).containsKey(Field.WHEN);
        assertThat(read("\"Sync\" mondays in <#C1> and <#C2> <@U1>").unclear()).containsKey(Field.CHANNEL);
    }

    @Property
    void noWordsAreTooStrange(@ForAll String typed) {
        assertThat(read(typed).draft()).isNotNull();
    }

    @Property(tries = 400)
    void whatStewardSaysOfARuleIsReadBackAsThatRule(@ForAll("rules") Rules rules) {
        String words = SayRules.words(rules, HolidayCalendar.NONE, area -> Optional.of("Export"),
                typed -> typed);
        Read read = read(words);
        assertThat(read.unclear()).as(words).isEmpty();
        Draft draft = read.draft();
        Draft before = Draft.of(rules, draft.when());
        assertThat(new Draft(draft.template(), draft.written(), draft.title(), draft.when(), before.zone(),
                draft.channel(), draft.people(), draft.turns(), draft.facilitators(), draft.duration(),
                draft.written() ? before.agendaLead() : draft.agendaLead(),
                draft.written() ? before.preRead() : draft.preRead(), draft.reminders(), draft.area(), null,
                draft.afterDowntime(), draft.written() ? draft.questions() : before.questions())).as(words)
                .isEqualTo(before);
        assertThat(RecurrenceWords.read(draft.when(), BERLIN, NOW, HolidayCalendar.NONE)).as(words)
                .isInstanceOfSatisfying(Understood.class,
                        understood -> assertThat(understood.recurrence()).isEqualTo(rules.recurrence()));
    }

    @Provide
    Arbitrary<Rules> rules() {
        Arbitrary<Recurrence> recurrences = Combinators.combine(Arbitraries.of(RecurrenceWords.PRESETS),
                Arbitraries.of("Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"),
                Arbitraries.of("", ", except on holidays", ", on holidays the next working day", ", 12 times"))
                .as((words, zone, more) -> RecurrenceWords.read(words + (words.contains("working") ? "" : more),
                        ZoneId.of(zone), NOW, HolidayCalendar.NONE))
                .map(answer -> ((Understood) answer).recurrence());
        Arbitrary<Lead> leads = Combinators.combine(Arbitraries.integers().between(1, Lead.MOST),
                Arbitraries.of(Lead.Unit.values())).as(Lead::new);
        Arbitrary<List<UserId>> people = Arbitraries.of("U1", "U2", "U3").map(UserId::new).list().uniqueElements()
                .ofMinSize(1);
        Arbitrary<People> who = Combinators.combine(people, Arbitraries.of("S1", "S2").list().uniqueElements())
                .as(People::new);
        Arbitrary<AfterDowntime> missed = Arbitraries.of(new AfterDowntime.Skip(), new AfterDowntime.Coalesce(),
                new AfterDowntime.RunLate(Duration.ofMinutes(90)), new AfterDowntime.RunLate(Duration.ofDays(1)));
        Arbitrary<Duration> durations = Arbitraries.integers().between(5, 60 * 30).map(Duration::ofMinutes);
        Arbitrary<String> titles = Arbitraries.of("Roadmap review", "Every Monday", "Team meeting", "Written in haste",
                "Wrap-up, with care", "As retrospective for 2 hours", "Größe & <Maß>", "in #general");
        return Combinators
                .combine(Combinators.combine(titles, Arbitraries.of(Template.values()), recurrences).as(Start::new),
                        who, Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, Arbitraries.just(List.<UserId>of())),
                                net.jqwik.api.Tuple.of(2, people)),
                        leads, leads.injectNull(0.3), leads.list().uniqueElements().ofMaxSize(Rules.REMINDERS), missed,
                        durations)
                .as((start, participants, facilitators, agenda, preRead, reminders, after, duration) -> {
                    boolean written = start.template().written();
                    return new Rules(start.title(), start.template(), written, new ChannelId("C7"),
                            facilitators.isEmpty() ? null : EXPORT, start.recurrence(), after, duration, participants,
                            written ? List.of() : facilitators, agenda, preRead, reminders,
                            written ? List.of("What moved?", "What is next, for 2 hours?") : List.of());
                });
    }

    private record Start(String title, Template template, Recurrence recurrence) {}

    private static Draft understood(String typed) {
        Read read = read(typed);
        assertThat(read.unclear()).isEmpty();
        return read.draft();
    }

    private static Read read(String typed) {
        return ReadWords.read(typed, new Known() {
            @Override
            public @Nullable ChannelId here() {
                return new ChannelId("C0HERE");
            }

            @Override
            public ZoneId zone() {
                return BERLIN;
            }

            @Override
            public boolean recurs(String words) {
                return RecurrenceWords.read(words, BERLIN, NOW, HolidayCalendar.NONE) instanceof Understood;
            }

            @Override
            public Optional<Named> named(String said) {
                if (said.startsWith("Maya Lindqvist")) {
                    return Optional.of(new Named(new UserId("UMAYA"), null, 14));
                }
                return said.startsWith("pms") ? Optional.of(new Named(null, "SPMS", 3)) : Optional.empty();
            }

            @Override
            public Optional<AreaId> area(String name) {
                return name.equals("Export") ? Optional.of(EXPORT) : Optional.empty();
            }
        });
    }
}
