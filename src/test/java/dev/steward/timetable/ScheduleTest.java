package dev.steward.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.ParkedTimers;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.schedule.Rituals;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

@SandboxTest
@Import({ScheduleTest.Review.class, ScheduleTest.Nudge.class})
class ScheduleTest {
    private static final TimerType NUDGE = new TimerType("test.nudge",
            new TimerType.Retries(1, Duration.ZERO, Duration.ZERO));

    @Autowired
    SandboxSlack slack;
    @Autowired
    Rituals rituals;
    @Autowired
    Timers timers;
    @Autowired
    ParkedTimers parked;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcTemplate jdbc;
    @Autowired
    Review review;
    @Autowired
    Nudge nudge;

    private final UUID subject = UUID.randomUUID();

    @BeforeEach
    void begin() {
        review.held.clear();
        nudge.handled.clear();
        nudge.fails = false;
    }

    @Test
    void opsSeeWhatRecursAndPauseAndResumeIt() {
        plan();

        slack.as(Who.OPS).types("/steward schedule").seesModal("Schedule").sees("What recurs")
                .sees("Roadmap review of <Search & co>").sees("Every Monday at 10:00").sees("not held yet")
                .seesNo("Needs a look")
                .presses("Pause").sees("Paused");

        assertThat(ritual().paused()).isTrue();

        slack.as(Who.OPS).presses("Resume").sees("Resumed.").sees("Next");

        assertThat(ritual().next()).isAfter(Instant.EPOCH);
    }

    @Test
    void whatRunsNowIsHeldOnceAndStaysInItsRhythm() {
        plan();
        Instant next = ritual().next();

        slack.as(Who.OPS).types("/steward schedule").presses("Run now").sees("Started.");

        await().until(() -> !review.held.isEmpty());
        assertThat(review.held).hasSize(1);
        assertThat(ritual().next()).isEqualTo(next);
        await().untilAsserted(() -> assertThat(ritual().last()).isNotNull());
    }

    @Test
    void whatKeepsFailingIsSeenTriedAgainOrDropped() {
        nudge.fails = true;
        park(subject);
        park(UUID.randomUUID());

        slack.as(Who.OPS).types("/steward schedule").sees("Needs a look").sees("Reminder for *Ana*")
                .sees("failed 1 time").sees("no *luck*").presses("Drop").sees("Dropped.");
        assertThat(parked.of(slack.workspace(), 10)).hasSize(1);

        nudge.fails = false;
        nudge.handled.clear();
        slack.as(Who.OPS).presses("Try again").sees("tried again").seesNo("Needs a look");
        await().until(() -> nudge.handled.size() == 1);
        assertThat(parked.of(slack.workspace(), 10)).isEmpty();
    }

    /** What a button says is a claim. */
    @Test
    void whatNamesNoTimerOrPageIsNothing() {
        for (String madeUp : List.of("", "x", subject.toString(), subject + " test.nudge", "x test.nudge ")) {
            assertThat(ScheduleView.RETRY.read(madeUp)).as(madeUp).isEmpty();
            assertThat(ScheduleView.DROP.read(madeUp)).as(madeUp).isEmpty();
        }
        var id = new ParkedTimers.Id(subject, "test.nudge", "a step");
        assertThat(ScheduleView.RETRY.read(ScheduleView.RETRY.value(id))).contains(id);
        assertThat(ScheduleView.RETRY.read(subject + " test.nudge ")).contains(
                new ParkedTimers.Id(subject, "test.nudge", ""));
        assertThat(ScheduleView.TURN.read("-1")).isEmpty();
        assertThat(parked.retry(slack.workspace(), id)).isFalse();
        assertThat(parked.drop(slack.workspace(), id)).isFalse();
    }

    @Test
    void othersAreTold() {
        slack.as(Who.PM).types("/steward schedule").sees("Only ops people and admins can do this.")
                .seesNoModal();
    }

    @Test
    void aLongListHasPages() {
        for (int i = 0; i < 30; i++) {
            transaction.executeWithoutResult(status -> rituals.plan(
                    new RitualKey(slack.workspace(), "test.roadmap", UUID.randomUUID()), weekly(),
                    new AfterDowntime.Skip()));
        }

        review.named.set(0);
        slack.as(Who.OPS).types("/steward schedule").sees("What recurs");
        assertThat(review.named).as("how many were looked up").hasValue(ScheduleView.RITUALS_SHOWN);
        slack.as(Who.OPS).presses("More").sees("Earlier").presses("Pause").sees("Paused")
                .sees("Earlier").presses("Earlier").sees("More");
        slack.hadNoTrouble();
    }

