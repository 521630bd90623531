package dev.steward.initiative;

import java.text.Normalizer;
import java.util.Locale;

/** What of a text counts when names are compared, and when something is looked for. */
final class Spelling {
    private Spelling() {}

    /** Without stray spaces and line ends. */
    static String tidy(String typed) {
        return typed.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    /** Two names with the same key are one name: case, width and spacing tell none apart, accents do. */
    static String key(String name) {
        return Normalizer.normalize(tidy(name), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Case, width, spacing and accents folded away. */
    static String fold(String text) {
        String decomposed = Normalizer.normalize(tidy(text), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c < '\u0300' || c > '\u036f') {
                folded.append(c);
            }
        }
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** A text to stand within an SQL {@code like} pattern. */
    static String literally(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
