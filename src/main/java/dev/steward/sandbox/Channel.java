package dev.steward.sandbox;

import java.time.Instant;

import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.workspace.ChannelId;

/**
 * One conversation.
 *
 * @param name for direct messages the two people's ids, which nobody sees
 */
record Channel(ChannelId id, String name, ConversationKind kind, String topic, String purpose, String creator,
        boolean archived, Instant createdAt) {

    boolean direct() {
        return kind == ConversationKind.DIRECT;
    }

    /** Whether anyone of the team may find and join it. */
    boolean open() {
        return kind == ConversationKind.PUBLIC || kind == ConversationKind.SHARED;
    }

    /** The first part of the scopes that let an app read it: {@code channels}, {@code groups} or {@code im}. */
    String scopeFamily() {
        return switch (kind) {
            case PUBLIC, SHARED -> "channels";
            case PRIVATE -> "groups";
            case DIRECT -> "im";
        };
    }

    /** What a payload calls it: names of private channels and direct messages are not told. */
    String nameInPayloads() {
        return switch (kind) {
            case PUBLIC, SHARED -> name;
            case PRIVATE -> "privategroup";
            case DIRECT -> "directmessage";
        };
    }
}
