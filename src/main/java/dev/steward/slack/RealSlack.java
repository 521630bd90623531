package dev.steward.slack;

import java.util.Optional;

/** Slack itself, or what {@code STEWARD_SLACK_API_URL} names, with the credentials of the environment. */
record RealSlack(SlackCredentials credentials) implements SlackConnection {
    @Override
    public String apiBaseUrl() {
        return credentials.apiUrl();
    }

    @Override
    public String signingSecret() {
        return credentials.signingSecret() == null ? "" : credentials.signingSecret();
    }

    @Override
    public Optional<String> appToken() {
        return Optional.ofNullable(credentials.appToken());
    }

    @Override
    public Optional<String> botToken() {
        return Optional.ofNullable(credentials.botToken());
    }
}
