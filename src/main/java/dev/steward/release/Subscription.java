package dev.steward.release;

import java.time.Instant;
import java.util.UUID;

import dev.steward.schedule.RitualKey;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A channel's digest. When it is held, and whether it is paused, its ritual knows.
 *
 * @param by      who asked for it first
 * @param began   nothing published before is in it
 * @param covered up to when its digests have looked; when it began, until there was one
 * @param version counts its changes by people
 */
record Subscription(UUID id, WorkspaceId workspace, ChannelId channel, Interests interests, UserId by, Instant began,
        Instant covered, long version) {
    /** The kind of its ritual. */
    static final String RITUAL = "release.digest";

    RitualKey ritual() {
        return new RitualKey(workspace, RITUAL, id);
    }

    Subscription coveredUntil(Instant now) {
        return now.isBefore(covered)
                ? this
                : new Subscription(id, workspace, channel, interests, by, began, now,
                        version);
    }

    Subscription wanting(Interests others) {
        return new Subscription(id, workspace, channel, others, by, began, covered, version);
    }
}
