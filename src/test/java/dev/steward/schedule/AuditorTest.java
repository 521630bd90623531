package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.steward.schedule.AfterDowntime.Skip;
import dev.steward.workspace.WorkspaceId;

@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class AuditorTest {
    private static final TimerType REMIND = new TimerType("test.remind",
            new TimerType.Retries(1, Duration.ZERO, Duration.ZERO));
    private static final HandClock CLOCK = new HandClock();
    @SuppressWarnings("NullAway.Init")
    private static Instance steward;

    private final TimerKey one = REMIND.of(WORKSPACE, UUID.randomUUID());
    private final TimerKey other = REMIND.of(WORKSPACE, UUID.randomUUID(), "step");

    @BeforeAll
    static void start() {
        steward = Instance.fresh(CLOCK, Things.class, Broken.class, Remind.class, Quiet.class);
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @BeforeEach
    void begin() {
        CLOCK.set(NOON);
        steward.jdbc.execute("truncate timer, ritual, ritual_occurrence, sweep_heartbeat cascade");
        things().open.clear();
    }

    @Test
    void comesByEveryHourOnceHoweverManyInstancesStart() {
        steward.the(Auditor.class).begin();
        steward.the(Auditor.class).begin();

        assertThat(steward.the(Rituals.class).all(WorkspaceId.STEWARD, 0, 10)).singleElement()
                .satisfies(ritual -> assertThat(ritual.next()).isBetween(NOON, NOON.plus(Duration.ofHours(1))));
        assertThat(steward.the(Due.class).nextOfAnyWorkspace()).as("what somebody waits for").isEmpty();
    }

    @Test
    void setsWhatIsMissingAndSaysSo(CapturedOutput output) {
        things().open.addAll(List.of(one, other));
        steward.set(one, NOON.plus(Duration.ofDays(1)));
        double before = missing("test.things");

        audit();

        assertThat(steward.inTransaction(() -> steward.timers.due(one))).contains(NOON.plus(Duration.ofDays(1)));
        assertThat(steward.inTransaction(() -> steward.timers.due(other))).contains(NOON.plus(Duration.ofDays(7)));
        assertThat(missing("test.things") - before).isEqualTo(1);
        assertThat(output)
                .contains("Found open things that nothing would have woken, and repaired them: 1 of test.things: ")
                .contains("test.remind of " + other.subject() + " (step) in workspace " + WORKSPACE);
    }

    @Test
    void saysNothingWhereNothingIsMissing(CapturedOutput output) {
        things().open.add(one);
        steward.set(one, NOON.plus(Duration.ofDays(1)));

        audit();

        assertThat(output).doesNotContain("nothing would have woken");
    }

    @Test
    void oneThatIsParkedIsNotMissing(CapturedOutput output) {
        things().open.add(one);
        steward.set(one, NOON);
        steward.fire();
        assertThat(steward.the(ParkedTimers.class).of(WORKSPACE, 10)).hasSize(1);

        audit();

        assertThat(steward.the(ParkedTimers.class).of(WORKSPACE, 10)).hasSize(1);
        assertThat(output).doesNotContain("nothing would have woken");
    }

    @Test
    void seesManyThousands() {
        Stream.generate(() -> REMIND.of(WORKSPACE, UUID.randomUUID())).limit(2_500).forEach(things().open::add);

        audit();

        assertThat(steward.count("select count(*) from timer where type = 'test.remind'")).isEqualTo(2_500);
    }

    @Test
    void givesOccurrencesBackWhatHoldsThem() {
        var ritual = new RitualKey(WORKSPACE, "test.quiet", UUID.randomUUID());
        steward.inTransaction(() -> {
            steward.the(Rituals.class).plan(ritual,
                    Recurrence.of(LocalDateTime.parse("2026-01-01T13:00"), ZoneOffset.UTC,
                            "FREQ=DAILY"),
                    new Skip());
            steward.the(Rituals.class).runNow(ritual);
        });
        steward.jdbc.execute("truncate timer");

        audit();

        steward.fire();
        assertThat(steward.count("select count(*) from ritual_occurrence where fate = 'held'")).isOne();
    }

    @Test
    void operatorsSeeWhatIsDueLateAndParked() {
        steward.set(one, NOON.minusSeconds(30));
        steward.set(other, NOON.minusSeconds(90));

        TimerGauges.Counts counts = new TimerGauges(steward.jdbc, new SimpleMeterRegistry(), CLOCK,
                steward.the(ClockCheck.class)).counts();
        steward.fire();
        Health health = new TimerGauges(steward.jdbc, new SimpleMeterRegistry(), CLOCK, steward.the(ClockCheck.class))
                .health();

        assertThat(counts).isEqualTo(new TimerGauges.Counts(2, 1, 0, 0));
        assertThat(health.getDetails()).containsEntry("timersParked", 2L).containsEntry("timersDue", 0L);
        assertThat(health.getStatus().getCode()).isEqualTo("UP");
    }

    private static void audit() {
        steward.inTransaction(() -> steward.the(Auditor.class)
                .hold(new RitualOccurrence(Auditor.RITUAL, LocalDateTime.MIN, NOON, NOON, 0)));
    }

    private static double missing(String audit) {
        return steward.the(MeterRegistry.class).counter("steward.timers.missing", "audit", audit).count();
    }

    private static Things things() {
        return steward.the(Things.class);
    }

    static class Things implements TimerAudit {
        final List<TimerKey> open = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "test.things";
        }

        @Override
        public Stream<Needed> needed() {
            return open.stream().map(key -> new Needed(key, NOON.plus(Duration.ofDays(7))));
        }
    }

    /** Another feature's trouble. */
    static class Broken implements TimerAudit {
        @Override
        public String name() {
            return "test.broken";
        }

        @Override
        public Stream<Needed> needed() {
            throw new IllegalStateException("broken");
        }
    }

    static class Remind implements TimerHandler {
        @Override
        public TimerType type() {
            return REMIND;
        }

        @Override
        public void handle(DueTimer timer) {
            throw new IllegalStateException("cannot remind");
        }
    }

    static class Quiet implements RitualHandler {
        @Override
        public String kind() {
            return "test.quiet";
        }

        @Override
        public String title(RitualKey ritual) {
            return "Quiet";
        }

        @Override
        public void hold(RitualOccurrence occurrence) {}
    }
}
