package dev.steward.slack;

import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;

/** Modals that show something and ask nothing. */
public final class Modals {
    /** What Slack takes of a title. */
    private static final int TITLE = 24;

    private Modals() {}

    /**
     * Says one thing.
     *
     * @param title  plain text, cut to 24 characters
     * @param mrkdwn at most 3,000 characters
     */
    public static View says(String title, String mrkdwn) {
        return shows(title, List.of(TextBlocks.section("says", mrkdwn)));
    }

    /**
     * Shows something.
     *
     * @param title  plain text, cut to 24 characters
     * @param blocks at most 100
     */
    public static View shows(String title, List<LayoutBlock> blocks) {
        return modal(title, blocks, "Close");
    }

    /**
     * Shows what came of something that was done: the button that closes it says "Done".
     *
     * @param title  plain text, cut to 24 characters
     * @param blocks at most 100
     */
    public static View done(String title, List<LayoutBlock> blocks) {
        return modal(title, blocks, "Done");
    }

    private static View modal(String title, List<LayoutBlock> blocks, String close) {
        return view(v -> v.type("modal").title(viewTitle(t -> t.type("plain_text").text(Mrkdwn.cut(title, TITLE))))
                .close(viewClose(c -> c.type("plain_text").text(close))).blocks(blocks));
    }
}
