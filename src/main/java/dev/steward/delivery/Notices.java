package dev.steward.delivery;

import java.util.Collection;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Notices: Slack messages said once. Every method joins the caller's transaction, and fails at once outside one.
 *
 * <p>A second call with the same workspace, thing, occasion and recipient does nothing, whoever makes it and whenever.
 */
public interface Notices {
    /**
     * Says it once.
     *
     * @param thing    what it is about
     * @param occasion why it is said, at most 200 characters: with {@code thing} it makes the notice unique
     * @throws IllegalStateException outside a transaction
     */
    void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message);

    /**
     * Says it once, perhaps together with others of the same rule.
     *
     * @param mergeRule the name of a {@link MergeRule}
     * @throws IllegalStateException    outside a transaction
     * @throws IllegalArgumentException when there is no such rule
     */
    void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message,
            String mergeRule);

    /** As above, many at once. */
    default void say(WorkspaceId workspace, String occasion, Collection<Said> said, String mergeRule) {
        said.forEach(each -> say(workspace, each.thing(), occasion, each.recipient(), each.message(), mergeRule));
    }

    /** What one of many is told. @param thing what it is about */
    record Said(UUID thing, Recipient recipient, Message message) {}

    /** Where a notice goes. */
    sealed interface Recipient {
        /** A channel, or the thread {@code threadTs} in it. */
        record Channel(ChannelId channel, @Nullable String threadTs) implements Recipient {}

        /** A member's direct messages. */
        record Direct(UserId user) implements Recipient {}

        /** Seen by one member only, in a channel. */
        record Ephemeral(ChannelId channel, UserId user) implements Recipient {}

        /**
         * The {@code response_url} of what a member did: five messages within thirty minutes, seen by that member only.
         *
         * @param url as Slack gave it in a signed request
         */
        record Response(String url) implements Recipient {}
    }
}
