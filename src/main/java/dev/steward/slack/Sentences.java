package dev.steward.slack;

import java.util.List;

import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewTitle;
import org.jspecify.annotations.Nullable;

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
    static final String FORM_NOT_REACHED = "Steward could not reach Slack to open the form. Please try again.";
    private static final String FULL_NEEDS_SOMEBODY = "Please tell whoever runs Steward, and try again later.";
    private static final int TITLE = 24;

    private Sentences() {}

    static String notSaved(Trouble trouble, String reference) {
        return switch (trouble) {
            case BUSY ->
                "Steward is busy, so nothing is saved yet. What you typed is still here: please try again in a "
                        + "moment.";
            case LATE ->
                "That took Steward too long, so nothing is saved yet. What you typed is still here: please try "
                        + "again in a moment.";
            case LATE_COMMIT -> MAYBE_NOT_SAVED;
            case DATABASE_AWAY ->
                "Steward cannot reach its database just now, so nothing is saved yet. What you typed is "
                        + "still here: please try again in a moment.";
            case DATABASE_FULL ->
                "Steward's database has no room left, so nothing is saved yet. " + FULL_NEEDS_SOMEBODY
                        + " What you typed is still here.";
            case IN_DOUBT ->
                "Steward lost its database just as this was being saved, and it may not be saved. What you "
                        + "typed is still here: please try again in a moment.";
            case OURS ->
                "Something went wrong on Steward's side, so nothing is saved yet. What you typed is still here: "
                        + "please try again. (Reference " + reference + ")";
        };
    }

    static String notDone(Trouble trouble, String reference) {
        return switch (trouble) {
            case BUSY -> "Steward is busy, and nothing was done. Please try again in a moment.";
            case LATE -> "That took Steward too long, and nothing was done. Please try again in a moment.";
            case LATE_COMMIT -> MAYBE_NOT_DONE;
            case DATABASE_AWAY ->
                "Steward cannot reach its database just now, so nothing was done. Please try again in a moment.";
            case DATABASE_FULL ->
                "Steward's database has no room left, so nothing was done. " + FULL_NEEDS_SOMEBODY;
            case IN_DOUBT ->
                "Steward lost its database just as this was being saved, and it may not be done. Please look "
                        + "first, and then try again.";
            case OURS -> "Something went wrong on Steward's side, and nothing was done. Please try again. (Reference "
                    + reference + ")";
        };
    }

    static String formNotFilled(Trouble trouble) {
        return switch (trouble) {
            case BUSY -> "Steward is busy. Please close this and try again in a moment.";
            case LATE, LATE_COMMIT -> "That took Steward too long. Please close this and try again in a moment.";
            case DATABASE_AWAY, IN_DOUBT ->
                "Steward cannot reach its database just now. Please close this and try again in a moment.";
            case DATABASE_FULL -> "Steward's database has no room left. " + FULL_NEEDS_SOMEBODY;
            case OURS -> "Something went wrong on Steward's side. Please close this and try again.";
        };
    }

    static String formNotOpened(@Nullable String error) {
        return switch (error) {
            case "expired_trigger_id" -> "That took too long, and Slack did not let the form open. Please try again.";
            case "exchanged_trigger_id" ->
                "Steward lost sight of the form that it opened. If it is empty, please close it and try again.";
            case null, default -> "Slack did not let the form open. Please try again.";
        };
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
}
