package dev.steward.schedule;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

import dev.steward.workspace.WorkspaceId;

/**
 * Things that recur. Every method that changes something joins the caller's transaction, and fails at once with an
 * {@link IllegalStateException} where there is none. Occurrences that are due when a ritual is changed are settled by what held until then.
 */
public interface Rituals {
    /**
     * From now on this recurs so, whether it did before or not. Only occurrences after now take place. A paused one stays paused.
     */
    void plan(RitualKey ritual, Recurrence recurrence, AfterDowntime afterDowntime);

    /** Nothing takes place until {@link #resume}. Answers whether there is such a ritual. */
    boolean pause(RitualKey ritual);

    /** What lay in the pause did not take place and is not missed. Answers whether there is such a ritual. */
    boolean resume(RitualKey ritual);

    /** It is forgotten, with what is still owed. Answers whether there was such a ritual. */
    boolean end(RitualKey ritual);

    /** The next one does not take place. Answers which; empty when there is none. */
    Optional<Occurrence> skipNext(RitualKey ritual);

    /** The one planned for then does not take place. Answers whether there is such a ritual. */
    boolean skip(RitualKey ritual, LocalDateTime planned);

    /**
     * What was decided of the one planned for then does not count any more: it is held when its recurrence says, if that is yet to
     * come. Answers whether there is such a ritual.
     */
    boolean again(RitualKey ritual, LocalDateTime planned);

    /**
     * Holds one now, besides those of its rule, also when it is paused; none more where one is about to be held. Answers whether there is
     * such a ritual.
     */
    boolean runNow(RitualKey ritual);

    /** How it stands. */
    Optional<PlannedRitual> find(RitualKey ritual);

    /**
     * Those of a workspace, soonest first, those that rest last.
     *
     * @param from how many of them come before
     */
    List<PlannedRitual> all(WorkspaceId workspace, int from, int most);
}
