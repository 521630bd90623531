package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.workspace.WorkspaceId;

/**
 * Changes a request in one transaction with everything that follows from it. When two people are at it in the same instant, the second
 * change is made to what the first one left, and is told so where it is not possible any more.
 */
@Component
class ChangeRequest {
    private static final int ATTEMPTS = 5;

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
     * @throws Refused when there is no such request, or the change is not allowed
     */
    ApprovalRequest change(WorkspaceId workspace, RequestId id, Change change) {
        for (int attempt = 1;; attempt++) {
            try {
                return once(workspace, id, change);
            } catch (OptimisticLockingFailureException meanwhile) {
                if (attempt == ATTEMPTS) {
                    throw meanwhile;
                }
            }
        }
    }

    private ApprovalRequest once(WorkspaceId workspace, RequestId id, Change change) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            ApprovalRequest request = requests.find(workspace, id)
                    .orElseThrow(() -> new Refused("There is no such request here."));
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Roster roster = rosters.of(request);
            change.apply(request, roster, now);
            requests.save(request, now);
            aftermath.changed(request, roster, now);
            return request;
        }));
    }
}
