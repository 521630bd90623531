package dev.steward.boot;

import org.jspecify.annotations.Nullable;

/** Steward will not start, for a reason somebody can act on: one sentence, shown without a stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        this(sentence, null);
    }

    Refusal(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
