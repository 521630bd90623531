package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/**
 * An action in the direct messages of whoever is to do it, and of whoever was. Pure: equal states give equal messages. Everybody who has
 * it sees its buttons; who may not press one is told so.
 */
final class ActionCard {
    /** What a button is numbered with in a message that does not change; then which action, since such messages are merged. */
    static final String SAID = "said.";
    static final Press<ActionSnapshot> DONE = Press.of("cadence.action.done", ActionSnapshot.CODEC);
    static final Press<ActionSnapshot> POSTPONE = Press.of("cadence.action.postpone", ActionSnapshot.CODEC);
    static final Press<ActionSnapshot> HAND_OVER = Press.of("cadence.action.hand-over", ActionSnapshot.CODEC);
    static final Press<ActionSnapshot> DROP = Press.of("cadence.action.drop", ActionSnapshot.CODEC);
    static final Press<ActionSnapshot> REOPEN = Press.of("cadence.action.reopen", ActionSnapshot.CODEC);

    private ActionCard() {}

    /** @param link to the card of the session; null for none */
    static Message of(Action action, Cadence cadence, Session session, @Nullable String link, Instant now) {
        String about = "from " + ActionWords.of(cadence, session, link);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.action",
                mark(action) + "*" + ActionWords.what(action) + "*\n" + ActionWords.fate(action, now)));
        blocks.add(TextBlocks.small("cadence.action.about", about));
        blocks.add(actions(row -> row.blockId("cadence.action.do").elements(buttons(action, null))));
        return new Message(
                mark(action) + ActionWords.named(action) + " " + about + ": " + ActionWords.fate(action, now), blocks);
    }

    /** Something said of it, with its buttons. */
    static Message notice(Action action, String mrkdwn) {
        String id = action.facts().id().toString();
        return new Message(mrkdwn,
                List.of(TextBlocks.section("cadence.action.notice." + id, mrkdwn), actions(row -> row
                        .blockId("cadence.action.notice.do." + id).elements(buttons(action, SAID + id)))));
    }

    private static String mark(Action action) {
        Action.Ended ended = action.ended();
        return ended == null ? "" : ended.how() == Action.How.DONE ? "✓ " : "– ";
    }

    /** @param which tells them apart from those of other actions in their message or view; null where there are none */
    static List<BlockElement> buttons(Action action, @Nullable String which) {
        ActionSnapshot shown = ActionSnapshot.of(action);
        if (!action.open()) {
            return List.of(one(REOPEN, which).button("Open it again", shown));
        }
        return List.of(one(DONE, which).primary("Done", shown), one(POSTPONE, which).button("Postpone…", shown),
                one(HAND_OVER, which).button("Hand over…", shown), one(DROP, which).button("Not needed…", shown));
    }

    private static Press<ActionSnapshot> one(Press<ActionSnapshot> button, @Nullable String which) {
        return which == null ? button : button.numbered(which);
    }
}
