package dev.steward.workspace;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Drops cached values at once and again after the commit: another thread may have read the old ones in between. */
final class Afterwards {
    static void forget(Runnable cached) {
        cached.run();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    cached.run();
                }
            });
        }
    }

    private Afterwards() {}
}
