package dev.steward.slack;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * What kind of channel one is, and who may read it. Answers from what Steward keeps, which events keep right. Slack is asked of what is
 * unknown, for 1.2 seconds at most, and never within a transaction: there it answers at once, and Slack is asked behind the scenes. The
 * dispatcher has already asked for the channel a request comes from, and for those chosen in its form.
 *
 * <p>What Slack does not tell counts as private, with nobody in it.
 */
public final class ChannelAccess {
    private static final Duration PATIENCE = Duration.ofMillis(1_200);
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(8);

    private final MeetChannels meetChannels;
    private final Channels channels;
    private final Installations installations;
    private final Members members;

    ChannelAccess(MeetChannels meetChannels, Channels channels, Installations installations, Members members) {
        this.meetChannels = meetChannels;
        this.channels = channels;
        this.installations = installations;
        this.members = members;
    }

    /** Never empty: what Slack does not tell of is {@link Channel#hidden}. */
    public Channel find(WorkspaceId workspace, ChannelId id) {
        Optional<Channels.Kept> kept = channels.kept(workspace, id);
        if (kept.filter(meetChannels::fresh).isEmpty()) {
            meet(workspace, List.of(id));
            kept = channels.kept(workspace, id);
        }
        return kept.map(Channels.Kept::channel).orElse(Channel.hidden(workspace, id));
    }

    /** Each of them, for one query at most. */
    public Map<ChannelId, Channel> find(WorkspaceId workspace, Collection<ChannelId> ids) {
        meet(workspace, ids);
        Map<ChannelId, Channels.Kept> kept = channels.kept(workspace, ids);
        return ids.stream().distinct().collect(Collectors.toMap(id -> id,
                id -> Optional.ofNullable(kept.get(id)).map(Channels.Kept::channel)
                        .orElse(Channel.hidden(workspace, id))));
    }

    /**
     * Has Slack tell anew of channels that somebody is about to send something to, some seconds long at most. Those are missing of which
     * it did not tell, now or before.
     *
     * @throws IllegalStateException within a transaction
     */
    public Map<ChannelId, Channel> look(WorkspaceId workspace, Collection<ChannelId> ids) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Slack is not asked within a transaction");
        }
        try {
            meetChannels.look(installations.get(workspace), ids, LOOK_PATIENCE);
        } catch (NoSuchElementException uninstalled) {
            // nothing new is known, and nobody to tell
        }
        return met(workspace, ids);
    }

    /** Those of them that Slack told of before; it is not asked. */
    public Map<ChannelId, Channel> met(WorkspaceId workspace, Collection<ChannelId> ids) {
        return channels.kept(workspace, ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().channel()));
    }

    /** Whether this person may read it: every member a public one, whoever is in it any other. Guests only what is not public. */
    public boolean sees(Actor actor, ChannelId id) {
        return !seen(actor.workspace(), actor.user(), actor.role(), List.of(id)).isEmpty();
    }

    /** As {@link #sees(Actor, ChannelId)}, of anybody. */
    public boolean sees(WorkspaceId workspace, UserId user, ChannelId id) {
        return !seen(workspace, user, members.role(workspace, user), List.of(id)).isEmpty();
    }

    /** Those of them that this person may read, for two queries at most. */
    public Set<ChannelId> seen(Actor actor, Collection<ChannelId> ids) {
        return seen(actor.workspace(), actor.user(), actor.role(), ids);
    }

    /** As {@link #seen(Actor, Collection)}, of anybody. */
    public Set<ChannelId> seen(WorkspaceId workspace, UserId user, Collection<ChannelId> ids) {
        return seen(workspace, user, members.role(workspace, user), ids);
    }

    /** Why nothing is done with a channel that Steward can't see; mrkdwn, with a link that only those who may read it can follow. */
    public static String cannotSee(ChannelId id) {
        return "Steward can't see who is in " + id.link()
                + ". Invite it there with `/invite @Steward`, then try again.";
    }

    private Set<ChannelId> seen(WorkspaceId workspace, UserId user, Role role, Collection<ChannelId> ids) {
        if (role == Role.OUTSIDER || ids.isEmpty()) {
            return Set.of();
        }
        Map<ChannelId, Channel> found = find(workspace, ids);
        Set<ChannelId> inside = channels.with(workspace, user,
                found.values().stream().filter(channel -> !channel.open()).map(Channel::id).toList());
        return found.values().stream()
                .filter(channel -> channel.open() ? role.atLeast(Role.MEMBER) : inside.contains(channel.id()))
                .map(Channel::id).collect(Collectors.toSet());
    }

    private void meet(WorkspaceId workspace, Collection<ChannelId> ids) {
        try {
            MeetChannels.Asked asked = meetChannels.ask(installations.get(workspace), ids);
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                asked.await(PATIENCE);
            }
        } catch (NoSuchElementException uninstalled) {
            // nothing is known, and nobody to tell
        }
    }
}
