package dev.steward.release;

import java.util.List;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * A named set of channels.
 *
 * @param name     as typed by people, unique in its workspace whatever the case (escape before showing)
 * @param channels in the order somebody chose them, each once
 */
record Audience(AudienceId id, WorkspaceId workspace, String name, List<ChannelId> channels, long version) {
    static final int LONGEST_NAME = 60;
    /** What Slack's own selector lets people choose at once is not limited; a page of a list is. */
    static final int MOST_CHANNELS = 500;

    Audience {
        channels = List.copyOf(channels);
    }
}
