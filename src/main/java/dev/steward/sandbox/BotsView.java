package dev.steward.sandbox;

import org.springframework.stereotype.Component;

import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.workspace.UserId;

/** Which channels an app can see, and what it may do there. */
@Component
@SandboxMode
class BotsView {
    private final Channels channels;

    BotsView(Channels channels) {
        this.channels = channels;
    }

    /**
     * The channel the app names, by id. To an app that is not in it, a private channel or other people's direct messages do
     * not exist.
     *
     * @throws ApiError when there is none
     */
    Channel channel(ApiCall call, String argument) {
        String id = call.text(argument);
        if (id.isEmpty()) {
            throw ApiError.withMessages("invalid_arguments",
                    java.util.List.of("missing required field: " + argument));
        }
        Channel channel = channels.find(id).orElseThrow(() -> new ApiError("channel_not_found"));
        if (!channel.open() && !isIn(call, channel)) {
            throw new ApiError("channel_not_found");
        }
        return channel;
    }

    /** As above, and the app is in it. */
    Channel joined(ApiCall call, String argument) {
        Channel channel = channel(call, argument);
        if (!isIn(call, channel)) {
            throw new ApiError("not_in_channel");
        }
        return channel;
    }

    /** Where a message may go: by id, by name, or a person, whose direct messages are then opened. */
    Channel target(ApiCall call) {
        String named = call.required("channel");
        Channel channel = channels.find(named).or(() -> channels.named(named.startsWith("#")
                ? named.substring(1)
                : named)).orElse(null);
        if (channel == null && named.matches("[UW][A-Z0-9]+")) {
            channel = channels.direct(new UserId(named), bot(call));
        }
        if (channel == null || !channel.open() && !isIn(call, channel)) {
            throw new ApiError("channel_not_found");
        }
        if (channel.archived()) {
            throw new ApiError("is_archived");
        }
        boolean publicly = channel.kind() == ConversationKind.PUBLIC && call.scopes().contains("chat:write.public");
        if (!publicly && !isIn(call, channel)) {
            throw new ApiError("not_in_channel");
        }
        return channel;
    }

    boolean isIn(ApiCall call, Channel channel) {
        return channels.isMember(channel.id(), bot(call));
    }

    static UserId bot(ApiCall call) {
        return new UserId(call.team().botUserId());
    }
}