    @Test
    void aDayOffIsSavedAtOnceAndThousandsOfRitualsFollowBehindIt() {
        LocalDate day = LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC).plusDays(10);
        Instant ten = day.atTime(10, 0).toInstant(ZoneOffset.UTC);
        Recurrence daily = Recurrence.of(day.atTime(10, 0), ZoneOffset.UTC, "FREQ=DAILY")
                .onHoliday(OnHoliday.SKIP);
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 3_000; i++) {
                rituals.plan(new RitualKey(slack.workspace(), "test.roadmap", UUID.randomUUID()), daily,
                        new AfterDowntime.Skip());
            }
        });
        Person jonas = slack.as(Who.OPS).types("/steward setup").presses("Edit holidays").presses("Add a day")
                .seesModal("Add a day off").chooses("Which day?", day.toString())
                .fills("What is it called?", "Summer party");

        jonas.submits();
        assertThat(rituals.all(slack.workspace(), 0, 1)).as("what follows comes behind")
                .allMatch(each -> ten.equals(each.next()));
        jonas.seesModal("Holidays").sees("Summer party");

        await().atMost(Duration.ofMinutes(1)).until(
                () -> rituals.all(slack.workspace(), 0, 10_000).stream().allMatch(each -> ten.isBefore(each.next())));
        slack.hadNoTrouble();
    }

    /** The hourly audit goes through all that is open anywhere. The five thousandth row of this is an error. */
    @Test
    void whoGoesThroughManyRowsDoesNotReadThemAllAtOnce() {
        transaction.executeWithoutResult(status -> {
            try (var rows = jdbc.queryForStream("select 1 / (5000 - n) from generate_series(1, 10000) n",
                    (row, n) -> row.getInt(1))) {
                assertThat(rows.findFirst()).contains(0);
            }
        });
    }

    private void plan() {
        transaction.executeWithoutResult(status -> rituals.plan(key(), weekly(), new AfterDowntime.Skip()));
    }

    private static Recurrence weekly() {
        return Recurrence.of(LocalDateTime.parse("2026-01-05T10:00"), ZoneId.of("Europe/Berlin"), "FREQ=WEEKLY");
    }

    private void park(UUID about) {
        int before = parked.of(slack.workspace(), 10).size();
        transaction.executeWithoutResult(
                status -> timers.set(NUDGE.of(slack.workspace(), about), slack.clock().instant()));
        await().until(() -> parked.of(slack.workspace(), 10).size() == before + 1);
    }

    private RitualKey key() {
        return new RitualKey(slack.workspace(), "test.roadmap", subject);
    }

    private PlannedRitual ritual() {
        return rituals.find(key()).orElseThrow();
    }

    @TestComponent
    static class Review implements RitualHandler {
        final List<RitualOccurrence> held = new CopyOnWriteArrayList<>();
        final AtomicInteger named = new AtomicInteger();
        final Set<UUID> ofMaya = ConcurrentHashMap.newKeySet();
        private final Holidays holidays;

        Review(Holidays holidays) {
            this.holidays = holidays;
        }

        @Override
        public String kind() {
            return "test.roadmap";
        }

        @Override
        public String title(RitualKey ritual) {
            named.incrementAndGet();
            return "Roadmap review of <Search & co>";
        }

        @Override
        public HolidayCalendar holidays(RitualKey ritual) {
            return holidays.of(ritual.workspace());
        }

        @Override
        public Set<UUID> concerning(WorkspaceId workspace, UserId member) {
            return member.equals(Who.PM.id()) ? Set.copyOf(ofMaya) : Set.of();
        }

        @Override
        public void hold(RitualOccurrence occurrence) {
            held.add(occurrence);
        }
    }

    @TestComponent
    static class Nudge implements TimerHandler {
        final List<DueTimer> handled = new CopyOnWriteArrayList<>();
        volatile boolean fails;

        @Override
        public TimerType type() {
            return NUDGE;
        }

        @Override
        public String title(TimerKey timer) {
            return "Reminder for *Ana*";
        }

        @Override
        public void handle(DueTimer timer) {
            handled.add(timer);
            if (fails) {
                throw new IllegalStateException("no *luck*");
            }
        }
    }
}
