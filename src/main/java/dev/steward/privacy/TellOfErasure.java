package dev.steward.privacy;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.privacy.Erasures.Ask;
import dev.steward.slack.Message;
import dev.steward.workspace.UserId;

/** What is said of an erasure, in the transaction that changes it. */
@Component
class TellOfErasure {
    private final Erasures erasures;
    private final Cards cards;
    private final Notices notices;

    TellOfErasure(Erasures erasures, Cards cards, Notices notices) {
        this.erasures = erasures;
        this.cards = cards;
        this.notices = notices;
    }

    /** Whoever asked for it sees what would go. */
    void counted(Erasure erasure) {
        cards.showTo(erasure.workspace(), ErasureCards.NAME, Map.of(erasure.id(), erasure.askedBy()));
    }

    void asked(Erasure erasure, List<Ask> asks) {
        cards.showTo(erasure.workspace(), SecondCards.NAME,
                asks.stream().collect(Collectors.toMap(Ask::id, Ask::user)));
    }

    /** It stands otherwise than before. */
    void changed(Erasure erasure) {
        cards.changed(erasure.workspace(), ErasureCards.NAME, erasure.id());
        List<UUID> asks = erasures.asks(erasure).stream().map(Ask::id).toList();
        if (!asks.isEmpty()) {
            cards.changed(erasure.workspace(), SecondCards.NAME, asks);
        }
    }

    /**
     * Both who had to do with it hear.
     *
     * @param subject what it was about, of which nothing is kept any more
     */
    void done(Erasure erasure, @Nullable Subject subject) {
        if (erasure.agreed() == null) {
            return; // by a rule: nobody waits for it
        }
        Set<UserId> both = new LinkedHashSet<>(List.of(erasure.askedBy(), erasure.agreed().by()));
        boolean named = subject == null || subject.person() || !subject.names().all().isEmpty();
        String now = named
                ? "What was there is " + erasure.instead() + " from now on. The decision log says that there was an "
                        + "erasure, not of whom."
                : "The decision log says that there was an erasure, not of what.";
        both.forEach(person -> say(erasure, "done", person, "*" + erasure.reference() + "* is done. " + now));
    }

    /** Steward failed at it again and again. */
    void stuck(Erasure erasure, Instant now) {
        changed(erasure);
        Set<UserId> both = new LinkedHashSet<>(List.of(erasure.askedBy()));
        if (erasure.agreed() != null) {
            both.add(erasure.agreed().by());
        }
        both.forEach(person -> say(erasure, "stuck since " + now.getEpochSecond(), person,
                "*" + erasure.reference() + "* " + ErasureText.STUCK));
    }

    /** Whoever asked for it hears what became of it, or that it is their turn. */
    void tellAsker(Erasure erasure, String occasion, String mrkdwn) {
        say(erasure, occasion, erasure.askedBy(), mrkdwn);
    }

    private void say(Erasure erasure, String occasion, UserId person, String mrkdwn) {
        if (person.anonymous()) {
            return; // erased meanwhile
        }
        notices.say(erasure.workspace(), erasure.id(), occasion + " " + erasure.version(),
                new Recipient.Direct(person), Message.of(mrkdwn));
    }
}
