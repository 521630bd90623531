package dev.steward.schedule;

import java.time.Instant;
import java.util.stream.Stream;

/**
 * A feature's answer to: which of your things are open and so must have a timer? A bean of the feature. The auditor asks every hour,
 * in a transaction, sets what is missing, and tells operators, because nothing should be.
 */
public interface TimerAudit {
    /** For logs and metrics: {@code feature.what}. */
    String name();

    /** All of them, in every workspace, closed when read: a query whose rows come some at a time. A parked timer is not missing. */
    Stream<Needed> needed();

    /** @param due what to set it to when it is missing; in the past is fine */
    record Needed(TimerKey timer, Instant due) {}
}
