package dev.steward.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.steward.schedule.WorkingAmount;

/**
 * One group of people who are asked together.
 *
 * @param name    unique in its rule, at most 75 characters (escape before showing)
 * @param within  how long they have, on the calendar of each who is asked
 * @param remind  when those who are silent are reminded, counted from when the stage opened; ascending
 * @param ladder  ascending
 * @param silence what it means that they did not answer within the time
 * @param about   what they agreed to: a change of one of these asks them again
 */
public record Stage(String name, List<Approver> ask, Need need, WorkingAmount within, List<WorkingAmount> remind,
        List<Rung> ladder, Silence silence, Set<Dimension> about) {
    /** What a stage is about unless it says otherwise: everything. */
    public static final Set<Dimension> EVERYTHING = Collections.unmodifiableSet(EnumSet.allOf(Dimension.class));

    public Stage {
        ask = List.copyOf(ask);
        remind = List.copyOf(remind);
        ladder = List.copyOf(ladder);
        about = about.isEmpty() ? EVERYTHING : Collections.unmodifiableSet(EnumSet.copyOf(about));
    }
}
