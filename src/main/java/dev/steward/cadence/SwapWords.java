package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.List;

import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.block.element.ButtonElement;

import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.TextBlocks;

/** How a session is called where somebody else is to facilitate it, and the button for it. */
final class SwapWords {
    /** Opens the form that fits whoever presses it. Its value is the session. */
    static final String SWAP = "cadence.swap";
    /** Takes the session at once. Its value is the session. */
    static final String TAKE = "cadence.take";

    private SwapWords() {}

    /** {@code *REV-2 Roadmap review*}, as wherever somebody is told of a session. */
    static String named(Cadence cadence) {
        return TellOfMeetings.bold(cadence);
    }

    /** With when it is. */
    static String which(Cadence cadence, Session session) {
        return named(cadence) + " (" + Phrases.time(session.startsAt()) + ")";
    }

    /** For the card of a session that is still to begin, and wherever somebody hears that they facilitate it. */
    static ButtonElement button(Session session) {
        return session.facilitator() == null ? take(session) : swap(session);
    }

    private static ButtonElement swap(Session session) {
        return BlockElements.button(b -> b.actionId(SWAP).value(session.facts().id().value().toString())
                .text(plainText("Swap facilitator")));
    }

    private static ButtonElement take(Session session) {
        return BlockElements.button(b -> b.actionId(TAKE).value(session.facts().id().value().toString())
                .text(plainText("I'll facilitate it")));
    }

    /** A sentence for whoever facilitates, with the button. */
    static Message with(Session session, String mrkdwn) {
        return new Message(mrkdwn, List.of(TextBlocks.section("cadence.swap.says", mrkdwn),
                actions(row -> row.blockId("cadence.swap.buttons").elements(List.of(swap(session))))));
    }
}
