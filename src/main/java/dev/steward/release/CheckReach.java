package dev.steward.release;

import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.steward.delivery.ChannelDirectory;
import dev.steward.delivery.ChannelDirectory.Looked;
import dev.steward.slack.Actor;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * Checks where a release goes before it does. A channel that somebody chooses is a claim: into a private one, only a member of it can send
 * anything. What audiences add, ops people have chosen.
 */
@Component
class CheckReach {
    private final ChannelDirectory directory;

    CheckReach(ChannelDirectory directory) {
        this.directory = directory;
    }

    /** Asks Slack; takes some seconds at most, and no transaction. */
    ReachCheck look(Actor actor, Reach reach, boolean isPublic) {
        Looked looked = directory.look(actor.workspace(), actor.user(), reach.channels().keySet());
        return new ReachCheck(reach.channels().keySet(), closed(actor, reach), isPublic, looked.facts(),
                looked.trouble());
    }

    /**
     * By what Slack said last.
     *
     * @throws Refused.LookAgain when they may not send anything to a channel that they chose
     */
    void mayGo(Actor actor, Reach reach) {
        new ReachCheck(reach.channels().keySet(), closed(actor, reach), false,
                directory.known(actor.workspace(), reach.chosen()), null).refusal().ifPresent(why -> {
                    throw new Refused.LookAgain(why);
                });
    }

    /** The sentences of {@link ReachCheck} that hold for everybody, by what Slack said last. */
    List<String> known(WorkspaceId workspace, Reach reach, boolean isPublic) {
        return new ReachCheck(reach.channels().keySet(), Set.of(), isPublic,
                directory.known(workspace, reach.channels().keySet()), null).lines();
    }

    private Set<ChannelId> closed(Actor actor, Reach reach) {
        return directory.closedTo(actor.workspace(), actor.user(), reach.chosen());
    }
}
