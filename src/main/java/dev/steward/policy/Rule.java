package dev.steward.policy;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who must agree to what.
 *
 * @param name  unique in its policy, at most 75 characters (escape before showing)
 * @param gates the gates it is for, by name; empty for every gate
 */
public record Rule(String name, Set<String> gates, Conditions when, Outcome outcome) {
    public Rule {
        gates = Conditions.ordered(gates);
    }

    /** Whether it is for this gate. */
    public boolean isFor(String gate) {
        return gates.isEmpty() || gates.contains(gate);
    }

    /** What a rule decides. */
    public sealed interface Outcome {

        /**
         * Nobody needs to be asked.
         *
         * @param because why, in the policy's own words; null where it does not say
         */
        record Autonomous(@Nullable String because) implements Outcome {}

        /**
         * People are asked.
         *
         * @param together whether all stages open at once, or one after the other
         * @param stages   at least one
         */
        record Stages(boolean together, List<Stage> stages, Disagreement disagreement) implements Outcome {
            public Stages {
                stages = List.copyOf(stages);
                if (stages.isEmpty()) {
                    throw new IllegalArgumentException("Somebody has to be asked");
                }
            }
        }
    }
}
