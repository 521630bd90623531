package dev.steward.cadence;

import java.util.Optional;
import java.util.function.Function;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.cadence.CadenceLookup.Found;
import dev.steward.delivery.Cards;
import dev.steward.slack.Actor;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.MessageRef;
import dev.steward.workspace.Members;

/**
 * Answers presses on a session's buttons and forms about it. What is refused is said where it was pressed, and the session's card is
 * brought up to date: a button that cannot be pressed may stand on one that missed something.
 */
@Component
class SessionPress {
    private final CadenceLookup lookup;
    private final SessionThread thread;
    private final Members members;
    private final Cards cards;
    private final TransactionTemplate transaction;

    SessionPress(CadenceLookup lookup, SessionThread thread, Members members, Cards cards,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.thread = thread;
        this.members = members;
        this.cards = cards;
        this.transaction = new TransactionTemplate(transactions);
    }

    Reply on(ActionRequest press, SessionId id, Function<Found, Reply> pressed) {
        Optional<Found> found = lookup.find(press.actor(), id);
        if (found.isEmpty()) {
            return Reply.says(press, ChangeSession.NONE);
        }
        try {
            return pressed.apply(found.get());
        } catch (Refused refused) {
            return refused(press, found.get(), refused);
        }
    }

    Optional<Found> find(Actor by, SessionId id) {
        return lookup.find(by, id);
    }

    /** Says why, and where what has changed since stands as it is now. */
    Reply refused(ActionRequest press, Found on, Refused refused) {
        refresh(on.session());
        return Reply.says(press, refused.sentence() + (refused instanceof Outdated ? whereItStands(press, on) : ""));
    }

    private void refresh(Session session) {
        transaction.executeWithoutResult(status -> cards.changed(session.facts().workspace(), SessionCards.NAME,
                session.facts().id().value()));
    }

    /** Nothing on the card itself, which changes before their eyes. */
    private String whereItStands(ActionRequest press, Found on) {
        MessageRef message = press.message();
        return thread.place(on.session().facts().workspace(), on.id())
                .filter(card -> card.link() != null && (message == null || !card.ts().equals(message.ts())))
                .map(card -> " " + AgendaText.linked(card.link(), "See its card") + ".").orElse("");
    }

    /** Beside a form's field, where nobody's name is shown for a mention. */
    String plain(Actor by, Refused refused) {
        return PlainWords.of(refused.sentence(), id -> members.find(by.workspace(), id));
    }
}
