package dev.steward.policy;

import java.util.List;

import dev.steward.schedule.WorkingAmount;

/**
 * What happens when an approver blocks.
 *
 * @param to     who rules
 * @param within how long they have
 * @param ladder who is told when they do not; ascending
 */
public record Disagreement(List<Approver> to, WorkingAmount within, List<Rung> ladder) {
    public Disagreement {
        to = List.copyOf(to);
        ladder = List.copyOf(ladder);
    }
}
