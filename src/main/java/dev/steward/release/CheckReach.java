package dev.steward.release;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * Checks where a release goes before it does. A channel that somebody chooses is a claim: into a private one, only a member of it can send
 * anything. What audiences add, ops people have chosen.
 */
@Component
class CheckReach {
    private final ChannelAccess channels;

    CheckReach(ChannelAccess channels) {
        this.channels = channels;
    }

    /** Asks Slack; takes some seconds at most, and no transaction. */
    ReachCheck look(Actor actor, Reach reach, boolean isPublic) {
        return look(actor, reach, reach, isPublic);
    }

    /**
     * As above.
     *
     * @param fresh where it did not go before: whether they may send it elsewhere was asked then
     */
    ReachCheck look(Actor actor, Reach reach, Reach fresh, boolean isPublic) {
        Set<ChannelId> goes = reach.channels().keySet();
        Map<ChannelId, Channel> facts = channels.look(actor.workspace(), goes);
        return new ReachCheck(goes, closed(actor, fresh), isPublic, facts);
    }

    /**
     * By what Slack told last.
     *
     * @throws Refused.LookAgain when they may not send anything to a channel that they chose
     */
    void mayGo(Actor actor, Reach reach) {
        new ReachCheck(reach.channels().keySet(), closed(actor, reach), false,
                channels.met(actor.workspace(), reach.chosen())).refusal().ifPresent(why -> {
                    throw new Refused.LookAgain(why);
                });
    }

    /** The sentences of {@link ReachCheck} that hold for everybody, by what Slack told last. */
    List<String> known(WorkspaceId workspace, Reach reach, boolean isPublic) {
        Set<ChannelId> goes = reach.channels().keySet();
        return new ReachCheck(goes, Set.of(), isPublic, channels.met(workspace, goes)).lines();
    }

    private Set<ChannelId> closed(Actor actor, Reach reach) {
        var closed = new LinkedHashSet<>(reach.chosen());
        closed.removeAll(channels.seen(actor, reach.chosen()));
        return closed;
    }
}
