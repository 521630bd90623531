package dev.steward.delivery;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A queue in which order is kept, one message at a time.
 *
 * @param name {@code C1}: what is posted in a channel; {@code @U1}: in a member's direct messages; {@code C1@U1}: what one member
 *             sees alone; {@code ~}: updates of cards; {@code >…}: a {@code response_url}
 */
record Lane(WorkspaceId workspace, String name) {
    static final String UPDATES = "~";

    static String of(ChannelId channel) {
        return channel.value();
    }

    static String of(UserId member) {
        return "@" + member.value();
    }

    static String of(ChannelId channel, UserId member) {
        return channel.value() + "@" + member.value();
    }

    static String ofResponse(String digest) {
        return ">" + digest;
    }

    Way way() {
        if (name.equals(UPDATES)) {
            return Way.UPDATE;
        }
        if (name.startsWith(">")) {
            return Way.RESPONSE;
        }
        return name.indexOf('@') > 0 ? Way.EPHEMERAL : Way.POST;
    }

    /** How what stands in a lane reaches Slack. */
    enum Way {
        POST("chat.postMessage"), UPDATE("chat.update"), EPHEMERAL("chat.postEphemeral"), RESPONSE("response_url");

        private final String method;

        Way(String method) {
            this.method = method;
        }

        String method() {
            return method;
        }

        /** Whether one that cannot be sent now keeps those behind it waiting. */
        boolean ordered() {
            return this == POST;
        }
    }
}
