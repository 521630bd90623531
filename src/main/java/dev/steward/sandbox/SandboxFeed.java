package dev.steward.sandbox;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Tells live pages that something they may be showing has changed. They then read anew. */
interface SandboxFeed {

    /**
     * Called after each change is committed, on the thread that made it: be quick, throw nothing.
     *
     * @return what to close to hear no more
     */
    Subscription listen(UserId person, Listener listener);

    @FunctionalInterface
    interface Listener {
        void changed(Change change);
    }

    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    enum What {
        /** Messages, reactions or files of {@link Change#channel}; {@link Change#threadTs} when in a thread. */
        MESSAGES,
        /** The sidebar: channels, memberships, unread counts. */
        CONVERSATIONS,
        /** The person's stack of modals, or what one of them shows. */
        VIEWS,
        /** The person's App Home. */
        HOME,
        /** The call log. */
        CALLS
    }

    /** @param ts the message it is about, where it is about one */
    record Change(What what, @Nullable ChannelId channel, @Nullable String threadTs, @Nullable String ts) {}
}
