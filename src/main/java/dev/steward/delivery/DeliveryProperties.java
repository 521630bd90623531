package dev.steward.delivery;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are sent.
 *
 * @param lease          how long an instance that died still counts as the one that sends for a workspace
 * @param settle         how long a changed card waits for further changes before its copies are updated; a notice waits twice as long for others it is merged with
 * @param pace           the least time between two messages in one channel; zero: as fast as can be
 * @param limits         whether Slack's limits by workspace and method are kept; off only against a Slack that has none
 * @param giveUpAfter    how long a message is tried that Slack cannot take; at least a day
 * @param keepPayloads   how long the words of what was sent are kept; that it was sent is kept for ever
 * @param lateAfter      from what age on a waiting message makes the health indicator say so
 */
@ConfigurationProperties("steward.delivery")
record DeliveryProperties(@DefaultValue("6s") Duration lease, @DefaultValue("1s") Duration settle,
        @DefaultValue("1s") Duration pace, @DefaultValue("true") boolean limits,
        @DefaultValue("3d") Duration giveUpAfter, @DefaultValue("7d") Duration keepPayloads,
        @DefaultValue("5m") Duration lateAfter) {
    DeliveryProperties {
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("steward.delivery.lease is at least a second");
        }
        if (giveUpAfter.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("steward.delivery.give-up-after is at least a day");
        }
    }
}
