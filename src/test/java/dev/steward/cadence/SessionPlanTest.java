package dev.steward.cadence;

import static dev.steward.cadence.Given.ANA;
import static dev.steward.cadence.Given.BEN;
import static dev.steward.cadence.Given.BERLIN;
import static dev.steward.cadence.Given.CHI;
import static dev.steward.cadence.Given.TUESDAY;
import static dev.steward.cadence.Given.at;
import static dev.steward.cadence.Given.facilitator;
import static dev.steward.cadence.Given.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.cadence.SessionPlan.Step;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.UserId;

/** What time does to a session. It starts on Tuesday 3 March 2026, 10:00 in Berlin, and takes half an hour; in writing, seven hours. */
class SessionPlanTest {
    private final Given meeting = Given.meeting();
    private final Given written = Given.written();

    // --- a meeting

    @Test
    void itsAgendaIsPostedThenItsPreReadIsDueThenItIsReminded() {
        Session session = meeting.session();
        next(meeting, session, Step.AGENDA, "2026-03-02T10:00");
        meeting.pass(session, at("2026-03-02T10:00"));
        assertThat(session.state()).isEqualTo(SessionState.AGENDA_POSTED);
        session.preRead(ANA, "https://pre-read.example", at("2026-03-02T11:00"));
        session.read(BEN, at("2026-03-02T12:00"));
        next(meeting, session, Step.PRE_READ, "2026-03-03T06:00");
        meeting.pass(session, at("2026-03-03T06:00"));
        assertThat(last(session).kind()).isEqualTo(Kind.PRE_READ_DUE);
        assertThat(last(session).to()).as("not whoever gave it, and not who read it").containsExactly(CHI);
        next(meeting, session, Step.REMIND, "2026-03-03T09:50");
        meeting.pass(session, at("2026-03-03T09:50"));
        assertThat(last(session).kind()).isEqualTo(Kind.REMINDED);
        next(meeting, session, Step.NOT_HELD, "2026-03-04T10:40");
    }

    @Test
    void nobodyIsRemindedOfAPreReadThatAllHaveReadOrThatThereIsNot() {
        Session session = meeting.session();
        session.agendaPosted(at("2026-03-02T10:00"));
        next(meeting, session, Step.REMIND, "2026-03-03T09:50");
        session.preRead(ANA, "https://pre-read.example", at("2026-03-02T11:00"));
        session.read(BEN, at("2026-03-02T12:00"));
        meeting.away.put(CHI, List.of(new Absence(at("2026-03-02T00:00"), null)));
        meeting.pass(session, at("2026-03-03T06:00"));
        assertThat(kinds(session)).doesNotContain(Kind.PRE_READ_DUE);
    }

    @Test
    void anotherPreReadIsDueAsWell() {
        Session session = meeting.session();
        session.agendaPosted(at("2026-03-02T10:00"));
        session.preRead(ANA, "https://one.example", at("2026-03-02T11:00"));
        meeting.pass(session, at("2026-03-03T06:00"));
        session.preRead(ANA, "https://two.example", at("2026-03-03T07:00"));
        meeting.pass(session, at("2026-03-03T07:00"));
        assertThat(kinds(session).stream().filter(Kind.PRE_READ_DUE::equals)).hasSize(2);
    }

