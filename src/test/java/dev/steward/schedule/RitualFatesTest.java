package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import dev.steward.schedule.AfterDowntime.Coalesce;
import dev.steward.schedule.AfterDowntime.RunLate;
import dev.steward.schedule.AfterDowntime.Skip;
import dev.steward.schedule.Ritual.Fate;

/** What was missed and what only waited its turn, for a ritual of every hour. */
class RitualFatesTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Recurrence HOURLY = Recurrence.of(LocalDateTime.parse("2026-05-01T00:00"), ZoneOffset.UTC,
            "FREQ=HOURLY");

    @Property
    void whatFellDueWhileStewardRanIsHeldHoweverLate(@ForAll("rules") AfterDowntime rule,
            @ForAll @IntRange(min = 60, max = 6_000) int minutes, @ForAll @IntRange(max = 6_000) int upFor) {
        Instant now = START.plus(Duration.ofMinutes(minutes));
        Instant upSince = now.minus(Duration.ofMinutes(Math.min(upFor, minutes)));

        List<Fate> fates = fates(rule, upSince, now);

        assertThat(fates).filteredOn(fate -> fate.occurrence().at().isAfter(upSince))
                .allMatch(fate -> fate instanceof Fate.Owed owed && owed.coalesced() == 0);
    }

    @Property
    void whatFellDueBeforeIsJudgedByWhenStewardWasBack(@ForAll("rules") AfterDowntime rule,
            @ForAll @IntRange(min = 60, max = 6_000) int minutes, @ForAll @IntRange(max = 6_000) int upFor) {
        Instant now = START.plus(Duration.ofMinutes(minutes));
        Instant upSince = now.minus(Duration.ofMinutes(Math.min(upFor, minutes - 60)));

        assertThat(fates(rule, upSince, now)).filteredOn(fate -> !fate.occurrence().at().isAfter(upSince))
                .containsExactlyElementsOf(fates(rule, upSince, upSince));
    }

    @Property
    void eachIsDecidedAndThoseThatStandForOthersStandForAllOfThem(@ForAll("rules") AfterDowntime rule,
            @ForAll @IntRange(min = 60, max = 6_000) int minutes, @ForAll @IntRange(max = 6_000) int upFor) {
        Instant now = START.plus(Duration.ofMinutes(minutes));

        List<Fate> fates = fates(rule, now.minus(Duration.ofMinutes(Math.min(upFor, minutes))), now);

        assertThat(fates).extracting(Fate::occurrence)
                .containsExactlyElementsOf(ritual(rule).due(HolidayCalendar.NONE, now));
        assertThat(fates.stream().filter(Fate.Owed.class::isInstance).mapToInt(fate -> ((Fate.Owed) fate).coalesced())
                .sum()).isEqualTo((int) fates.stream().filter(Fate.Coalesced.class::isInstance).count());
    }

    @Example
    void oneThatIsFiveMinutesLateWhenStewardIsBackIsHeldAndAnEarlierOneIsNot() {
        Instant back = START.plus(Duration.ofMinutes(125));

        assertThat(fates(new Skip(), back, back.plus(Duration.ofMinutes(40))))
                .hasExactlyElementsOfTypes(Fate.Skipped.class, Fate.Owed.class);
    }

    @Example
    void allThatWereMissedAreHeldAsOneAndWhatFollowsByItself() {
        List<Fate> fates = fates(new Coalesce(), START.plus(Duration.ofMinutes(190)),
                START.plus(Duration.ofMinutes(310)));

        List<Fate> wanted = new ArrayList<>();
        List<Occurrence> due = ritual(new Coalesce()).due(HolidayCalendar.NONE, START.plus(Duration.ofMinutes(310)));
        wanted.add(new Fate.Coalesced(due.get(0)));
        wanted.add(new Fate.Coalesced(due.get(1)));
        wanted.add(new Fate.Owed(due.get(2), 2));
        wanted.add(new Fate.Owed(due.get(3), 0));
        wanted.add(new Fate.Owed(due.get(4), 0));
        assertThat(fates).isEqualTo(wanted);
    }

    /** It could not be worked out when it was due, and its next look was put off: nobody swept it meanwhile. */
    @Example
    void whatWasPutOffIsMissedThoughStewardRan() {
        Ritual ritual = ritual(new Skip());
        Instant now = START.plus(Duration.ofMinutes(70));
        var putOff = new Ritual(ritual.id(), ritual.key(), HOURLY, new Skip(), false, START, now);

        assertThat(putOff.decide(putOff.due(HolidayCalendar.NONE, now), Set.of(), START, now))
                .hasExactlyElementsOfTypes(Fate.Skipped.class);
    }

    @Example
    void whatWasDecidedBeforeIsNotDecidedAgain() {
        Instant now = START.plus(Duration.ofMinutes(130));
        Ritual ritual = ritual(new Skip());
        List<Occurrence> due = ritual.due(HolidayCalendar.NONE, now);

        assertThat(ritual.decide(due, Set.of(due.getFirst().planned()), START, now))
                .containsExactly(new Fate.Owed(due.get(1), 0));
    }

    @Provide
    Arbitrary<AfterDowntime> rules() {
        return Arbitraries.of(new Skip(), new Coalesce(), new RunLate(Duration.ZERO),
                new RunLate(Duration.ofHours(3)));
    }

    private static List<Fate> fates(AfterDowntime rule, Instant upSince, Instant now) {
        Ritual ritual = ritual(rule);
        return ritual.decide(ritual.due(HolidayCalendar.NONE, now), Set.of(), upSince, now);
    }

    private static Ritual ritual(AfterDowntime rule) {
        return Ritual.plan(new UUID(0, 1), new RitualKey(Instance.WORKSPACE, "test.review", new UUID(0, 2)), HOURLY,
                rule,
                HolidayCalendar.NONE, START);
    }
}
