package dev.steward.cadence;

import java.util.List;
import java.util.Optional;

/**
 * What else a session's card shows beneath its agenda: beans of this package, in their order. Called whenever the card is drawn, so it
 * reads and changes nothing. Of a session that is ahead or runs, what is left of earlier ones and what was noted in this one; of one
 * that is closed, what was noted in it, which is in its summary as well.
 */
@FunctionalInterface
interface SessionLines {
    /** Empty where there is nothing to show. */
    Optional<Part> of(Cadence cadence, Session session);

    /**
     * One part of the card.
     *
     * @param heading plain words, such as {@code Actions}
     * @param lines   mrkdwn with user text escaped, one line each and at most 300 characters, the most pressing first: the card shows as
     *                many as it has room for, and says how many more there are
     */
    record Part(String heading, List<String> lines) {
        public Part {
            lines = List.copyOf(lines);
        }
    }
}
