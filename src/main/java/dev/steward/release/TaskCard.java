package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;

import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/**
 * A launch task in the direct messages of whoever is to do it, and of whoever was. Pure: equal states give equal messages. Everybody who
 * has it sees its buttons; who may not press one is told so.
 */
final class TaskCard {
    static final Press<TaskAsShown> DONE = Press.of("release.task.done", TaskAsShown.CODEC);
    static final Press<TaskAsShown> NOT_NEEDED = Press.of("release.task.not-needed", TaskAsShown.CODEC);
    static final Press<TaskAsShown> HAND_OVER = Press.of("release.task.hand-over", TaskAsShown.CODEC);
    static final Press<TaskAsShown> REOPEN = Press.of("release.task.reopen", TaskAsShown.CODEC);
    /** Behind a button's id where it stands in a message that does not change; then which task, since such messages are merged. */
    static final String SAID = "said.";

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
        TaskAsShown about = TaskAsShown.of(task);
        if (task.open()) {
            buttons.add(in(DONE, task, said).primary("Done", about));
            buttons.add(in(NOT_NEEDED, task, said).button("Not needed", about));
            buttons.add(in(HAND_OVER, task, said).button("Hand over", about));
        } else {
            buttons.add(in(REOPEN, task, said).button("Open it again", about));
        }
        buttons.add(in(TasksView.LIST, task, said).button("Checklist", task.release()));
        return buttons;
    }

    private static <C> Press<C> in(Press<C> button, LaunchTask task, boolean said) {
        return said ? button.numbered(SAID + task.id()) : button;
    }
}
