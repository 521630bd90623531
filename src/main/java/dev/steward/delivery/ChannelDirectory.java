package dev.steward.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * What Slack says about channels, and who may see the private ones. Slack is asked beforehand, by {@link #look}; everything else reads
 * what it answered, and is quick.
 */
public interface ChannelDirectory {
    /** What Slack said within the last hour; a channel that it said nothing of is missing. */
    Map<ChannelId, ChannelFacts> known(WorkspaceId workspace, Collection<ChannelId> channels);

    /**
     * Asks Slack about these channels, and for whom the private ones among them are open; at most some seconds long, and less where it
     * was asked a moment ago.
     *
     * @throws IllegalStateException within a transaction
     */
    Looked look(WorkspaceId workspace, UserId member, Collection<ChannelId> channels);

    /**
     * Those of them that a member may not be let into by what they claim: private channels that they are not in, channels that Steward
     * cannot see, and channels that Slack was not asked about within the last hour.
     */
    Set<ChannelId> closedTo(WorkspaceId workspace, UserId member, Collection<ChannelId> channels);

    /**
     * What came of asking.
     *
     * @param trouble why some are missing: a sentence of mrkdwn; null where none are
     */
    record Looked(Map<ChannelId, ChannelFacts> facts, @Nullable String trouble) {
        public Looked {
            facts = Map.copyOf(facts);
        }
    }
}
