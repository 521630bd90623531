package dev.steward.delivery;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** What operators watch: how much waits and since when, what became of attempts, and how long Slack asked for rest. */
@Component
class DeliveryMetrics {
    private final MeterRegistry registry;

    DeliveryMetrics(MeterRegistry registry, QueueState state, Limits limits) {
        this.registry = registry;
        Gauge.builder("steward.delivery.queue", state, queue -> queue.now().waiting())
                .description("Messages that wait to be sent").register(registry);
        Gauge.builder("steward.delivery.oldest", state, queue -> queue.now().oldestSeconds())
                .description("How long the oldest of them has been due").baseUnit("seconds").register(registry);
        Gauge.builder("steward.delivery.troubled", state, queue -> queue.now().failed()).tag("state", "failed")
                .description("Messages that will not be sent unless an admin does something").register(registry);
        Gauge.builder("steward.delivery.troubled", state, queue -> queue.now().held()).tag("state", "held")
                .description("Messages that will not be sent unless an admin does something").register(registry);
        FunctionCounter.builder("steward.delivery.limited", limits, Limits::limitedSeconds)
                .description("How long Slack asked methods to rest").baseUnit("seconds").register(registry);
    }

    void attempted(Delivery delivery, Outcome outcome, double seconds) {
        String what = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        Timer.builder("steward.delivery.attempts").description("Attempts to send, by what became of them")
                .tag("way", delivery.way().name().toLowerCase(Locale.ROOT)).tag("outcome", what)
                .publishPercentileHistogram(false).register(registry)
                .record((long) (seconds * TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
        if (outcome instanceof Outcome.Sent && delivery.attempts() == 1) {
            Timer.builder("steward.delivery.wait").description("From when a message was due to when it stood in Slack")
                    .publishPercentileHistogram(false).register(registry)
                    .record(Duration.ofSeconds(delivery.waitingFor()));
        }
    }
}
