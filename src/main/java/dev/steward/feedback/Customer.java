package dev.steward.feedback;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/** Whose words it is. {@code name} is as somebody typed it first (escape before showing). */
record Customer(CustomerId id, String name) {
    /** What fits into a Slack choice's value with room for a mark. */
    static final int LONGEST_NAME = 120;

    /** Which customer. */
    record CustomerId(UUID value) {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** The name without stray spaces. */
    static String tidy(String typed) {
        return Plain.text(typed).replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    /** Two names with the same key are one customer: case, width and spacing do not tell customers apart, accents do. */
    static String key(String name) {
        return Normalizer.normalize(tidy(name), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
