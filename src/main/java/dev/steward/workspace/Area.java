package dev.steward.workspace;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A product area.
 *
 * @param name          as typed by people, unique in its workspace whatever the case (escape before showing)
 * @param owner         who looks after it; null while nobody does
 * @param intakeChannel where its feedback cards go; null means the workspace's own
 */
public record Area(AreaId id, WorkspaceId workspace, String name, @Nullable UserId owner,
        @Nullable ChannelId intakeChannel, long version) {

    /** Which area. */
    public record AreaId(UUID value) {
        @Override
        public String toString() {
            return value.toString();
        }
    }
}
