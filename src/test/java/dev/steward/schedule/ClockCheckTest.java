package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.PlatformTransactionManager;

@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class ClockCheckTest {
    @SuppressWarnings("NullAway.Init")
    private static Instance steward;

    @BeforeAll
    static void start() {
        steward = Instance.fresh(Clock.systemUTC()).withQuartz();
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @Test
    void aClockThatAgreesIsNothingToSpeakOf(CapturedOutput output) throws Exception {
        var clocks = check(Clock.systemUTC());

        clocks.check();

        assertThat(clocks.ahead()).isCloseTo(0, within(2.0));
        assertThat(output.getAll()).doesNotContain("This machine's clock");
    }

    @Test
    void oneThatIsAnHourBehindIsMeasuredAndToldOnce(CapturedOutput output) throws Exception {
        var meters = new SimpleMeterRegistry();
        var clocks = check(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)), meters);

        clocks.check();
        clocks.check();

        assertThat(meters.get("steward.clock.ahead").gauge().value()).isCloseTo(-3_600, within(2.0));
        assertThat(output.getAll()).containsOnlyOnce("s behind the database's");
    }

    @Test
    void theSweepIsWokenThoughTheClockWasSetBackAnHour() throws Exception {
        await("woken").until(() -> wokenAt().isAfter(Instant.now().minusSeconds(3)));
        // as a clock that was an hour ahead leaves it
        steward.jdbc.update("""
                update qrtz_triggers set next_fire_time = next_fire_time + 3600000, prev_fire_time = 0,
                    trigger_state = 'WAITING'
                """);

        check(Clock.systemUTC()).check();

        await("woken again").until(() -> wokenAt().isAfter(Instant.now().minusSeconds(3)));
    }

    private static Instant wokenAt() {
        return Instant
                .ofEpochMilli(steward.count("select prev_fire_time from qrtz_triggers where trigger_name = 'sweep'"));
    }

    private static ClockCheck check(Clock machine) {
        return check(machine, new SimpleMeterRegistry());
    }

    private static ClockCheck check(Clock machine, MeterRegistry meters) {
        return new ClockCheck(steward.jdbc, steward.the(Scheduler.class), steward.the(Trigger.class),
                steward.the(PlatformTransactionManager.class), meters, new MachineClock(machine));
    }
}
