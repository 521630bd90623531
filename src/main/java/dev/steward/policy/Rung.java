package dev.steward.policy;

import java.util.List;

import dev.steward.schedule.WorkingAmount;

/**
 * One step of an escalation ladder.
 *
 * @param after   counted from when the stage opened, or from the block where a ruling is waited for
 * @param to      who is told
 * @param decides whether they may answer in place of those who are silent
 */
public record Rung(WorkingAmount after, List<Approver> to, boolean decides) {
    public Rung {
        to = List.copyOf(to);
    }
}
