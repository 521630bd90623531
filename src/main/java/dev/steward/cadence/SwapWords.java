package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;

import java.util.List;

import com.slack.api.model.block.element.ButtonElement;

import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/** How a session is called where somebody else is to facilitate it, and the button for it. */
final class SwapWords {
    /** Opens the form that fits whoever presses it. */
    static final Press<SessionSnapshot> SWAP = Press.of("cadence.swap", SessionSnapshot.CODEC);
    /** Takes the session that nobody facilitates. */
    static final Press<SessionSnapshot> TAKE = Press.of("cadence.take", SessionSnapshot.CODEC);

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
        return SWAP.button("Swap facilitator", SessionSnapshot.of(session));
    }

    private static ButtonElement take(Session session) {
        return TAKE.button("I'll facilitate it", SessionSnapshot.of(session));
    }

    /** A sentence for whoever facilitates, with the button. */
    static Message with(Session session, String mrkdwn) {
        return new Message(mrkdwn, List.of(TextBlocks.section("cadence.swap.says", mrkdwn),
                actions(row -> row.blockId("cadence.swap.buttons").elements(List.of(swap(session))))));
    }
}
