package dev.steward.sandbox;

import java.util.List;

import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.RateLimits.Tier;
import dev.steward.sandbox.SandboxFeed.Change;

/** {@code reactions.*}. */
@Component
@SandboxMode
class ReactionsApi implements ApiMethod.Family {
    private final BotsView view;
    private final Messages messages;
    private final Events events;
    private final SandboxFeed feed;

    ReactionsApi(BotsView view, Messages messages, Events events, SandboxFeed feed) {
        this.view = view;
        this.messages = messages;
        this.events = events;
        this.feed = feed;
    }

    @Override
    public List<ApiMethod> methods() {
        return List.of(ApiMethod.of("reactions.add", Tier.THREE, "reactions:write", call -> react(call, true)),
                ApiMethod.of("reactions.remove", Tier.TWO, "reactions:write", call -> react(call, false)),
                ApiMethod.of("reactions.get", Tier.THREE, "reactions:read", this::get));
    }

    private ObjectNode react(ApiCall call, boolean add) {
        String emoji = call.required("name");
        if (!emoji.matches("[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")) {
            throw new ApiError("invalid_name");
        }
        Channel channel = view.joined(call, "channel");
        StoredMessage message = message(call, channel);
        boolean changed = add
                ? messages.react(channel.id(), message.ts(), emoji, BotsView.bot(call))
                : messages.unreact(channel.id(), message.ts(), emoji, BotsView.bot(call));
        if (!changed) {
            throw new ApiError(add ? "already_reacted" : "no_reaction");
        }
        feed.changed(Change.of(message));
        events.reaction(add, channel, message, emoji, BotsView.bot(call));
        return Json.object();
    }

    private ObjectNode get(ApiCall call) {
        Channel channel = view.joined(call, "channel");
        StoredMessage message = message(call, channel);
        ObjectNode json = messages.json(message, false);
        json.put("permalink", ChatApi.permalink(call.team(), message));
        ObjectNode response = Json.object().put("type", "message").put("channel", channel.id().value());
        response.set("message", json);
        return response;
    }

    private StoredMessage message(ApiCall call, Channel channel) {
        return messages.find(channel.id(), call.required("timestamp")).filter(found -> !found.ephemeral())
                .orElseThrow(() -> new ApiError("message_not_found"));
    }
}
