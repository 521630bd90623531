package dev.steward.sandbox;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.ApiMethod.TooMany;
import dev.steward.sandbox.RateLimits.Tier;
import dev.steward.workspace.UserId;

/** {@code chat.*}. */
@Component
@SandboxMode
class ChatApi implements ApiMethod.Family {
    private final BotsView view;
    private final Channels channels;
    private final People people;
    private final Messages messages;
    private final Posting posting;
    private final RateLimits limits;

    ChatApi(BotsView view, Channels channels, People people, Messages messages, Posting posting, RateLimits limits) {
        this.view = view;
        this.channels = channels;
        this.people = people;
        this.messages = messages;
        this.posting = posting;
        this.limits = limits;
    }

    @Override
    public List<ApiMethod> methods() {
        return List.of(ApiMethod.of("chat.postMessage", Tier.POSTING, "chat:write", this::postMessage),
                ApiMethod.of("chat.postEphemeral", Tier.FOUR, "chat:write", this::postEphemeral),
                ApiMethod.of("chat.update", Tier.THREE, "chat:write", this::update),
                ApiMethod.of("chat.delete", Tier.THREE, "chat:write", this::delete),
                ApiMethod.of("chat.getPermalink", Tier.FOUR, "", this::permalink));
    }

    private ObjectNode postMessage(ApiCall call) {
        String named = call.required("channel");
        if (named.matches("[UW][A-Z0-9]+") && people.find(named).isEmpty()) {
            throw new ApiError("channel_not_found");
        }
        Channel channel = view.target(call);
        TooMany.unless(limits.post(channel.id().value()));
        StoredMessage message = posting.fromApp(channel, thread(call, channel), call.message(), null);
        ObjectNode response = Json.object().put("channel", channel.id().value()).put("ts", message.ts());
        response.set("message", messages.json(message, true));
        return response;
    }

    private ObjectNode postEphemeral(ApiCall call) {
        Channel channel = view.target(call);
        var user = new UserId(call.required("user"));
        if (people.find(user.value()).isEmpty()) {
            throw new ApiError("user_not_found");
        }
        if (!channels.isMember(channel.id(), user)) {
            throw new ApiError("user_not_in_channel");
        }
        StoredMessage message = posting.fromApp(channel, thread(call, channel), call.message(), user);
        return Json.object().put("message_ts", message.ts());
    }

    private ObjectNode update(ApiCall call) {
        Channel channel = view.channel(call, "channel");
        StoredMessage message = found(call, channel);
        if (!message.author().equals(call.team().botUserId())) {
            throw new ApiError("cant_update_message");
        }
        StoredMessage changed = posting.change(channel, message, call.message());
        ObjectNode response = Json.object().put("channel", channel.id().value()).put("ts", changed.ts()).put("text",
                Json.text(changed.body(), "text"));
        response.set("message", messages.json(changed, true));
        return response;
    }

    private ObjectNode delete(ApiCall call) {
        Channel channel = view.channel(call, "channel");
        StoredMessage message = found(call, channel);
        if (!message.author().equals(call.team().botUserId())) {
            throw new ApiError("cant_delete_message");
        }
        posting.delete(channel, message);
        return Json.object().put("channel", channel.id().value()).put("ts", message.ts());
    }

    private ObjectNode permalink(ApiCall call) {
        Channel channel = view.channel(call, "channel");
        StoredMessage message = messages.find(channel.id(), call.required("message_ts"))
                .filter(found -> !found.ephemeral()).orElseThrow(() -> new ApiError("message_not_found"));
        return Json.object().put("channel", channel.id().value()).put("permalink",
                permalink(call.team(), message));
    }

    /** As Slack writes them: the timestamp without its point; of a reply with its thread. */
    static String permalink(Team team, StoredMessage message) {
        String link = "https://" + team.domain() + ".slack.com/archives/" + message.channel() + "/p"
                + message.ts().replace(".", "");
        return message.threadTs() == null
                ? link
                : link + "?thread_ts=" + message.threadTs() + "&cid=" + message.channel();
    }

    private StoredMessage found(ApiCall call, Channel channel) {
        if (channel.archived()) {
            throw new ApiError("is_archived");
        }
        return messages.find(channel.id(), call.required("ts")).filter(message -> !message.ephemeral())
                .orElseThrow(() -> new ApiError("message_not_found"));
    }

    /** The thread to post in: replying to a reply goes to the thread it is in. */
    private @Nullable String thread(ApiCall call, Channel channel) {
        String threadTs = call.textOrNull("thread_ts");
        if (threadTs == null) {
            return null;
        }
        StoredMessage parent = messages.find(channel.id(), threadTs).filter(message -> !message.ephemeral())
                .orElseThrow(() -> new ApiError("thread_not_found"));
        return parent.threadTs() == null ? parent.ts() : parent.threadTs();
    }
}
