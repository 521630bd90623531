package dev.steward.delivery;

import java.time.Duration;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Says {@code LATE} when a message has waited too long. Ready to be alerted on, and no reason to restart or to route around an
 * instance: it is part of neither liveness nor readiness.
 */
@Component("deliveriesHealthIndicator")
class DeliveryHealth extends AbstractHealthIndicator {
    private static final Status LATE = new Status("LATE", "Messages have been waiting for too long");

    private final QueueState state;
    private final Duration lateAfter;

    DeliveryHealth(QueueState state, DeliveryProperties properties) {
        this.state = state;
        this.lateAfter = properties.lateAfter();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var now = state.now();
        if (now.oldestSeconds() > lateAfter.toSeconds()) {
            health.status(LATE);
        } else {
            health.up();
        }
        health.withDetail("waiting", now.waiting()).withDetail("oldestSeconds", Math.round(now.oldestSeconds()))
                .withDetail("failed", now.failed()).withDetail("held", now.held());
    }
}
