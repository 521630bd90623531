package dev.steward.slack;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** What the environment says of Slack: {@code SLACK_BOT_TOKEN}, {@code SLACK_SIGNING_SECRET} and so on. */
record SlackCredentials(String apiUrl, @Nullable String botToken, @Nullable String signingSecret,
        @Nullable String appToken, @Nullable String clientId, @Nullable String clientSecret) {
    private static final String SLACK = "https://slack.com/api/";

    static SlackCredentials of(Environment environment) {
        String url = read(environment, "STEWARD_SLACK_API_URL");
        return new SlackCredentials(url == null ? SLACK : url.endsWith("/") ? url : url + "/",
                read(environment, "SLACK_BOT_TOKEN"), read(environment, "SLACK_SIGNING_SECRET"),
                read(environment, "SLACK_APP_TOKEN"), read(environment, "SLACK_CLIENT_ID"),
                read(environment, "SLACK_CLIENT_SECRET"));
    }

    /** Whether workspaces install Steward themselves. */
    boolean oauth() {
        return clientId != null && clientSecret != null;
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "SlackCredentials[" + apiUrl + "]";
    }

    /** By the variable's own name, or as the property {@code slack.bot.token}. */
    private static @Nullable String read(Environment environment, String variable) {
        String value = environment.getProperty(variable);
        if (value == null) {
            value = environment.getProperty(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        return value == null || value.isBlank() ? null : value.strip();
    }
}
