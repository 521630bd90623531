package dev.steward.schedule;

import java.time.Instant;
import java.util.Optional;

/** What the passing of time sets off. Steward's own sweep sees to it; whoever moves the clock does so in between. */
public interface Due {
    /** When the next timer or ritual is due; in the past when something is overdue. Empty when nothing is planned. */
    Optional<Instant> next();

    /** As {@link #next()}, without Steward's own upkeep: the next thing that somebody planned. */
    Optional<Instant> nextOfAnyWorkspace();

    /**
     * Handles everything due up to and including this instant, in the order of time, also what that sets anew in between, and returns
     * when all of it is done. To let time pass as it would have, go step by step: move the clock to {@link #next()} and fire, as long
     * as that is not after where it shall stand. Not for a transaction's inside.
     *
     * @throws IllegalArgumentException when the clock has not reached it
     */
    void fire(Instant upTo);
}
