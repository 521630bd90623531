package dev.steward.slack;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What the environment says: {@code SLACK_BOT_TOKEN}, {@code SLACK_SIGNING_SECRET}, {@code SLACK_APP_TOKEN} and so on. */
@ConfigurationProperties("slack")
record SlackCredentials(@Nullable String botToken, @Nullable String signingSecret, @Nullable String appToken,
        @Nullable String clientId, @Nullable String clientSecret) {
    SlackCredentials {
        botToken = blankIsNone(botToken);
        signingSecret = blankIsNone(signingSecret);
        appToken = blankIsNone(appToken);
        clientId = blankIsNone(clientId);
        clientSecret = blankIsNone(clientSecret);
    }

    /** Whether workspaces install Steward themselves. */
    boolean oauth() {
        return clientId != null && clientSecret != null;
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "SlackCredentials[botToken " + present(botToken) + ", signingSecret " + present(signingSecret)
                + ", appToken " + present(appToken) + ", OAuth " + oauth() + "]";
    }

    private static String present(@Nullable String value) {
        return value == null ? "absent" : "present";
    }

    private static @Nullable String blankIsNone(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
