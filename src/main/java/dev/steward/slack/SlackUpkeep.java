package dev.steward.slack;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.slack.api.model.User;
import com.slack.api.util.json.GsonFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;

/** Keeps what Steward knows of members and of its own installation true, by Slack's events. */
final class SlackUpkeep implements SlackFeature {
    private static final Logger log = LoggerFactory.getLogger(SlackUpkeep.class);
    private static final Gson GSON = GsonFactory.createSnakeCase();

    private final Installations installations;
    private final MeetMembers meetMembers;

    SlackUpkeep(Installations installations, MeetMembers meetMembers) {
        this.installations = installations;
        this.meetMembers = meetMembers;
    }

    @Override
    public List<Route> routes() {
        Set<String> reading = Set.of("users:read");
        return List.of(new Route.Event("user_change", reading, Access.ANYONE, this::memberChanged),
                new Route.Event("team_join", reading, Access.ANYONE, this::memberChanged),
                new Route.Event("app_uninstalled", Set.of(), Access.ANYONE, this::uninstalled),
                new Route.Event("tokens_revoked", Set.of(), Access.ANYONE, this::revoked));
    }

    private Reply memberChanged(EventRequest request) {
        User user;
        try {
            user = GSON.fromJson(GSON.toJsonTree(request.event().get("user")), User.class);
        } catch (JsonParseException e) {
            throw new Payloads.Malformed("user");
        }
        if (user != null && user.getId() != null) {
            meetMembers.heard(MeetMembers.member(installations.get(request.actor().workspace()), user));
        }
        return Reply.done();
    }

    private Reply uninstalled(EventRequest request) {
        if (installations.remove(request.actor().workspace(), request.at())) {
            log.info("Steward was uninstalled from workspace {}", request.actor().workspace());
        }
        return Reply.done();
    }

    private Reply revoked(EventRequest request) {
        Installation installation = installations.get(request.actor().workspace());
        if (bots(request.event().get("tokens")).contains(installation.botUserId())) {
            log.warn("The token of workspace {} was revoked", installation.workspace());
            installations.revokeToken(installation.workspace(), request.at());
        }
        return Reply.done();
    }

    private static List<?> bots(@Nullable Object tokens) {
        return tokens instanceof Map<?, ?> byKind && byKind.get("bot") instanceof List<?> bots ? bots : List.of();
    }
}
