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
     * ({@code conversations.join}), and to look whether an uncertain message arrived ({@code conversations.history}).
     */
    @Override
    public Set<String> scopes() {
        return Set.of("im:write", "channels:join", "channels:history", "groups:history", "im:history");
    }
}
