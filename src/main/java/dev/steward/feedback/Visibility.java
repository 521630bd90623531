package dev.steward.feedback;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;

/**
 * Who sees an item: everybody in the workspace, or only those around the private channel or direct messages it was captured in.
 *
 * @param channel where it was captured, if that is not everybody's; null: it is
 * @param shared  whether everybody sees it all the same
 */
record Visibility(@Nullable ChannelId channel, boolean shared) {
    static final Visibility EVERYBODY = new Visibility(null, true);

    Visibility {
        if (channel == null && !shared) {
            throw new IllegalArgumentException("What was said before everybody is everybody's");
        }
    }

    /** What somebody tells Steward in its own direct messages is said to nobody else, and as if it were said anywhere. */
    static Visibility of(Channel channel, boolean shared) {
        return channel.open() || channel.withSteward() ? EVERYBODY : new Visibility(channel.id(), shared);
    }

    /** Whether a card may stand in this channel: whoever reads it sees the words. */
    boolean allows(ChannelId where) {
        return shared || where.equals(channel);
    }

    /** Whether everybody who sees what {@code other} is about sees this as well. */
    boolean covers(Visibility other) {
        return shared || !other.shared && java.util.Objects.equals(channel, other.channel);
    }
}
