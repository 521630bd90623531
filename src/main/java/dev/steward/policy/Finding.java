package dev.steward.policy;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a policy's text, or worth a second look.
 *
 * @param line       counted from 1
 * @param column     counted from 1, in characters as a reader counts them
 * @param reason     a sentence
 * @param suggestion a sentence that says what to do; null where the reason says it
 */
record Finding(int line, int column, String reason, @Nullable String suggestion) {

    /** Reason and suggestion, as plain text. */
    String sentence() {
        return suggestion == null ? reason : reason + " " + suggestion;
    }

    @Override
    public String toString() {
        return "Line " + line + ", column " + column + ": " + sentence();
    }
}
