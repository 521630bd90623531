package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;

import dev.steward.transaction.CommitInDoubt;

class DiagnosisTest {
    private final Diagnosis diagnosis = new Diagnosis(20);

    @Test
    void aPoolWhoseConnectionsAreAllInUseIsBusy() {
        assertThat(diagnosis.of(timedOut("total=20, active=20, idle=0, waiting=7", null))).isEqualTo(Trouble.BUSY);
    }

    /** HikariCP tells the first who asks why it could not make a connection, and the others only that there is none. */
    @Test
    void aPoolThatCannotMakeAnotherConnectionHasNoDatabase() {
        var refused = new SQLException("Connection to 127.0.0.1:5432 refused", "08001");

        assertThat(diagnosis.of(timedOut("total=0, active=0, idle=0, waiting=7", refused)))
                .isEqualTo(Trouble.DATABASE_AWAY);
        assertThat(diagnosis.of(timedOut("total=0, active=0, idle=0, waiting=7", null)))
                .isEqualTo(Trouble.DATABASE_AWAY);
        assertThat(diagnosis.of(timedOut("total=3, active=3, idle=0, waiting=17", null)))
                .isEqualTo(Trouble.DATABASE_AWAY);
        assertThat(diagnosis.of(timedOut("total=20, active=2, idle=18, waiting=0", null)))
                .as("none of those that are idle answers").isEqualTo(Trouble.DATABASE_AWAY);
    }

    @Test
    void aFaultIsToldApartFromTheDatabases() {
        assertThat(diagnosis.of(new IllegalStateException("ours"))).isEqualTo(Trouble.OURS);
        assertThat(diagnosis.of(new CommitInDoubt("?", new SQLException("broken", "08006"))))
                .isEqualTo(Trouble.IN_DOUBT);
        assertThat(diagnosis.of(new IllegalStateException(new SQLException("no room", "53100"))))
                .isEqualTo(Trouble.DATABASE_FULL);
    }

    /** Its connection is closed under it. */
    @Test
    void whatWasGivenUpHasADatabase() {
        var closed = new TransactionSystemException("JDBC rollback failed", new SQLException("closed", "08006"));

        assertThat(diagnosis.of(closed, true)).isEqualTo(Trouble.LATE);
        assertThat(diagnosis.of(closed, false)).isEqualTo(Trouble.DATABASE_AWAY);
        assertThat(diagnosis.of(new CommitInDoubt("?", closed), true)).isEqualTo(Trouble.LATE_COMMIT);
        assertThat(diagnosis.of(new Bulkhead.Full(Bulkhead.Work.READS), true)).isEqualTo(Trouble.BUSY);
        assertThat(diagnosis.of(new IllegalStateException("ours"), true)).isEqualTo(Trouble.OURS);
    }

    private static CannotGetJdbcConnectionException timedOut(String pool, @Nullable SQLException cause) {
        String message = "steward - Connection is not available, request timed out after 1500ms (" + pool + ")";
        return new CannotGetJdbcConnectionException("Failed to obtain JDBC Connection",
                cause == null
                        ? new SQLTransientConnectionException(message)
                        : new SQLTransientConnectionException(message, cause));
    }
}
