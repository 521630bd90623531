package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.slack.Actor;
import dev.steward.workspace.WorkspaceId;

/**
 * Changes a request in one transaction with everything that follows from it, its caller's where there is one. When two people are at it
 * in the same instant, the second change is made to what the first one left, and is told so where it is not possible any more.
 */
@Component
class ChangeRequest {
    private final Requests requests;
    private final RequestReaders readers;
    private final Rosters rosters;
    private final Aftermath aftermath;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeRequest(Requests requests, RequestReaders readers, Rosters rosters, Aftermath aftermath,
            PlatformTransactionManager transactions, Clock clock) {
        this.requests = requests;
        this.readers = readers;
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
     * What somebody does to a request that they may see; answers the request as it is now.
     *
     * @throws UnknownRequest when there is none that they may see; the caller's transaction can go on
     * @throws Refused        when the change is not allowed; likewise
     */
    ApprovalRequest change(Actor by, RequestId id, Change change) {
        return change(by.workspace(), id, request -> readers.sees(by, request), change);
    }

    /**
     * What Steward does of its own accord; answers the request as it is now.
     *
     * @throws UnknownRequest when there is none; the caller's transaction can go on
     * @throws Refused        when the change is not allowed; likewise
     */
    ApprovalRequest change(WorkspaceId workspace, RequestId id, Change change) {
        return change(workspace, id, request -> true, change);
    }

    private ApprovalRequest change(WorkspaceId workspace, RequestId id, Predicate<ApprovalRequest> seen,
            Change change) {
        Made made = Objects.requireNonNull(transaction.execute(status -> make(workspace, id, seen, change)));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.request());
    }

    /**
     * With what the change would be refused now; empty when it would not be. Nothing is kept.
     *
     * @param tried on which the change is tried, so that it is not as it was afterwards
     */
    Optional<Refused> refusal(ApprovalRequest tried, Change change) {
        return Optional.ofNullable(refused(tried, rosters.of(tried), now(), change));
    }

    /** What is refused is an answer, not a failure: thrown from in here it would undo the caller's transaction. */
    private Made make(WorkspaceId workspace, RequestId id, Predicate<ApprovalRequest> seen, Change change) {
        Optional<ApprovalRequest> found = requests.lock(workspace, id).filter(seen);
        if (found.isEmpty()) {
            return new Made(null, new UnknownRequest());
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
