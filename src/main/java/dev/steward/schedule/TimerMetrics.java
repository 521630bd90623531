package dev.steward.schedule;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

import dev.steward.schedule.TimerRows.Row;

/** What operators can watch: see docs/operations.md. */
@Component
class TimerMetrics {
    private final MeterRegistry meters;
    private final Clock clock;

    TimerMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    void handled(Row row) {
        Duration late = Duration.between(row.due(), clock.instant());
        Timer.builder("steward.timers.delay").description("from when a timer was due to when it was handled")
                .tag("type", row.type()).serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(500),
                        Duration.ofMillis(1500), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1))
                .register(meters).record(late.isNegative() ? Duration.ZERO : late);
    }

    void failed(String type) {
        meters.counter("steward.timers.failures", "type", type).increment();
    }
}
