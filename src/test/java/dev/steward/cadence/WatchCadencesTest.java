package dev.steward.cadence;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.TimerAudit.Needed;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserGroups.Said;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Sessions are looked at again when their people change, and the auditor knows which must have a timer. */
@SandboxTest
class WatchCadencesTest {
    private static final String GROUP = "S0REVIEW";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence changes;
    @Autowired
    private Sessions sessions;
    @Autowired
    private HoldSession hold;
    @Autowired
    private WatchCadences watch;
    @Autowired
    private Timers timers;
    @Autowired
    private Absences absences;
    @Autowired
    private Members members;
    @Autowired
    private UserGroups groups;
    @Autowired
    private TransactionTemplate transaction;

    private LocalDate monday = LocalDate.EPOCH;

    @BeforeEach
    void itIsMonday() {
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Test
    void whoGoesAwayAfterTheyWereToldIsReplacedAndIsNextWhenTheyAreBack() {
        Session session = next(cadence(new People(List.of(PM.id(), SELLER.id(), SUPPORT.id()), List.of())));
        slack.clock().to(day(0, "10:01"));
        assertThat(now(session).facilitator()).isEqualTo(PM.id());
        away(PM.id(), 1);
        assertThat(now(session).facilitator()).isEqualTo(SELLER.id());
        Session other = next(find(session));
        assertThat(other.facilitator()).isEqualTo(SELLER.id());
    }

    @Test
    void whoLeavesTheGroupDoesNotFacilitate() {
        save(1, PM.id(), SELLER.id());
        Session session = next(cadence(new People(List.of(), List.of(GROUP))));
        UserId first = Objects.requireNonNull(session.facilitator());
        slack.clock().to(day(0, "10:01"));
        save(2, SUPPORT.id());
        slack.clock().advance(Duration.ofSeconds(1));
        assertThat(now(session).facilitator()).isEqualTo(SUPPORT.id()).isNotEqualTo(first);
    }

    /** In Berlin it is ten o'clock six hours before it is in New York. */
    @Test
    void whoTravelsIsAskedAtTheirTimeThere() {
        lives("America/New_York");
        Session session = next(create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Weekly update", Template.WEEKLY_UPDATE, true, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofHours(24), new People(List.of(SELLER.id()), List.of()), List.of(), Lead.minutes(0),
                        null, List.of(), List.of("What moved?"))));
        lives("Europe/Berlin");
        slack.clock().to(monday.plusDays(1).atTime(10, 0, 30).atZone(ZoneId.of("Europe/Berlin")).toInstant());
        assertThat(now(session).asked()).singleElement()
                .satisfies(one -> assertThat(one.person()).isEqualTo(SELLER.id()));
    }

    private void lives(String zone) {
        members.save(new Member(workspace(), SELLER.id(), "T0FERNHILL", SELLER.name(), null, ZoneId.of(zone),
                Role.MEMBER, false, false));
    }

    @Test
    void onlySessionsOfThoseConcernedAreLookedAt() {
        Session theirs = next(cadence(new People(List.of(PM.id()), List.of())));
        save(1, SELLER.id());
        Session group = next(cadence(new People(List.of(), List.of(GROUP))));
        Session others = next(cadence(new People(List.of(EXECUTIVE.id()), List.of())));
        Map<Session, Optional<Instant>> before = Map.of(theirs, due(theirs), group, due(group), others, due(others));

        transaction.executeWithoutResult(status -> {
            absences.add(workspace(), SELLER.id(), new Absence(day(20, "00:00"), day(21, "00:00")));
            assertThat(due(group).orElseThrow()).isBeforeOrEqualTo(slack.clock().instant());
            assertThat(due(theirs)).isEqualTo(before.get(theirs));
            assertThat(due(others)).isEqualTo(before.get(others));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            absences.add(workspace(), PM.id(), new Absence(day(20, "00:00"), day(21, "00:00")));
            assertThat(due(theirs).orElseThrow()).isBeforeOrEqualTo(slack.clock().instant());
            assertThat(due(group)).isEqualTo(before.get(group));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            assertThat(watch.follow(workspace(), "")).as("where to go on").isEmpty();
            assertThat(List.of(theirs, group, others)).allSatisfy(
                    each -> assertThat(due(each).orElseThrow()).isBeforeOrEqualTo(slack.clock().instant()));
            status.setRollbackOnly();
        });
    }

    @Test
    void calendarsShowWhatConcernsSomebody() {
        save(1, SELLER.id());
        Cadence byName = cadence(new People(List.of(SUPPORT.id()), List.of()));
        Cadence byGroup = cadence(new People(List.of(), List.of(GROUP)));
        assertThat(hold.concerning(workspace(), SUPPORT.id())).containsExactly(byName.facts().id().value());
        assertThat(hold.concerning(workspace(), SELLER.id())).containsExactly(byGroup.facts().id().value());
        assertThat(hold.concerning(workspace(), PM.id())).as("owns both").hasSize(2);
    }

    @Test
    void everyOpenSessionNeedsItsTimerAndHasIt() {
        Cadence cadence = cadence(new People(List.of(PM.id()), List.of()));
        Session session = next(cadence);
        assertThat(needed()).containsExactly(timer(session));
        assertThat(due(session)).isPresent();
        changes.change(workspace(), cadence.facts().id(),
                (one, at) -> one.end(PM.id(), Role.MEMBER, at));
        assertThat(needed()).isEmpty();
    }

    private Cadence cadence(People people) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Roadmap review", Template.ROADMAP_REVIEW, false, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(30), people, List.of(), Lead.days(1), null, List.of(), List.of()));
    }

    private Cadence find(Session session) {
        return changes.change(workspace(), session.facts().cadence(), (one, at) -> {
        });
    }

    private Session next(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).getFirst();
    }

    private Session now(Session session) {
        return sessions.find(workspace(), session.facts().id()).orElseThrow();
    }

    private void away(UserId who, int day) {
        absences.add(workspace(), who, new Absence(day(day, "00:00"), day(day + 1, "00:00")));
        slack.clock().advance(Duration.ofSeconds(1));
    }

    private void save(long updated, UserId... members) {
        groups.save(workspace(),
                new Said(new UserGroup(GROUP, "review", "Review"), Set.of(members), false, updated));
    }

    private Optional<Instant> due(Session session) {
        return Objects.requireNonNull(transaction.execute(status -> timers.due(timer(session))));
    }

    private TimerKey timer(Session session) {
        return PassTime.STEP.of(workspace(), session.facts().id().value());
    }

    private List<TimerKey> needed() {
        return Objects.requireNonNull(transaction.execute(status -> {
            try (var all = watch.needed()) {
                return all.map(Needed::timer).toList();
            }
        }));
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }
}
