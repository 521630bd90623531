package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.workspace.WorkspaceId;

/**
 * Changes a cadence in one transaction with everything that follows from it, its caller's where there is one. When two people are at it
 * in the same instant, the second change is made to what the first one left, and is told so where it is not possible any more.
 */
@Component
class ChangeCadence {
    static final String NONE = "There is no such cadence here.";

    private final Cadences cadences;
    private final Aftermath aftermath;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeCadence(Cadences cadences, Aftermath aftermath, PlatformTransactionManager transactions, Clock clock) {
        this.cadences = cadences;
        this.aftermath = aftermath;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One transition of a cadence. */
    @FunctionalInterface
    interface Change {
        void apply(Cadence cadence, Instant now);
    }

    /**
     * Answers the cadence as it is now.
     *
     * @throws Refused when there is no such cadence, or the change is not allowed; the caller's transaction can go on
     */
    Cadence change(WorkspaceId workspace, CadenceId id, Change change) {
        Made made = Objects.requireNonNull(transaction.execute(status -> make(workspace, id, change)));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.cadence());
    }

    /**
     * As {@link #change(WorkspaceId, CadenceId, Change)}, where it is as it was shown to whoever wants the change.
     *
     * @throws Outdated when somebody changed it since
     */
    Cadence change(WorkspaceId workspace, CadenceSnapshot shown, Change change) {
        return change(workspace, shown.id(), (cadence, now) -> {
            requireAsShown(cadence, shown);
            change.apply(cadence, now);
        });
    }

    /** As it is now, for a form that shows it. @throws Refused when it is gone, or somebody changed it since it was shown */
    Cadence requireAsShown(WorkspaceId workspace, CadenceSnapshot shown) {
        Cadence cadence = cadences.find(workspace, shown.id()).orElseThrow(() -> new Refused(NONE));
        requireAsShown(cadence, shown);
        return cadence;
    }

    /** A session that was prepared, held or moved changes a row, and nothing that people decide here. */
    private void requireAsShown(Cadence cadence, CadenceSnapshot shown) {
        if (!shown.holds(cadence)) {
            cadences.lastChange(cadence.facts().workspace(), shown.id(), shown.version()).ifPresent(changed -> {
                throw new Outdated(changed.sentence());
            });
        }
    }

    /** Why the change would be refused now; empty when it would not be. Nothing is changed. */
    Optional<String> refusal(WorkspaceId workspace, CadenceId id, Change change) {
        Optional<Cadence> found = cadences.find(workspace, id);
        return found.isEmpty()
                ? Optional.of(NONE)
                : Optional.ofNullable(refused(found.get(), now(), change)).map(Refused::sentence);
    }

    /** What is refused is an answer, not a failure: thrown from in here it would undo the caller's transaction. */
    private Made make(WorkspaceId workspace, CadenceId id, Change change) {
        Optional<Cadence> found = cadences.lock(workspace, id);
        if (found.isEmpty()) {
            return new Made(null, new Refused(NONE));
        }
        Cadence cadence = found.get();
        Instant now = now();
        Refused refused = refused(cadence, now, change);
        if (refused == null && !cadence.happenings().isEmpty()) {
            aftermath.changed(cadence, now);
            cadence = cadences.find(workspace, id).orElseThrow();
        }
        return new Made(cadence, refused);
    }

    private static @Nullable Refused refused(Cadence cadence, Instant now, Change change) {
        try {
            change.apply(cadence, now);
            return null;
        } catch (Refused refused) {
            return refused;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Made(@Nullable Cadence cadence, @Nullable Refused refused) {}
}
