package dev.steward.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a policy came to its answer.
 *
 * @param decided the first rule that matched; empty when none did, or when one needs what is not known
 * @param tried   each rule in the policy's order up to the one that ended the search
 */
public record Evaluation(Optional<Rule> decided, List<Tried> tried) {
    public Evaluation {
        tried = List.copyOf(tried);
    }

    /** Whether a rule takes a request. */
    public enum Result {
        /** It does, and decides. */
        MATCHED,
        /** It does not, whatever the parts are that are not known. */
        DIFFERS,
        /** It may or may not: a part it looks at is not known. Nothing is decided then, since a later rule must not come first. */
        UNKNOWN
    }

    /**
     * One rule.
     *
     * @param because a sentence for its gates and for each of its conditions, such as "the cost is 12,000, the rule is for up to 10,000";
     *                without capital and full stop, as plain text (escape before showing)
     * @param unknown the parts it looks at that are not known; empty unless the result is {@link Result#UNKNOWN}
     */
    public record Tried(Rule rule, Result result, List<String> because, Set<Dimension> unknown) {
        public Tried {
            because = List.copyOf(because);
            unknown = Set.copyOf(unknown);
        }
    }

    /** What has to be told before anything can be decided; empty when something is decided, or no rule matches. */
    public Set<Dimension> unknown() {
        return tried.isEmpty() ? Set.of() : tried.getLast().unknown();
    }
}
