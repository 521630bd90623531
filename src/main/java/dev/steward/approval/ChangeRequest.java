package dev.steward.approval;

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
 * Changes a request in one transaction with everything that follows from it, its caller's where there is one. When two people are at it
 * in the same instant, the second change is made to what the first one left, and is told so where it is not possible any more.
 */
@Component
class ChangeRequest {
    private static final String NONE = "There is no such request here.";

    private final Requests requests;
    private final Rosters rosters;
    private final Aftermath aftermath;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeRequest(Requests requests, Rosters rosters, Aftermath aftermath, PlatformTransactionManager transactions,
            Clock clock) {
        this.requests = requests;
        this.rosters = rosters;
        this.aftermath = aftermath;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One transition of a request. */
    @FunctionalInterface
    interface Change {
        void apply(ApprovalRequest request, Roster roster, Instant now);
    }

    /**
     * Answers the request as it is now.
     *
     * @throws Refused when there is no such request, or the change is not allowed; the caller's transaction can go on
     */
    ApprovalRequest change(WorkspaceId workspace, RequestId id, Change change) {
        Made made = Objects.requireNonNull(transaction.execute(status -> make(workspace, id, change)));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.request());
    }

    /** With what the change would be refused now; empty when it would not be. Nothing is changed. */
    Optional<Refused> refusal(WorkspaceId workspace, RequestId id, Change change) {
        Optional<ApprovalRequest> found = requests.find(workspace, id);
        if (found.isEmpty()) {
            return Optional.of(new Refused(NONE));
        }
        return Optional.ofNullable(refused(found.get(), rosters.of(found.get()), now(), change));
    }

    /** What is refused is an answer, not a failure: thrown from in here it would undo the caller's transaction. */
    private Made make(WorkspaceId workspace, RequestId id, Change change) {
        Optional<ApprovalRequest> found = requests.lock(workspace, id);
        if (found.isEmpty()) {
            return new Made(null, new Refused(NONE));
        }
        ApprovalRequest request = found.get();
        Instant now = now();
        Roster roster = rosters.of(request);
        Refused refused = refused(request, roster, now, change);
        if (refused == null) {
            requests.save(request, now);
            aftermath.changed(request, roster, now);
        }
        return new Made(request, refused);
    }

    private static @Nullable Refused refused(ApprovalRequest request, Roster roster, Instant now, Change change) {
        try {
            change.apply(request, roster, now);
            return null;
        } catch (Refused refused) {
            return refused;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Made(@Nullable ApprovalRequest request, @Nullable Refused refused) {}
}
