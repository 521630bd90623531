package dev.steward.cadence;

import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Due;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** A holiday, a pause or another rule takes a session's time away at the last moment: which one takes place, and when. */
@SandboxTest
class ReplannedSessionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence changes;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Holidays holidays;
    @Autowired
    private Due due;

    private LocalDate monday = LocalDate.EPOCH;

    @BeforeEach
    void mondayMorning() {
        ((SmartLifecycle) due).stop();
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        at(0, "09:00");
    }

    @AfterEach
    void everythingFiresAgain() {
        ((SmartLifecycle) due).start();
    }

    @Test
    void whatAHolidayMovesToATimeThatIsOverGivesWayToTheNext() {
        Cadence cadence = weekly("FREQ=WEEKLY;BYDAY=MO", UTC, OnHoliday.PREVIOUS_WORKING_DAY);
        assertThat(next(cadence).planned()).isEqualTo(day(0, "12:00"));
        holiday(0);
        assertThat(next(cadence).planned()).isEqualTo(day(7, "12:00"));
        assertThat(next(cadence).startsAt()).isEqualTo(day(7, "12:00").toInstant(UTC));
        at(0, "12:01");
        assertThat(sessions.open(workspace(), cadence.facts().id())).hasSize(1).noneMatch(Session::due);
    }

    @Test
    void whatAnotherZoneMovesToATimeThatIsOverGivesWayToTheNext() {
        Cadence cadence = weekly("FREQ=WEEKLY;BYDAY=MO", NEW_YORK, OnHoliday.RUN);
        at(0, "13:00");
        assertThat(next(cadence).planned()).isEqualTo(day(0, "12:00"));
        recurs(cadence, "FREQ=WEEKLY;BYDAY=MO", BERLIN, OnHoliday.RUN);
        assertThat(next(cadence).planned()).isEqualTo(day(7, "12:00"));
        assertThat(next(cadence).startsAt()).isEqualTo(day(7, "12:00").atZone(BERLIN).toInstant());
    }

    @Test
    void anotherRuleForTheSameMomentIsKept() {
        Cadence cadence = weekly("FREQ=WEEKLY;BYDAY=MO", UTC, OnHoliday.NEXT_WORKING_DAY);
        holiday(0);
        assertThat(next(cadence).startsAt()).isEqualTo(day(1, "12:00").toInstant(UTC));
        recurs(cadence, "FREQ=WEEKLY;BYDAY=TU", UTC, OnHoliday.RUN);
        assertThat(next(cadence).planned()).isEqualTo(day(1, "12:00"));
        assertThat(next(cadence).startsAt()).isEqualTo(day(1, "12:00").toInstant(UTC));
        at(1, "12:01");
        assertThat(sessions.from(workspace(), cadence.facts().id(), Instant.EPOCH)).filteredOn(Session::due).hasSize(1);
    }

    /** Its session was taken back, and nothing made it again: Steward was down when it would have been the next. */
    @Test
    void whatAPauseTookBackIsHeldWhenItsTimeComesAfterDowntime() {
        Cadence cadence = weekly("FREQ=DAILY", UTC, OnHoliday.RUN);
        Session first = next(cadence);
        Session extra = steer.move(workspace(), SessionSnapshot.of(first), PM.id(), Role.MEMBER, day(1, "14:00"));
        changes.change(workspace(), cadence.facts().id(), (one, now) -> one.pause(PM.id(), Role.MEMBER, now));
        changes.change(workspace(), cadence.facts().id(), (one, now) -> one.resume(PM.id(), Role.MEMBER, now));
        at(1, "15:00");
        assertThat(sessions.find(workspace(), extra.facts().id()).orElseThrow().due()).isTrue();
    }

    /** A holiday had moved it to an earlier day; nobody started it then. */
    @Test
    void whatNobodyStartedOnTheDayBeforeAHolidayCanTakePlaceOnTheHoliday() {
        at(3, "09:00");
        Cadence cadence = weekly("FREQ=WEEKLY;BYDAY=MO", UTC, OnHoliday.PREVIOUS_WORKING_DAY);
        holiday(7);
        Session session = next(cadence);
        assertThat(session.startsAt()).isEqualTo(day(4, "12:00").toInstant(UTC));
        at(4, "13:00");
        assertThat(now(session).due()).isTrue();

        steer.move(workspace(), SessionSnapshot.of(session), PM.id(), Role.MEMBER, day(7, "12:00"));
        assertThat(now(session).startsAt()).isEqualTo(day(7, "12:00").toInstant(UTC));
        assertThat(now(session).due()).isFalse();
        at(7, "11:59");
        assertThat(now(session).due()).isFalse();
        at(7, "12:01");
        assertThat(now(session).due()).isTrue();
        assertThat(next(cadence).planned()).isEqualTo(day(14, "12:00"));
    }

    private Cadence weekly(String rule, ZoneId zone, OnHoliday onHoliday) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Review", Template.BLANK, false, slack.channel("#general").id(), null,
                        recurrence(rule, zone, onHoliday), new AfterDowntime.RunLate(Duration.ofHours(30)),
                        Duration.ofMinutes(30), new People(List.of(PM.id(), SELLER.id()), List.of()), List.of(),
                        Lead.hours(3), null, List.of(), List.of()));
    }

    private void recurs(Cadence cadence, String rule, ZoneId zone, OnHoliday onHoliday) {
        changes.change(workspace(), cadence.facts().id(), (one, now) -> one.change(PM.id(), Role.MEMBER,
                one.rules().recurring(recurrence(rule, zone, onHoliday)), now));
    }

    private Recurrence recurrence(String rule, ZoneId zone, OnHoliday onHoliday) {
        return new Recurrence(day(0, "12:00"), zone, rule, onHoliday, false, Collections.emptySortedSet(),
                Collections.emptySortedSet());
    }

    private void holiday(int day) {
        holidays.declare(workspace(), monday.plusDays(day), "A day off");
        slack.clock().leap(slack.clock().instant().plusSeconds(4)); // what follows comes behind it
        due.fire(slack.clock().instant());
        due.fire(slack.clock().instant()); // and what that has looked at again
    }

    /** At once, with all that was due until then. */
    private void at(int day, String time) {
        slack.clock().leap(day(day, time).toInstant(UTC));
        due.fire(slack.clock().instant());
    }

    private Session next(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).stream()
                .filter(each -> each.state().ahead() && !each.due()).findFirst().orElseThrow();
    }

    private Session now(Session session) {
        return sessions.find(workspace(), session.facts().id()).orElseThrow();
    }

    private LocalDateTime day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time));
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