    @Test
    void ofSeveralRemindersThatAreDueOneIsSaid() {
        meeting.reminders = List.of(Lead.hours(2), Lead.minutes(30), Lead.minutes(10));
        Session session = meeting.session();
        meeting.pass(session, at("2026-03-03T09:55"));
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.REMINDED);
    }

    @Test
    void whatWouldComeAfterTheStartDoesNotComeAtAll() {
        Session session = meeting.session();
        meeting.pass(session, at("2026-03-03T10:00"));
        assertThat(kinds(session)).containsExactly(Kind.PREPARED);
        session.begin(0, at("2026-03-03T10:00:01"));
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.DUE);
        next(meeting, session, Step.ASK_WHETHER_HELD, "2026-03-03T10:30");
    }

    @Test
    void whatNobodyStartsIsAskedAboutAndSkippedAfterAWorkingDayOfTheFacilitator() {
        Session session = meeting.session();
        session.begin(0, at("2026-03-03T10:00"));
        meeting.pass(session, at("2026-03-03T10:30"));
        assertThat(last(session).kind()).isEqualTo(Kind.ASKED_WHETHER_HELD);
        assertThat(last(session).to()).containsExactly(ANA);
        next(meeting, session, Step.NOT_HELD, "2026-03-04T10:30");
        meeting.away.put(ANA, List.of(new Absence(at("2026-03-03T12:00"), at("2026-03-09T00:00"))));
        next(meeting, session, Step.NOT_HELD, "2026-03-09T10:30");
        meeting.pass(session, at("2026-03-09T10:30"));
        assertThat(session.cause()).isEqualTo(Cause.NOBODY_STARTED);
        assertThat(meeting.around()).satisfies(around -> assertThat(SessionPlan.next(session, around)).isEmpty());
    }

    @Test
    void ofWhatNobodyFacilitatesItsOwnerIsAsked() {
        Session session = meeting.session();
        session.wouldFacilitate(null);
        session.begin(0, at("2026-03-03T10:00"));
        meeting.pass(session, at("2026-03-03T10:30"));
        assertThat(last(session).to()).containsExactly(ANA);
    }

    @Test
    void itRunsOvertimeAndClosesByItself() {
        Session session = meeting.session();
        session.start(facilitator(), at("2026-03-03T10:04"));
        next(meeting, session, Step.OVERTIME, "2026-03-03T10:49");
        meeting.pass(session, at("2026-03-03T10:49"));
        assertThat(last(session).kind()).isEqualTo(Kind.OVERTIME);
        next(meeting, session, Step.CLOSE, "2026-03-03T22:34");
        meeting.pass(session, at("2026-03-03T22:34"));
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void theTimeBoxOfEachItemEndsOnce() {
        Session session = meeting.session();
        session.start(facilitator(), at("2026-03-03T10:00"));
        var first = UUID.randomUUID();
        session.beginItem(facilitator(), first, 5, at("2026-03-03T10:01"));
        next(meeting, session, Step.ITEM_OVER, "2026-03-03T10:06");
        meeting.pass(session, at("2026-03-03T10:06"));
        assertThat(last(session).words()).isEqualTo(first.toString());
        session.beginItem(facilitator(), UUID.randomUUID(), 0, at("2026-03-03T10:07"));
        next(meeting, session, Step.OVERTIME, "2026-03-03T10:45");
        session.beginItem(facilitator(), first, 5, at("2026-03-03T10:08"));
        next(meeting, session, Step.ITEM_OVER, "2026-03-03T10:13");
    }

    // --- a meeting, after downtime

    @Test
    void heldLateItHasItsWholeTimeFromThen() {
        meeting.afterDowntime = new AfterDowntime.Coalesce();
        Session session = meeting.session();
        Instant back = at("2026-03-09T09:00");
        meeting.pass(session, back);
        assertThat(session.state()).as("its ritual says what becomes of it").isEqualTo(SessionState.COLLECTING);
        session.begin(0, back);
        meeting.pass(session, back);
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.DUE);
        next(meeting, session, Step.ASK_WHETHER_HELD, "2026-03-09T09:30");
        meeting.pass(session, at("2026-03-09T09:30"));
        next(meeting, session, Step.NOT_HELD, "2026-03-10T09:30");
    }

    @Test
    void whoIsAskedLateHasAWorkingDayToAnswerAllTheSame() {
        Session session = meeting.session();
        session.begin(0, at("2026-03-03T10:00"));
        meeting.pass(session, at("2026-03-12T09:00"));
        assertThat(last(session).kind()).isEqualTo(Kind.ASKED_WHETHER_HELD);
        next(meeting, session, Step.NOT_HELD, "2026-03-13T09:00");
    }

    @Test
    void whatItsRitualNeverSpeaksOfEndsToo() {
        Session session = meeting.session();
        meeting.pass(session, at("2026-03-09T09:00"));
        next(meeting, session, Step.NOT_HELD, "2026-03-10T09:00");
        meeting.pass(session, at("2026-03-10T09:00"));
        assertThat(session.state()).isEqualTo(SessionState.SKIPPED);
    }

    @Test
    void whatClosesAtLastIsNotRemindedBefore() {
        Session session = meeting.session();
        session.start(facilitator(), at("2026-03-03T10:00"));
        session.beginItem(facilitator(), UUID.randomUUID(), 5, at("2026-03-03T10:01"));
        meeting.pass(session, at("2026-03-10T09:00"));
        assertThat(kinds(session)).endsWith(Kind.ITEM_BEGUN, Kind.CLOSED);
    }

    // --- in writing

    @Test
    void everybodyIsAskedAtTheLocalTimeOfTheirOwnClock() {
        Session session = written.session();
        next(written, session, Step.ASK, "2026-03-03T02:00");
        written.pass(session, at("2026-03-03T02:00"));
        assertThat(asked(session)).containsExactly(CHI);
        assertThat(session.state()).isEqualTo(SessionState.RUNNING);
        written.pass(session, at("2026-03-03T10:00"));
        assertThat(asked(session)).containsExactly(CHI, ANA);
        written.pass(session, at("2026-03-03T16:00"));
        assertThat(asked(session)).containsExactly(CHI, ANA, BEN);
        written.answered.addAll(List.of(ANA, BEN, CHI));
        next(written, session, Step.CLOSE, "2026-03-03T23:00");
    }

    @Test
    void whereClocksChangeOnOtherDaysEverybodysTimeIsTheirOwn() {
        Session session = written.session(LocalDate.of(2026, 3, 10).atTime(10, 0)); // the US changed on the 8th, Europe has not
        written.people.put(BEN, Given.NEW_YORK);
        assertThat(written.around()).satisfies(around -> assertThat(SessionPlan.steps(session, around))
                .filteredOn(step -> step.step() == Step.ASK).extracting(SessionPlan.Next::at)
                .containsExactly(Instant.parse("2026-03-10T01:00:00Z"), Instant.parse("2026-03-10T09:00:00Z"),
                        Instant.parse("2026-03-10T14:00:00Z")));
    }

    @Test
    void whoseTimeComesAfterThatOfTheOthersIsOverIsAskedAllTheSame() {
        written.duration = Duration.ofHours(1);
        written.reminders = List.of();
        Session session = written.session();
        for (String time : List.of("02:00", "03:00", "10:00", "11:00", "16:00")) {
            written.pass(session, at("2026-03-03T" + time));
            assertThat(session.state()).isEqualTo(SessionState.RUNNING);
        }
        assertThat(asked(session)).containsExactly(CHI, ANA, BEN);
        written.pass(session, at("2026-03-03T17:00"));
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void whoeverHasNotAnsweredIsRemindedBeforeTheirOwnTimeIsOver() {
        Session session = written.session();
        written.pass(session, at("2026-03-03T02:00"));
        next(written, session, Step.ASK_REMIND, "2026-03-03T08:00");
        written.pass(session, at("2026-03-03T08:00"));
        assertThat(last(session).kind()).isEqualTo(Kind.ASK_REMINDED);
        assertThat(last(session).to()).containsExactly(CHI);
        written.answered.add(ANA);
        written.pass(session, at("2026-03-03T16:00"));
        next(written, session, Step.ASK_REMIND, "2026-03-03T22:00");
    }

    @Test
    void whoIsBackInTimeIsAskedThenAndWhoIsNotIsExcused() {
        written.away.put(ANA, List.of(new Absence(at("2026-03-02T00:00"), at("2026-03-03T13:00")),
                new Absence(at("2026-03-03T12:00"), at("2026-03-03T15:00"))));
        written.away.put(BEN, List.of(new Absence(at("2026-03-03T12:00"), null)));
        written.away.put(CHI, List.of(new Absence(at("2026-03-03T02:00"), at("2026-03-03T09:00"))));
        Session session = written.session();
        written.pass(session, at("2026-03-03T02:00"));
        assertThat(session.state()).as("Chi's time is over before they are back").isEqualTo(SessionState.COLLECTING);
        assertThat(last(session).to()).containsExactly(CHI);
        written.pass(session, at("2026-03-03T10:00"));
        next(written, session, Step.ASK, "2026-03-03T15:00");
        written.pass(session, at("2026-03-03T15:00"));
        assertThat(session.asked()).containsExactly(
                new Session.Asked(ANA, at("2026-03-03T15:00"), at("2026-03-03T22:00")));
        written.pass(session, at("2026-03-03T16:00"));
        assertThat(last(session).kind()).isEqualTo(Kind.EXCUSED);
        assertThat(asked(session)).containsExactly(ANA);
    }

    @Test
    void whoDoesNotWorkThatDayIsNotAskedUnlessNobodyDoes() {
        written.weeks.put(ANA, WorkingWeek.of(new WorkingWeek.Hours(java.time.LocalTime.of(9, 0),
                java.time.LocalTime.of(17, 0)), DayOfWeek.MONDAY));
        Session session = written.session();
        written.pass(session, at("2026-03-03T02:00"));
        written.pass(session, at("2026-03-03T10:00"));
        assertThat(asked(session)).containsExactly(CHI);
        Session saturday = written.session(LocalDate.of(2026, 3, 7).atTime(10, 0));
        written.pass(saturday, at("2026-03-07T10:00"));
        assertThat(asked(saturday)).contains(ANA);
        written.holidays = day -> Optional.of("Fair");
        Session holiday = written.session(LocalDate.of(2026, 3, 10).atTime(10, 0));
        written.pass(holiday, at("2026-03-10T10:00"));
        assertThat(asked(holiday)).as("the rule says that it takes place on a holiday").contains(ANA);
    }

    @Test
    void withNobodyToAskItIsSkipped() {
        Instant march = at("2026-03-01T00:00");
        List.of(ANA, BEN, CHI).forEach(who -> written.away.put(who, List.of(new Absence(march, null))));
        Session session = written.session();
        passes(written, session, "2026-03-03T00:00", "2026-03-04T12:00", Duration.ofMinutes(5));
        assertThat(session.state()).isEqualTo(SessionState.SKIPPED);
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.EXCUSED, Kind.EXCUSED, Kind.EXCUSED,
                Kind.SKIPPED);
    }

    @Test
    void whoJoinsMeanwhileIsAskedAndWhoLeavesIsNot() {
        written.people.remove(BEN);
        written.people.remove(CHI);
        Session session = written.session();
        written.pass(session, at("2026-03-03T10:00"));
        written.people.put(BEN, Given.NEW_YORK);
        written.pass(session, at("2026-03-03T16:00"));
        assertThat(asked(session)).containsExactly(ANA, BEN);
    }

    @Test
    void lateAfterDowntimeEachIsAskedAsTheRuleSays() {
        Instant back = at("2026-03-03T11:00"); // Chi is nine hours late, Ana one, Ben's time is still to come
        assertThat(askedLate(new AfterDowntime.Skip(), false, back)).isEmpty();
        assertThat(askedLate(new AfterDowntime.RunLate(Duration.ofHours(2)), false, back)).containsExactly(ANA);
        assertThat(askedLate(new AfterDowntime.Coalesce(), false, back)).containsExactlyInAnyOrder(CHI, ANA);
        assertThat(askedLate(new AfterDowntime.Coalesce(), true, back)).isEmpty();
        assertThat(askedLate(new AfterDowntime.Skip(), false, at("2026-03-03T10:05"))).as("on time")
                .containsExactly(ANA);
    }

    @Test
    void aReminderThatComesTooLateDoesNotCome() {
        Session session = written.session();
        written.pass(session, at("2026-03-03T02:00"));
        written.pass(session, at("2026-03-03T09:30"));
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.STARTED, Kind.ASKED, Kind.ASK_OVER);
    }

    @Test
    void inAnHourThatIsTwiceOrNotAtAllEverybodyIsAskedOnce() {
        for (LocalDate day : List.of(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 10, 25))) {
            Session session = written.session(day.atTime(2, 30));
            passes(written, session, day.minusDays(1) + "T12:00", day.plusDays(1) + "T20:00", Duration.ofMinutes(5));
            assertThat(asked(session)).containsExactlyInAnyOrder(ANA, BEN, CHI);
            assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            assertThat(session.asked().stream().filter(one -> one.person().equals(ANA)).findFirst().orElseThrow().at())
                    .isEqualTo(day.atTime(2, 30).atZone(BERLIN).toInstant());
        }
    }

    private List<UserId> askedLate(AfterDowntime rule, boolean overtaken, Instant back) {
        Given given = Given.written();
        given.afterDowntime = rule;
        given.overtaken = overtaken;
        Session session = given.session(TUESDAY);
        given.pass(session, back);
        return asked(session);
    }

    static void passes(Given given, Session session, String from, String to, Duration step) {
        for (Instant now = at(from); !now.isAfter(at(to)); now = now.plus(step)) {
            given.pass(session, now);
        }
    }

    private static void next(Given given, Session session, Step step, String at) {
        SessionPlan.Next next = SessionPlan.next(session, given.around()).orElseThrow();
        assertThat(next.step()).isEqualTo(step);
        assertThat(next.at()).isEqualTo(at(at));
    }

    private static List<UserId> asked(Session session) {
        return session.asked().stream().map(Session.Asked::person).toList();
    }

    private static SessionHappening last(Session session) {
        return session.happenings().getLast();
    }
}
