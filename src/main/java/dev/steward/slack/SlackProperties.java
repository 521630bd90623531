package dev.steward.slack;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Steward behaves towards Slack.
 *
 * @param strict   whether showing what Slack would refuse is an error rather than a warning in the log; null means in the sandbox
 *                 only
 * @param callTimeout how long one call to Slack may take
 * @param patience how long work begun after an answer may take when Steward stops
 */
@ConfigurationProperties("steward.slack")
record SlackProperties(@Nullable Boolean strict, @DefaultValue("10s") Duration callTimeout,
        @DefaultValue("8s") Duration patience) {}
