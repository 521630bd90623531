package dev.steward.approval;

import static dev.steward.approval.SimulatedPeople.AMARA;
import static dev.steward.approval.SimulatedPeople.JONAS;
import static dev.steward.approval.SimulatedPeople.MAYA;
import static dev.steward.approval.SimulatedPeople.YUKI;
import static dev.steward.approval.SimulatedPeople.person;
import static dev.steward.approval.SimulatedPeople.stage;
import static dev.steward.approval.SimulatedPeople.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.Simulation.End;
import dev.steward.picture.Timeline.Span;
import dev.steward.policy.Conditions;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Silence;
import dev.steward.schedule.WorkingAmount;

class SimulationTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Thursday. */
    private static final Instant THURSDAY = Instant.parse("2026-11-19T14:00:00Z");
    private final SimulatedPeople people = new SimulatedPeople();
    private final SimulationText text = new SimulationText(BERLIN, people.zones,
            Map.of(MAYA, "Maya", AMARA, "Amara", YUKI, "Yuki", JONAS, "Jonas"));

    @Test
    void aLadderClimbsAcrossAWeekendAndAHolidayInTwoZones() {
        people.holiday(LocalDate.of(2026, 11, 20));
        Simulation simulation = people.simulate(THURSDAY, null,
                terms(false, stage("Area", WorkingAmount.days(2), Silence.WAIT, List.of(WorkingAmount.days(1)),
                        List.of(new Rung(WorkingAmount.days(1), List.of(person(YUKI)), true)), person(AMARA))));
        assertThat(text.lines(simulation)).containsExactly("Thu 19 Nov 15:00  ·  You ask.",
                "Thu 19 Nov 15:00  ·  *Amara* (09:00 in New York) is asked for Area.",
                "Mon 23 Nov 15:00  ·  *Amara* (09:00 in New York) is reminded.",
                "Mon 23 Nov 15:00  ·  *Yuki* (23:00 in Tokyo) is told that *Amara* is silent, and may answer instead.",
                "Tue 24 Nov 15:00  ·  The time is up for Area. It goes on waiting.",
                "Wed 25 Nov 01:00  ·  *Yuki* (09:00 in Tokyo) is reminded.",
                "From there on it waits until somebody answers, and says so every working day.");
        assertThat(simulation.end()).isEqualTo(End.WAITS);
        assertThat(simulation.timeUp()).contains(Instant.parse("2026-11-24T14:00:00Z"));
    }

    @Test
    void silenceMayMeanNoAndTheEndIsTold() {
        Simulation simulation = people.simulate(THURSDAY, null, terms(false,
                stage("Area", WorkingAmount.hours(4), Silence.REJECT, List.of(), List.of(), person(JONAS))));
        assertThat(text.lines(simulation)).endsWith(
                "Fri 20 Nov 11:00  ·  The time is up for Area, and silence means no.",
                "Fri 20 Nov 11:00  ·  It is rejected.", "That is the end of it.");
    }

    @Test
    void oneStageFollowsTheOtherWhereSilenceMeansYes() {
        Simulation simulation = people.simulate(THURSDAY, null, terms(false,
                stage("Area", WorkingAmount.days(1), Silence.APPROVE, List.of(), List.of(), person(JONAS)),
                stage("Executives", WorkingAmount.days(1), Silence.APPROVE, List.of(), List.of(), person(AMARA))));
        assertThat(simulation.request().state()).isEqualTo(RequestState.APPROVED);
        assertThat(text.lines(simulation)).contains(
                "Fri 20 Nov 15:00  ·  *Amara* (09:00 in New York) is asked for Executives.",
                "Mon 23 Nov 15:00  ·  The time is up for Executives, and silence means yes.");
    }

    @Test
    void whoGoesAwayInTheMiddleIsReplacedAtThatMoment() {
        people.away(AMARA, Instant.parse("2026-11-20T05:00:00Z"), Instant.parse("2026-11-30T05:00:00Z"), JONAS);
        Simulation simulation = people.simulate(THURSDAY, null, terms(false, stage("Area", WorkingAmount.days(2),
                Silence.WAIT, List.of(WorkingAmount.days(1)), List.of(), person(AMARA))));
        assertThat(text.lines(simulation)).contains(
                "Fri 20 Nov 06:00  ·  *Amara* (00:00 in New York) goes away; *Jonas* is asked instead.",
                "Fri 20 Nov 15:00  ·  *Jonas* is reminded.");
    }

    @Test
    void whoIsAwayAlreadyIsNotAsked() {
        people.away(AMARA, Instant.parse("2026-11-18T05:00:00Z"), Instant.parse("2026-11-30T05:00:00Z"), JONAS);
        Simulation simulation = people.simulate(THURSDAY, null, terms(false,
                stage("Area", WorkingAmount.days(2), Silence.WAIT, List.of(), List.of(), person(AMARA))));
        assertThat(text.lines(simulation)).contains("Thu 19 Nov 15:00  ·  *Jonas* is asked for Area.");
    }

    @Test
    void anAutonomousRuleEndsAtOnce() {
        Simulation simulation = people.simulate(THURSDAY, null,
                new Terms(1, SimulatedPeople.LAUNCH, new Rule("Alone", Set.of(),
                        Conditions.NONE, new Rule.Outcome.Autonomous("small"))));
        assertThat(text.lines(simulation)).containsExactly("Thu 19 Nov 15:00  ·  You ask.",
                "Thu 19 Nov 15:00  ·  It is approved at once.", "That is the end of it.");
    }

    @Test
    void theDayItIsNeededIsToldWhereItComesFirst() {
        Terms terms = terms(false, stage("Area", WorkingAmount.days(2), Silence.WAIT, List.of(), List.of(),
                person(JONAS)));
        Instant friday = Instant.parse("2026-11-20T12:00:00Z");
        Simulation simulation = people.simulate(THURSDAY, friday, terms);
        assertThat(text.lines(simulation)).anyMatch(line -> line.contains("The day is over by which you need it"));
        assertThat(WhoIsAsked.tooLate(friday, simulation)).hasValueSatisfying(
                warning -> assertThat(warning).contains("before their time is over"));
        assertThat(WhoIsAsked.tooLate(friday.plus(Duration.ofDays(30)), simulation)).isEmpty();
    }

    @Test
    void aPictureIsDrawnOfWhoIsAsked() {
        Simulation simulation = people.simulate(THURSDAY, null, terms(false, stage("Area", WorkingAmount.days(2),
                Silence.WAIT, List.of(WorkingAmount.days(1)), List.of(), person(AMARA))));
        assertThat(TimelinePicture.png(simulation, text, people::hours)).hasValueSatisfying(
                png -> assertThat(png).startsWith(0x89, 'P', 'N', 'G'));
    }

    @Test
    void aWorkingDayIsOneSpanOfThePicture() {
        assertThat(TimelinePicture.spans(people.hours(AMARA), THURSDAY, THURSDAY.plus(Duration.ofDays(4))))
                .containsExactly(
                        new Span(Instant.parse("2026-11-19T14:00:00Z"), Instant.parse("2026-11-19T22:00:00Z")),
                        new Span(Instant.parse("2026-11-20T14:00:00Z"), Instant.parse("2026-11-20T22:00:00Z")));
    }

    @Property(tries = 100)
    void itAlwaysEndsInOrderAndNeverSaysWhatWasSaid(@ForAll @IntRange(min = 1, max = 60) int hours,
            @ForAll @IntRange(min = 0, max = 5) int reminders, @ForAll Silence silence, @ForAll boolean together,
            @ForAll @IntRange(min = 0, max = 20_000) int minutes) {
        List<WorkingAmount> remind = java.util.stream.IntStream.range(0, reminders)
                .mapToObj(i -> WorkingAmount.hours(i + 1)).toList();
        List<Rung> ladder = List.of(new Rung(WorkingAmount.hours(3), List.of(person(YUKI)), true));
        Instant asked = THURSDAY.plus(Duration.ofMinutes(minutes));
        Simulation simulation = people.simulate(asked, null,
                terms(together, stage("One", WorkingAmount.hours(hours), silence, remind, ladder, person(AMARA)),
                        stage("Two", WorkingAmount.hours(hours), silence, remind, ladder, person(JONAS))));
        assertThat(simulation.moments()).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(simulation.moments().stream().flatMap(moment -> moment.happenings().stream()).toList())
                .containsExactlyElementsOf(simulation.request().happenings());
        assertThat(simulation.end()).isEqualTo(silence == Silence.WAIT ? End.WAITS : End.DECIDED);
    }
}
