package dev.steward.delivery;

import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;

/** What sending takes beyond posting. */
@Component
class DeliveryScopes implements SlackFeature {
    @Override
    public List<Route> routes() {
        return List.of();
    }

    /**
     * To open direct messages ({@code conversations.open}), to come into a public channel that somebody chose
     * ({@code conversations.join}), to look whether an uncertain message arrived ({@code conversations.history}), to share files and to look whether they are
     * shared.
     */
    @Override
    public Set<String> scopes() {
        return Set.of("im:write", "channels:join", "channels:history", "groups:history",
                "im:history",
                "files:write", "files:read");
    }
}
