package dev.steward.slack;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Steward speaks with Slack.
 *
 * @param apiUrl   base of the Web API, ending in {@code /api/}; another one for tests and proxies
 * @param strict   whether what Slack would refuse to show is an error rather than a warning in the log; null means in the
 *                 sandbox only
 * @param patience how long work begun after an answer may take when Steward stops
 */
@ConfigurationProperties("steward.slack")
record SlackProperties(@DefaultValue("https://slack.com/api/") String apiUrl, @Nullable Boolean strict,
        @DefaultValue("20s") Duration patience) {
    SlackProperties {
        apiUrl = apiUrl.isBlank() ? "https://slack.com/api/" : apiUrl.endsWith("/") ? apiUrl : apiUrl + "/";
    }
}
