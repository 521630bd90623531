package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.Rituals;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** A cadence on PostgreSQL, with its ritual and its timers: which session there is when, and what becomes of each. */
@SandboxTest
class CadenceLifeTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence cadences;
    @Autowired
    private ChangeSession changes;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Rituals rituals;
    @Autowired
    private Members members;
    @Autowired
    private Absences absences;
    @Autowired
    private Holidays holidays;
    @Autowired
    private TransactionTemplate transaction;

    private LocalDate monday = LocalDate.EPOCH;

    /** All work from 9 to 17 in one zone, and it is Monday, 9:00. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, SELLER, SUPPORT)) {
            lives(who, UTC);
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Test
    void aMeetingCollectsItsAgendaIsHeldAndLeavesTheNext() {
        Cadence cadence = weekly(PM, SELLER);
        Session first = next(cadence);
        assertThat(first.planned()).isEqualTo(monday.plusDays(1).atTime(10, 0));
        assertThat(first.state()).isEqualTo(SessionState.COLLECTING);
        assertThat(first.facilitator()).isEqualTo(PM.id());

        slack.clock().to(day(0, "10:01"));
        assertThat(now(first).state()).isEqualTo(SessionState.AGENDA_POSTED);
        assertThatThrownBy(() -> start(first, SELLER)).isInstanceOf(Refused.class)
                .hasMessageContaining("Only whoever facilitates");
        slack.clock().to(day(1, "10:00:30"));
        assertThat(now(first).due()).isTrue();
        assertThat(next(cadence).facilitator()).as("the other one's turn, if this one takes place")
                .isEqualTo(SELLER.id());
        start(first, PM);
        changes.change(workspace(), first.facts().id(), PM.id(), Role.MEMBER, (c, s, who, at) -> s.close(who, at));

        Session second = next(cadence);
        assertThat(second.planned()).isEqualTo(monday.plusDays(8).atTime(10, 0));
        assertThat(second.facilitator()).isEqualTo(SELLER.id());
        assertThat(kinds(first)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.REMINDED, Kind.DUE,
                Kind.STARTED, Kind.CLOSED);
    }

    @Test
    void whatNobodyStartsIsAskedAboutAndIsSkippedAWorkingDayLater() {
        Cadence cadence = weekly(PM, SELLER);
        Session first = next(cadence);
        slack.clock().to(day(1, "10:31"));
        assertThat(kinds(first)).contains(Kind.DUE, Kind.ASKED_WHETHER_HELD);
        slack.clock().to(day(2, "10:29"));
        assertThat(now(first).state()).isEqualTo(SessionState.AGENDA_POSTED);
        slack.clock().to(day(2, "10:31"));
        assertThat(now(first).state()).isEqualTo(SessionState.SKIPPED);
        assertThat(now(first).cause()).isEqualTo(Cause.NOBODY_STARTED);
        assertThat(next(cadence).facilitator()).as("nobody's turn is used up").isEqualTo(PM.id());
    }

    @Test
    void oneIsMovedThereAndBackAndAnotherIsSkipped() {
        Cadence cadence = weekly(PM, SELLER);
        Session first = next(cadence);
        LocalDateTime thursday = monday.plusDays(3).atTime(15, 0);
        Session moved = steer.move(workspace(), SessionSnapshot.of(first), PM.id(), Role.MEMBER, thursday);
        assertThat(now(first).state()).isEqualTo(SessionState.MOVED);
        assertThat(now(first).movedTo()).isEqualTo(moved.facts().id());
        assertThat(next(cadence).planned()).isEqualTo(thursday);
        assertThat(Objects.requireNonNull(rituals.find(ritual(cadence)).orElseThrow().next()))
                .isEqualTo(thursday.toInstant(UTC));
        assertThatThrownBy(() -> steer.move(workspace(), SessionSnapshot.of(moved), PM.id(), Role.MEMBER,
                monday.plusDays(8).atTime(10, 0))).isInstanceOf(Refused.class).hasMessageContaining("already");

        Session back = steer.move(workspace(), SessionSnapshot.of(moved), PM.id(), Role.MEMBER,
                monday.plusDays(1).atTime(10, 0));
        assertThat(back.facts().id()).isEqualTo(first.facts().id());
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(1).atTime(10, 0));

        steer.skip(workspace(), SessionSnapshot.of(back), PM.id(), Role.MEMBER, "Fair week");
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(8).atTime(10, 0));
        slack.clock().to(day(8, "10:01"));
        assertThat(now(back).state()).isEqualTo(SessionState.SKIPPED);
        assertThat(kinds(back)).doesNotContain(Kind.DUE);
    }

    @Test
    void whatAHolidayMovedCanTakePlaceOnTheHolidayAllTheSame() {
        LocalDateTime holiday = monday.plusDays(1).atTime(10, 0);
        transaction.executeWithoutResult(done -> holidays.declare(workspace(), holiday.toLocalDate(), "Fair"));
        Rules rules = rules(false, new AfterDowntime.Skip(), PM, SELLER);
        Cadence cadence = create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                rules.recurring(rules.recurrence().onHoliday(OnHoliday.NEXT_WORKING_DAY)));
        assertThat(next(cadence).startsAt()).isEqualTo(day(2, "10:00"));
        Session session = steer.move(workspace(), SessionSnapshot.of(next(cadence)), PM.id(), Role.MEMBER, holiday);
        assertThat(session.startsAt()).isEqualTo(day(1, "10:00"));
        assertThat(rituals.find(ritual(cadence)).orElseThrow().next()).isEqualTo(day(1, "10:00"));
        assertThat(sessions.open(workspace(), cadence.facts().id())).hasSize(1);
        slack.clock().to(day(2, "10:01"));
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(8).atTime(10, 0));
    }

    @Test
    void whatWasHeldBeforeItsTimeIsNotTheNextAgain() {
        Cadence cadence = weekly(PM, SELLER);
        Session first = next(cadence);
        slack.clock().to(day(1, "09:30"));
        start(first, PM);
        changes.change(workspace(), first.facts().id(), PM.id(), Role.MEMBER, (c, s, who, at) -> s.close(who, at));
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(8).atTime(10, 0));
        slack.clock().to(day(1, "10:01"));
        assertThat(now(first).state()).isEqualTo(SessionState.CLOSED);
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(8).atTime(10, 0));
    }

    @Test
    void pausedItHasNoSessionAndResumedItHasTheSameAgain() {
        Cadence cadence = weekly(PM, SELLER);
        Session first = next(cadence);
        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.pause(PM.id(), Role.MEMBER, at));
        assertThat(sessions.open(workspace(), cadence.facts().id())).isEmpty();
        assertThat(now(first).cause()).isEqualTo(Cause.CADENCE);
        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.resume(PM.id(), Role.MEMBER, at));
        assertThat(next(cadence).facts().id()).isEqualTo(first.facts().id());

        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.pause(PM.id(), Role.MEMBER, at));
        slack.clock().to(day(9, "09:00"));
        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.resume(PM.id(), Role.MEMBER, at));
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(15).atTime(10, 0));
        assertThat(sessions.from(workspace(), cadence.facts().id(), Instant.EPOCH)).hasSize(2);

        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.end(PM.id(), Role.MEMBER, at));
        assertThat(sessions.open(workspace(), cadence.facts().id())).isEmpty();
        assertThat(rituals.find(ritual(cadence))).isEmpty();
    }

    @Test
    void anotherRuleReschedulesTheNextOne() {
        Cadence cadence = weekly(PM, SELLER);
        Session first = next(cadence);
        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.change(PM.id(), Role.MEMBER,
                one.rules().recurring(Recurrence.of(monday.atTime(11, 0), UTC, "FREQ=WEEKLY;BYDAY=FR")), at));
        assertThat(next(cadence).facts().id()).isEqualTo(first.facts().id());
        assertThat(next(cadence).planned()).isEqualTo(monday.plusDays(4).atTime(11, 0));
        assertThat(sessions.from(workspace(), cadence.facts().id(), Instant.EPOCH)).hasSize(1);
    }

    @Test
    void everybodyIsAskedInWritingAtTheirOwnTimeUnlessTheyAreAway() {
        lives(PM, ZoneId.of("America/New_York"));
        lives(SELLER, ZoneId.of("Asia/Tokyo"));
        absences.add(workspace(), SUPPORT.id(), new Absence(day(1, "00:00"), day(3, "00:00")));
        Cadence cadence = create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                rules(true, new AfterDowntime.Skip(), PM, SELLER, SUPPORT, OPS));
        Session first = next(cadence);
        slack.clock().to(day(1, "00:59"));
        assertThat(now(first).state()).isEqualTo(SessionState.COLLECTING);
        slack.clock().to(day(1, "01:01"));
        assertThat(asked(first)).as("10:00 in Tokyo").containsExactly(SELLER.id());
        slack.clock().to(day(1, "10:01"));
        assertThat(asked(first)).containsExactly(SELLER.id(), OPS.id());
        slack.clock().to(day(1, "16:00"));
        assertThat(asked(first)).hasSize(3).contains(PM.id());
        slack.clock().to(day(1, "23:00"));
        assertThat(now(first).state()).isEqualTo(SessionState.CLOSED);
        assertThat(kinds(first)).contains(Kind.EXCUSED, Kind.ASK_REMINDED);
    }

    private Cadence weekly(Who... who) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                rules(false, new AfterDowntime.Skip(), who));
    }

    private Rules rules(boolean written, AfterDowntime afterDowntime, Who... who) {
        return new Rules("Roadmap review", written ? Template.WEEKLY_UPDATE : Template.ROADMAP_REVIEW, written,
                slack.channel("#general").id(), null,
                Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), afterDowntime,
                written ? Duration.ofHours(6) : Duration.ofMinutes(30),
                new People(Arrays.stream(who).map(Who::id).toList(), List.of()), List.of(), Lead.days(1),
                null, List.of(written ? Lead.hours(1) : Lead.minutes(10)),
                written ? List.of("What moved?") : List.of());
    }

    private void start(Session session, Who who) {
        changes.change(workspace(), session.facts().id(), who.id(), Role.MEMBER, (c, s, by, at) -> s.start(by, at));
    }

    private Session next(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).stream().filter(each -> each.state().ahead()
                && !each.due() || each.facts().written()).findFirst().orElseThrow();
    }

    private Session now(Session session) {
        return sessions.find(workspace(), session.facts().id()).orElseThrow();
    }

    private List<UserId> asked(Session session) {
        return now(session).asked().stream().map(Session.Asked::person).toList();
    }

    private List<Kind> kinds(Session session) {
        return sessions.history(workspace(), session.facts().id()).stream().map(SessionHappening::kind).toList();
    }

    private RitualKey ritual(Cadence cadence) {
        return HoldSession.ritual(cadence.facts());
    }

    private void lives(Who who, ZoneId zone) {
        members.save(new Member(workspace(), who.id(), "T0FERNHILL", who.name(), null, zone,
                who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
