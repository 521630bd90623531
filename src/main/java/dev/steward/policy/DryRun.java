package dev.steward.policy;

import java.util.Comparator;
import java.util.List;

import dev.steward.policy.Evaluation.Result;
import dev.steward.policy.PastRequests.Past;

/** Which rule decided past requests, and which would now. */
final class DryRun {
    private DryRun() {}

    /** @param now which rule would decide, or why none would, as plain text (escape before showing) */
    record Compared(Past past, boolean differs, String now) {}

    /** Those first that would be decided otherwise; else in their order. */
    static List<Compared> of(List<Past> requests, Policy policy) {
        return requests.stream().map(past -> compare(past, policy))
                .sorted(Comparator.comparing(Compared::differs).reversed()).toList();
    }

    private static Compared compare(Past past, Policy policy) {
        if (policy.gate(past.gate()).isEmpty()) {
            return new Compared(past, true, "there is no gate “" + past.gate() + "”");
        }
        Evaluation evaluation = policy.evaluate(past.gate(), past.scope());
        if (evaluation.decided().isPresent()) {
            String name = evaluation.decided().get().name();
            return new Compared(past, !name.equalsIgnoreCase(past.ruleName()), "“" + name + "”");
        }
        boolean unknown = !evaluation.tried().isEmpty() && evaluation.tried().getLast().result() == Result.UNKNOWN;
        return new Compared(past, true, unknown
                ? "“" + evaluation.tried().getLast().rule().name() + "” would ask for the "
                        + Trial.either(evaluation.unknown().stream().sorted().toList(), Dimension::word)
                : "no rule");
    }
}
