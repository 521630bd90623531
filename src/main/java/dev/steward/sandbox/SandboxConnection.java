package dev.steward.sandbox;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.slack.SlackConnection;

/** Connects Steward to the sandbox, as it would be to Slack. */
@Component
@SandboxMode
class SandboxConnection implements SlackConnection {
    private final Teams teams;
    private final LocalAddress address;

    /** The seed comes first: without it there is no secret to tell. */
    SandboxConnection(Teams teams, LocalAddress address, Seed seed) {
        this.teams = teams;
        this.address = address;
        seed.plantIfEmpty();
    }

    @Override
    public String apiBaseUrl() {
        return address.base() + "/sandbox/api/";
    }

    @Override
    public String signingSecret() {
        return teams.get().signingSecret();
    }

    @Override
    public Optional<String> appToken() {
        return Optional.empty();
    }

    @Override
    public Optional<String> botToken() {
        return Optional.of(teams.get().botToken());
    }
}
