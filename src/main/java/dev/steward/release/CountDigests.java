package dev.steward.release;

import java.time.Clock;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.CardPosted;
import dev.steward.delivery.Cards;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;

/**
 * Brings the reports of a digest's releases up to date once it stands. Later, by a timer: whoever posted the digest has its message
 * locked, and whoever retracts one of its releases wants that after the report.
 */
@Component
class CountDigests implements TimerHandler {
    static final TimerType POSTED = new TimerType("release.digest-posted");
    private static final int MOST = 1_000;

    private final Digests digests;
    private final Cards cards;
    private final Timers timers;
    private final Clock clock;

    CountDigests(Digests digests, Cards cards, Timers timers, Clock clock) {
        this.digests = digests;
        this.cards = cards;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void posted(CardPosted card) {
        if (card.kind().equals(DigestCards.NAME)) {
            timers.set(POSTED.of(card.workspace(), card.thing()), clock.instant());
        }
    }

    @Override
    public TimerType type() {
        return POSTED;
    }

    @Override
    public void handle(DueTimer timer) {
        digests.releases(timer.workspace(), timer.subject(), 0, MOST).stream().sorted()
                .forEach(release -> cards.changed(timer.workspace(), Reports.NAME, release));
    }
}
