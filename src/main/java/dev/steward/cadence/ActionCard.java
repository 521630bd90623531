package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;
import static dev.steward.slack.Buttons.press;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;

/**
 * An action in the direct messages of whoever is to do it, and of whoever was. Pure: equal states give equal messages. Everybody who has
 * it sees its buttons; who may not press one is told so.
 */
final class ActionCard {
    /** Behind a button's id where it stands in a message that does not change; then which action, since such messages are merged. */
    static final String SAID = "#said.";

    private ActionCard() {}

    /** @param link to the card of the session; null for none */
    static Message of(Action action, Cadence cadence, Session session, @Nullable String link, Instant now) {
        String about = "from " + ActionWords.of(cadence, session, link);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.action",
                mark(action) + "*" + ActionWords.what(action) + "*\n" + ActionWords.fate(action, now)));
        blocks.add(TextBlocks.small("cadence.action.about", about));
        blocks.add(actions(row -> row.blockId("cadence.action.do").elements(buttons(action, ""))));
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

    /** @param behind their ids */
    static List<BlockElement> buttons(Action action, String behind) {
        String value = action.facts().id().toString();
        if (!action.open()) {
            return List.of(press(ActionRoutes.REOPEN + behind, value, "Open it again", null));
        }
        return List.of(press(ActionRoutes.DONE + behind, value, "Done", "primary"),
                press(ActionRoutes.POSTPONE + behind, value, "Postpone…", null),
                press(ActionRoutes.HAND_OVER + behind, value, "Hand over…", null),
                press(ActionRoutes.DROP + behind, value, "Not needed…", null));
    }
}
