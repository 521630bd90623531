package dev.steward.sandbox;

import java.util.List;
import java.util.OptionalLong;

import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.RateLimits.Tier;

/**
 * One method of the Web API.
 *
 * @param scopes any one of them is needed; none when empty
 */
record ApiMethod(String name, Tier tier, List<String> scopes, Answers answers) {

    static ApiMethod of(String name, Tier tier, String scope, Answers answers) {
        return new ApiMethod(name, tier, scope.isEmpty() ? List.of() : List.of(scope), answers);
    }

    /** What a method does. Runs in a transaction; {@code ok} is added to its answer. */
    @FunctionalInterface
    interface Answers {
        ObjectNode answer(ApiCall call);
    }

    /** The methods of one part of the Web API. */
    interface Family {
        List<ApiMethod> methods();
    }

    /** Too many calls. */
    @SuppressWarnings("serial")
    static final class TooMany extends RuntimeException {
        private final long retryAfter;

        private TooMany(long retryAfter) {
            super("ratelimited", null, false, false);
            this.retryAfter = retryAfter;
        }

        static void unless(OptionalLong wait) {
            if (wait.isPresent()) {
                throw new TooMany(wait.getAsLong());
            }
        }

        long retryAfter() {
            return retryAfter;
        }
    }
}
