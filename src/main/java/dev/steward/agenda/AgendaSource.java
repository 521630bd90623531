package dev.steward.agenda;

import java.util.List;

/**
 * A feature's answer to: what should this review talk about? Every bean of this kind can be asked; which review asks which is the
 * review's to say.
 */
public interface AgendaSource {
    /** What it is called in the database, so it never changes: {@code approval.open}. Unique among all sources. */
    String name();

    /** The heading that people see above its entries, as plain text: {@code Open requests}. */
    String title();

    /**
     * At most {@link AgendaQuery#most}, the most pressing first; empty where there is nothing to talk about. Reads the state as it is and
     * changes nothing; called in a transaction, so it asks the database only, a fixed number of times, and never Slack. Only what everybody
     * who reads the channel may know.
     */
    List<AgendaEntry> entries(AgendaQuery query);

    /**
     * Whether it tells of what happened, and not of how things stand. What happened stays on the agenda until somebody dealt with it, also
     * when the source has newer things to tell; what stood is gone from the agenda as soon as it is gone from the source.
     */
    default boolean tellsNews() {
        return false;
    }
}
