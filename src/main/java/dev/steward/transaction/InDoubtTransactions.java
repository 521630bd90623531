package dev.steward.transaction;

import java.sql.SQLException;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Transactions by JDBC whose failed commits say what they are: rolled back where the database answered with an error, and
 * {@link CommitInDoubt} where it did not answer. Spring takes both for the same, and even reports them as a rollback.
 */
final class InDoubtTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    /** Spring's name for the task, as it stands in its messages. */
    private static final String COMMIT = "JDBC commit";

    InDoubtTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected RuntimeException translateException(String task, SQLException failure) {
        return COMMIT.equals(task) && inDoubt(failure.getSQLState())
                ? new CommitInDoubt("The commit was not answered: " + failure.getMessage(), failure)
                : super.translateException(task, failure);
    }

    /**
     * Class 08 is a connection that broke, 57P01 and 57P02 a database that was shut down or crashed under it: also then a commit may have
     * taken place, such as one that waited for a standby.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
     */
    private static boolean inDoubt(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}
