package dev.steward.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * Tells live pages that something they may be showing has changed. They then read anew. Changes are numbered, so that a page knows
 * whether what it was given is older than what it has heard of.
 */
@Component
@SandboxMode
class SandboxFeed {
    private static final Logger log = LoggerFactory.getLogger(SandboxFeed.class);

    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final AtomicLong last = new AtomicLong();

    /**
     * The listener is called after each change is committed, on the thread that made it: be quick, throw nothing.
     *
     * @return what to close to hear no more
     */
    Subscription listen(UserId person, Listener listener) {
        var ear = new Ear(person, listener);
        ears.add(ear);
        return () -> ears.remove(ear);
    }

    /** The number of the last change told of: what is read from now on shows that change and all before it. */
    long last() {
        return last.get();
    }

    /** Tells everybody. */
    void changed(Change change) {
        tell(null, change);
    }

    /** Tells one person. */
    void changed(UserId person, Change change) {
        tell(person, change);
    }

    private void tell(@Nullable UserId person, Change change) {
        Runnable tell = () -> {
            long number = last.incrementAndGet();
            ears.stream().filter(ear -> person == null || ear.person().equals(person))
                    .forEach(ear -> ear.hears(new News(number, change)));
        };
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tell.run();
                }
            });
        } else {
            tell.run();
        }
    }

    @FunctionalInterface
    interface Listener {
        void changed(News news);
    }

    /** @param number one more than that of the change before */
    record News(long number, Change change) {}

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
        CALLS,
        /** The clock: it was moved, is being moved, or another thing is due next. */
        CLOCK
    }

    /** @param ts the message it is about, where it is about one */
    record Change(What what, @Nullable ChannelId channel, @Nullable String threadTs, @Nullable String ts) {
        static Change of(What what) {
            return new Change(what, null, null, null);
        }

        static Change of(StoredMessage message) {
            return new Change(What.MESSAGES, message.channel(), message.threadTs(), message.ts());
        }
    }

    private record Ear(UserId person, Listener listener) {
        void hears(News news) {
            try {
                listener.changed(news);
            } catch (RuntimeException e) {
                log.debug("A page did not take a change", e);
            }
        }
    }
}
