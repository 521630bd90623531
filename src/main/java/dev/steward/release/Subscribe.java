package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.Rituals;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Gives a channel a digest, changes it, and takes it away. Each is one transaction, one at a time for a channel, in which the ritual comes
 * before the subscription: whoever holds a digest has its ritual's timer first, and nobody waits for each other in a circle.
 */
@Component
class Subscribe {
    private static final AfterDowntime LATE = new AfterDowntime.Coalesce();

    private final Subscriptions subscriptions;
    private final Rituals rituals;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Subscribe(Subscriptions subscriptions, Rituals rituals, PlatformTransactionManager transactions, Clock clock) {
        this.subscriptions = subscriptions;
        this.rituals = rituals;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * What is wanted; null for what shall stay as it is, and for everything where nothing is yet.
     *
     * @param areas none for all
     */
    record Wanted(@Nullable Set<AreaId> areas, @Nullable SortedSet<Integer> tiers, @Nullable Recurrence recurrence) {
        Interests over(Interests before) {
            return new Interests(areas == null ? before.areas() : areas, tiers == null ? before.tiers() : tiers);
        }
    }

    /** Who had it on their screen says what they saw. */
    sealed interface Seen {
        /** Whatever there is now is changed. */
        record Whatever() implements Seen {}

        record None() implements Seen {}

        record Version(UUID id, long version) implements Seen {}

        static Seen of(Optional<Subscription> there) {
            return there.<Seen>map(one -> new Version(one.id(), one.version())).orElseGet(None::new);
        }
    }

    /** Somebody else changed it, or it was begun or stopped, since it was seen. Nothing was done. */
    @SuppressWarnings("serial")
    static final class ChangedMeanwhile extends RuntimeException {
        ChangedMeanwhile() {
            super("The digest was changed meanwhile", null, false, false);
        }
    }

    /** A digest without a rhythm cannot begin. */
    @SuppressWarnings("serial")
    static final class NoRhythm extends RuntimeException {
        NoRhythm() {
            super("A digest needs a rhythm", null, false, false);
        }
    }

    /**
     * A digest as it stands.
     *
     * @param began whether there was none before
     */
    record Stands(Subscription subscription, PlannedRitual ritual, boolean began) {}

    /**
     * Begins it, or changes the one that the channel has.
     *
     * @throws ChangedMeanwhile when it is not as it was seen
     * @throws NoRhythm         when it would begin and there is none
     */
    Stands subscribe(WorkspaceId workspace, ChannelId channel, UserId by, Wanted wanted, Seen seen) {
        Made made = Objects.requireNonNull(transaction.execute(status -> {
            try {
                return new Made(alone(workspace, channel, by, wanted, seen), null);
            } catch (ChangedMeanwhile | NoRhythm refused) {
                // nothing was done, and the caller's transaction goes on
                return new Made(null, refused);
            }
        }));
        Stands stands = made.stands();
        if (stands == null) {
            throw Objects.requireNonNull(made.refused());
        }
        return stands;
    }

    private record Made(@Nullable Stands stands, @Nullable RuntimeException refused) {}

    private Stands alone(WorkspaceId workspace, ChannelId channel, UserId by, Wanted wanted, Seen seen) {
        subscriptions.alone(workspace, channel);
        Optional<Subscription> there = subscriptions.of(workspace, channel);
        asSeen(seen, there);
        if (there.isEmpty()) {
            if (wanted.recurrence() == null) {
                throw new NoRhythm();
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var fresh = new Subscription(UuidCreator.getTimeOrderedEpoch(), workspace, channel,
                    wanted.over(Interests.ALL), by, now, now, 0);
            subscriptions.add(fresh);
            rituals.plan(fresh.ritual(), wanted.recurrence(), LATE);
            return stands(fresh, true);
        }
        Subscription before = there.get();
        if (wanted.recurrence() != null) {
            rituals.plan(before.ritual(), wanted.recurrence(), LATE);
        }
        subscriptions.change(before.wanting(wanted.over(before.interests())));
        return stands(subscriptions.find(workspace, before.id()).orElseThrow(), false);
    }

    private static void asSeen(Seen seen, Optional<Subscription> there) {
        if (!(seen instanceof Seen.Whatever) && !Seen.of(there).equals(seen)) {
            throw new ChangedMeanwhile();
        }
    }

    private Stands stands(Subscription subscription, boolean began) {
        return new Stands(subscription, rituals.find(subscription.ritual()).orElseThrow(), began);
    }

    /** How it stands in a channel. */
    Optional<Stands> find(WorkspaceId workspace, ChannelId channel) {
        return subscriptions.of(workspace, channel).flatMap(this::find);
    }

    Optional<Stands> find(WorkspaceId workspace, UUID id) {
        return subscriptions.find(workspace, id).flatMap(this::find);
    }

    /** Empty where it is being stopped. */
    Optional<Stands> find(Subscription subscription) {
        return rituals.find(subscription.ritual()).map(ritual -> new Stands(subscription, ritual, false));
    }

    /** What ships meanwhile is in the first one after the pause. Answers whether there is such a digest. */
    boolean pause(Subscription subscription) {
        return did(() -> rituals.pause(subscription.ritual()));
    }

    boolean resume(Subscription subscription) {
        return did(() -> rituals.resume(subscription.ritual()));
    }

    /** @param shown as it was when somebody wanted it to stop */
    Removal stop(Subscription shown) {
        return Objects.requireNonNull(transaction.execute(status -> {
            subscriptions.alone(shown.workspace(), shown.channel());
            Optional<Subscription> now = subscriptions.find(shown.workspace(), shown.id());
            if (now.isEmpty()) {
                return Removal.GONE;
            }
            if (now.get().version() != shown.version()) {
                return Removal.CHANGED;
            }
            rituals.end(shown.ritual());
            subscriptions.remove(shown.workspace(), shown.id());
            return Removal.REMOVED;
        }));
    }

    private boolean did(java.util.function.BooleanSupplier change) {
        return Objects.requireNonNull(transaction.execute(status -> change.getAsBoolean()));
    }
}
