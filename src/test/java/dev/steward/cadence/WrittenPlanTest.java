package dev.steward.cadence;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.cadence.Session.Asked;
import dev.steward.cadence.Session.Facts;
import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.cadence.SessionPlan.Around;
import dev.steward.cadence.SessionPlan.Seat;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who is asked in writing when, without a database: Tuesday, 3 November 2026, at 10:00 on everybody's own clock. */
class WrittenPlanTest {
    private static final LocalDateTime PLANNED = LocalDateTime.of(2026, 11, 3, 10, 0);
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final UserId YUKI = new UserId("UYUKI");
    private static final UserId JONAS = new UserId("UJONAS");
    private static final UserId AMARA = new UserId("UAMARA");

    private final List<Seat> seats = new ArrayList<>(
            List.of(seat(YUKI, TOKYO), seat(JONAS, UTC), seat(AMARA, NEW_YORK)));
    private final Set<UserId> answered = new HashSet<>();
    private AfterDowntime rule = new AfterDowntime.Skip();
    private Duration window = Duration.ofHours(2);
    private boolean overtaken;
    private final Session session = Session.prepare(
            new Facts(new SessionId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID()),
                    new CadenceId(UUID.randomUUID()), true),
            PLANNED, PLANNED.toInstant(UTC), null, Instant.EPOCH);

    @Test
    void itDoesNotCloseBeforeTheLastOnesAreAsked() {
        window = Duration.ofMinutes(30);
        toEnd();
        assertThat(asked()).containsExactly(YUKI, JONAS, AMARA);
        assertThat(session.asked().getLast().at()).isEqualTo(PLANNED.atZone(NEW_YORK).toInstant());
        assertThat(session.endedAt()).isEqualTo(PLANNED.atZone(NEW_YORK).toInstant().plus(window));
    }

    @Test
    void whereTheOnesBeforeAreOverJustAsTheNextAreAskedItGoesOn() {
        seats.set(2, seat(AMARA, ZoneId.of("-02:00")));
        window = Duration.ofHours(2);
        toEnd();
        assertThat(asked()).containsExactly(YUKI, JONAS, AMARA);
    }

    @Test
    void whoComesBackInTimeIsAskedWhenTheyWorkAgain() {
        window = Duration.ofHours(24);
        away(JONAS, "2026-11-02T00:00:00Z", "2026-11-04T00:00:00Z");
        away(YUKI, "2026-11-03T00:30:00Z", "2026-11-03T03:00:00Z");
        away(AMARA, "2026-11-03T00:00:00Z", "2026-11-04T20:00:00Z");
        toEnd();
        assertThat(session.asked()).extracting(Asked::person, Asked::at).containsExactly(
                org.assertj.core.groups.Tuple.tuple(YUKI, Instant.parse("2026-11-03T03:00:00Z")),
                org.assertj.core.groups.Tuple.tuple(JONAS, Instant.parse("2026-11-04T09:00:00Z")));
        assertThat(to(Kind.EXCUSED)).containsExactly(AMARA);
    }

    @Test
    void whoseDayOffItIsIsNotAsked() {
        seats.set(1, new Seat(JONAS, UTC, List.of(), WorkingTime.of(UTC,
                WorkingWeek.usual(Set.of(java.time.DayOfWeek.TUESDAY)), HolidayCalendar.NONE, List.of())));
        toEnd();
        assertThat(asked()).containsExactly(YUKI, AMARA);
    }

    @Test
    void whoGoesAwayAfterTheyWereAskedOrLeavesHasMissedNothingAndIsNotReminded() {
        to("2026-11-03T10:00:00Z");
        away(JONAS, "2026-11-03T10:10:00Z", "2026-11-05T00:00:00Z");
        toEnd();
        assertThat(session.marked(SessionPlan.GONE + JONAS.value())).isTrue();
        assertThat(session.marked(SessionPlan.GONE + YUKI.value())).isFalse();
        assertThat(to(Kind.ASK_REMINDED)).containsExactly(YUKI, AMARA);
        assertThat(to(Kind.ASK_OVER)).containsExactly(YUKI, JONAS, AMARA);
    }

    @Test
    void whoHasAnsweredEarlyCountsAsAskedAndIsNotAsked() {
        to("2026-11-03T10:00:00Z");
        answered.add(AMARA);
        toEnd();
        assertThat(asked()).containsExactly(YUKI, JONAS, AMARA);
        assertThat(to(Kind.ASKED)).containsExactly(YUKI, JONAS);
    }

    @Test
    void afterDowntimeTheRuleSaysWhoIsAskedLate() {
        to("2026-11-03T08:00:00Z");
        rule = new AfterDowntime.RunLate(Duration.ofHours(1));
        up("2026-11-03T10:50:00Z");
        assertThat(asked()).containsExactly(YUKI, JONAS);
        assertThat(session.marked(SessionPlan.LATE)).isTrue();
        rule = new AfterDowntime.Skip();
        up("2026-11-03T15:06:00Z");
        assertThat(asked()).containsExactly(YUKI, JONAS);
        assertThat(session.marked(SessionPlan.MISSED + AMARA.value())).isTrue();
    }

    @Test
    void whatNobodyCouldBeAskedInTimeWasMissedAndIsNotBlamedOnAnybody() {
        rule = new AfterDowntime.Coalesce();
        overtaken = true;
        up("2026-11-04T20:00:00Z");
        assertThat(session.state()).isEqualTo(SessionState.SKIPPED);
        assertThat(session.cause()).isEqualTo(Cause.DOWNTIME);
        assertThat(asked()).isEmpty();
    }

    @Test
    void whenAllAreAwayItIsNotHeldAsSoonAsItsTimeHasCome() {
        seats.replaceAll(seat -> new Seat(seat.person(), seat.zone(), List.of(new Absence(Instant.EPOCH, null)), null));
        to("2026-11-03T15:00:00Z");
        session.begin(0, Instant.parse("2026-11-03T15:00:00Z"));
        to("2026-11-03T15:00:00Z");
        assertThat(session.state()).isEqualTo(SessionState.SKIPPED);
        assertThat(session.cause()).isEqualTo(Cause.NOBODY_THERE);
    }

    @Test
    void whoWasAwayIsAskedWhenItIsPutOff() {
        away(YUKI, "2026-11-02T00:00:00Z", "2026-11-04T00:00:00Z");
        to("2026-11-03T02:00:00Z");
        assertThat(to(Kind.EXCUSED)).containsExactly(YUKI);
        session.reschedule(PLANNED.plusDays(2), PLANNED.plusDays(2).toInstant(UTC),
                Instant.parse("2026-11-03T02:00:00Z"));
        toEnd();
        assertThat(asked()).containsExactly(YUKI, JONAS, AMARA);
    }

    @Test
    void aClockChangeWhereTheCadenceLivesMovesNobodyElsesTime() {
        LocalDateTime planned = LocalDateTime.of(2026, 3, 29, 2, 30);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Session gap = Session.prepare(session.facts(), planned, planned.atZone(berlin).toInstant(), null,
                Instant.EPOCH);
        var next = SessionPlan.steps(gap, new Around(rules(berlin), HolidayCalendar.NONE, List.of(seat(YUKI, TOKYO)),
                Set.of(), person -> hours(UTC), JONAS, false)).getFirst();
        assertThat(next.at().atZone(TOKYO).toLocalTime()).isEqualTo(planned.toLocalTime());
    }

    @Test
    void toComeAreThoseWhoMayStillAnswerInTime() {
        to("2026-11-03T10:00:00Z");
        assertThat(SessionPlan.toCome(session, around())).as("Yuki's time is over").containsOnly(JONAS, AMARA);
        answered.add(JONAS);
        assertThat(SessionPlan.toCome(session, around())).containsOnly(AMARA);
        away(AMARA, "2026-11-03T12:00:00Z", "2026-11-05T00:00:00Z");
        assertThat(SessionPlan.toCome(session, around())).isEmpty();
    }

    private void toEnd() {
        to("2026-11-30T00:00:00Z");
        assertThat(session.state().open()).isFalse();
    }

    /** Step by step, as time passes. */
    private void to(String then) {
        Instant end = Instant.parse(then);
        for (int i = 0; i < 100; i++) {
            Instant next = SessionPlan.next(session, around()).map(SessionPlan.Next::at).orElse(Instant.MAX);
            if (next.isAfter(end)) {
                return;
            }
            SessionPlan.pass(session, around(), next);
        }
    }

    /** Steward was down until then. */
    private void up(String then) {
        SessionPlan.pass(session, around(), Instant.parse(then));
    }

    private Around around() {
        return new Around(rules(UTC), HolidayCalendar.NONE, List.copyOf(seats), Set.copyOf(answered),
                person -> hours(UTC), JONAS, overtaken);
    }

    private Rules rules(ZoneId zone) {
        return new Rules("Weekly", Template.WEEKLY_UPDATE, true, new ChannelId("C1"), null,
                Recurrence.of(PLANNED.minusYears(1), zone, "FREQ=WEEKLY;BYDAY=TU"), rule, window,
                new People(List.of(JONAS), List.of()), List.of(), Lead.minutes(0), null, List.of(Lead.minutes(20)),
                List.of("What moved?"));
    }

    private void away(UserId person, String from, String to) {
        seats.replaceAll(seat -> seat.person().equals(person)
                ? new Seat(person, seat.zone(), List.of(new Absence(Instant.parse(from), Instant.parse(to))),
                        seat.week())
                : seat);
    }

    private List<UserId> asked() {
        return session.asked().stream().map(Asked::person).toList();
    }

    private List<UserId> to(Kind kind) {
        return session.happenings().stream().filter(one -> one.kind() == kind).flatMap(one -> one.to().stream())
                .toList();
    }

    private static Seat seat(UserId person, ZoneId zone) {
        return new Seat(person, zone, List.of(), hours(zone));
    }

    private static WorkingTime hours(ZoneId zone) {
        return WorkingTime.of(zone, WorkingWeek.usual(HolidayCalendar.SATURDAY_AND_SUNDAY), HolidayCalendar.NONE,
                List.of());
    }
}
