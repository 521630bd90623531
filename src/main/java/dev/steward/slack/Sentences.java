package dev.steward.slack;

import java.sql.SQLException;
import java.util.List;

import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewTitle;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What is said to a person when something goes wrong on Steward's side. */
final class Sentences {
    static final String NOT_INSTALLED = "Steward is not set up for this workspace yet. If it was just installed, "
            + "please try again in a moment.";
    static final String DEACTIVATED = "Steward cannot do this for you: your account is deactivated in this workspace.";
    static final String NOT_MET = "Steward could not find out from Slack who you are. Please try again in a moment.";
    static final String GONE = "This button or form is from an older version of Steward and does nothing any more. "
            + "Please start anew.";
    static final String MAYBE_NOT_SAVED = "That took Steward too long, and it may not be saved. What you typed is still "
            + "here: please try again in a moment.";
    static final String MAYBE_NOT_DONE = "That took Steward too long, and it may not be done. Please look first, and "
            + "then try again.";
    private static final int TITLE = 24;

    private Sentences() {}

    static String notSaved(Throwable failure, String reference) {
        return databaseAway(failure)
                ? "Steward cannot reach its database just now, so nothing is saved yet. What you typed is still here: "
                        + "please try again in a moment."
                : "Something went wrong on Steward's side, so nothing is saved yet. What you typed is still here: "
                        + "please try again. (Reference " + reference + ")";
    }

    static String notDone(Throwable failure, String reference) {
        return databaseAway(failure)
                ? "Steward cannot reach its database just now, so nothing was done. Please try again in a moment."
                : "Something went wrong on Steward's side, and nothing was done. Please try again. (Reference "
                        + reference + ")";
    }

    static String formNotFilled(Throwable failure) {
        return databaseAway(failure)
                ? "Steward cannot reach its database just now. Please close this and try again in a moment."
                : "Something went wrong on Steward's side. Please close this and try again.";
    }

    static String formNotOpened(@Nullable String error) {
        return "expired_trigger_id".equals(error)
                ? "That took too long, and Slack did not let the form open. Please try again."
                : "Slack did not let the form open. Please try again.";
    }

    /** A modal that says one thing. */
    static View modal(String title, String sentence) {
        return View.builder().type("modal")
                .title(ViewTitle.builder().type("plain_text").text(Mrkdwn.cut(title, TITLE)).build())
                .close(ViewClose.builder().type("plain_text").text("Close").build())
                .blocks(List.of(
                        SectionBlock.builder().text(PlainTextObject.builder().text(sentence).build()).build()))
                .build();
    }

    /** Whether the database could not be reached, or not in time, as against an error of ours. */
    static boolean databaseAway(@Nullable Throwable failure) {
        int depth = 0;
        for (Throwable each = failure; each != null && depth < 20; each = each.getCause(), depth++) {
            if (each instanceof DataAccessResourceFailureException || each instanceof CannotCreateTransactionException
                    || each instanceof QueryTimeoutException || each instanceof TransactionSystemException) {
                // the last is a rollback that failed for want of a connection, and hides what failed before it
                return true;
            }
            // 08: no connection; 57P0x: shut down, crashed, starting; 53300: too many connections
            if (each instanceof SQLException sql && sql.getSQLState() != null && (sql.getSQLState().startsWith("08")
                    || sql.getSQLState().startsWith("57P0") || sql.getSQLState().equals("53300"))) {
                return true;
            }
        }
        return false;
    }
}
