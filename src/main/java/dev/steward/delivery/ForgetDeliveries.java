package dev.steward.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets, in small steps, the words of what was said long ago. That a message was sent is kept. Every instance may do it: what one has
 * locked, the others pass over.
 */
@Component
class ForgetDeliveries {
    private static final Logger log = LoggerFactory.getLogger(ForgetDeliveries.class);
    private static final int STEP = 1_000;
    /** Slack takes an answer through a response_url for half an hour; then the address is of no use to anybody. */
    private static final Duration ADDRESS = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keepPayloads;

    ForgetDeliveries(JdbcClient jdbc, Clock clock, DeliveryProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keepPayloads = properties.keepPayloads();
    }

    /** Answers how many payloads are gone. */
    int payloads() {
        return inSteps("""
                update delivery set message = null
                where id in (select id from delivery
                             where message is not null and due_at is null and state in ('sent', 'dropped')
                               and settled_at < :before
                             order by settled_at limit :step for update skip locked)
                """, keepPayloads);
    }

    /** Answers how many addresses are gone that nobody can be answered at any more. */
    int addresses() {
        return inSteps("""
                update delivery set address = null
                where id in (select id from delivery
                             where address is not null and state = 'held' and settled_at < :before
                             limit :step for update skip locked)
                """, ADDRESS);
    }

    private int inSteps(String update, Duration age) {
        int all = 0;
        int step;
        do {
            step = jdbc.sql(update).param("before", clock.instant().minus(age).atOffset(ZoneOffset.UTC))
                    .param("step", STEP).update();
            all += step;
        } while (step == STEP && !Thread.currentThread().isInterrupted());
        return all;
    }

    void all() {
        log.debug("Forgot {} payloads and {} addresses", payloads(), addresses());
    }
}
