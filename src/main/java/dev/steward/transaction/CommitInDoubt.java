package dev.steward.transaction;

import org.springframework.transaction.TransactionSystemException;

/** A commit in doubt: it was on its way when the connection broke or its caller gave up, so it may have taken place or not. */
public final class CommitInDoubt extends TransactionSystemException {
    private static final long serialVersionUID = 1L;

    public CommitInDoubt(String message, Throwable cause) {
        super(message, cause);
    }
}
