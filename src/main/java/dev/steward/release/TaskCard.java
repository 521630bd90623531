package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;
import static dev.steward.slack.Buttons.press;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;

import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;

/**
 * A launch task in the direct messages of whoever is to do it, and of whoever was. Pure: equal states give equal messages. Everybody who
 * has it sees its buttons; who may not press one is told so.
 */
final class TaskCard {
    /** Behind a button's id where it stands in a message that does not change; then which task, since such messages are merged. */
    static final String SAID = "#said.";

    private TaskCard() {}

    static Message of(LaunchTask task, Release release) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.task", heading(task) + " for "
                + TaskWords.of(release) + "\n" + TaskWords.fate(task)));
        if (task.open()) {
            blocks.add(TextBlocks.small("release.task.about",
                    "Tier " + release.content().tier() + "  ·  " + release.state().word() + "  ·  "
                            + task.offset().words() + (task.byHand() ? "" : "  ·  from the checklist")));
        }
        if (KeepTasks.takesAnything(release) && (task.open() || task.settled())) {
            blocks.add(actions(row -> row.blockId("release.task.do").elements(buttons(task, false))));
        }
        return new Message(heading(task) + " for " + TaskWords.of(release) + ": " + TaskWords.fate(task), blocks);
    }

    /** Something said of it, with its buttons. */
    static Message notice(LaunchTask task, String mrkdwn) {
        return new Message(mrkdwn, List.of(TextBlocks.section("release.task.notice." + task.id(), mrkdwn),
                actions(row -> row.blockId("release.task.notice.do." + task.id()).elements(buttons(task, true)))));
    }

    private static String heading(LaunchTask task) {
        return (task.open() ? "" : task.settled() ? "✓ " : "– ") + TaskWords.named(task);
    }

    private static List<BlockElement> buttons(LaunchTask task, boolean said) {
        List<BlockElement> buttons = new ArrayList<>();
        String value = task.id().toString();
        String behind = said ? SAID + value : "";
        if (task.open()) {
            buttons.add(press(TaskActions.DONE + behind, value, "Done", "primary"));
            buttons.add(press(TaskActions.NOT_NEEDED + behind, value, "Not needed", null));
            buttons.add(press(TaskActions.HAND_OVER + behind, value, "Hand over", null));
        } else {
            buttons.add(press(TaskActions.REOPEN + behind, value, "Open it again", null));
        }
        buttons.add(press(TaskActions.LIST + behind, task.release().toString(), "Checklist", null));
        return buttons;
    }
}
