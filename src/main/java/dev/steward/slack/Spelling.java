package dev.steward.slack;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a text counts when names are compared, and when something is looked for. */
public final class Spelling {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final int LONGEST = 60;
    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private Spelling() {}

    /** Without stray spaces and line ends. */
    public static String tidy(String typed) {
        return typed.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    /** Two names with the same key are one name: case, width and spacing tell none apart, accents do. */
    public static String key(String name) {
        return Normalizer.normalize(tidy(name), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Case, width, spacing and accents folded away. */
    public static String fold(String text) {
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

    /** What a text can be found by: its words, folded; in scripts without spaces, each two characters that stand together. */
    public static List<String> terms(String text) {
        var terms = new LinkedHashSet<String>();
        var word = WORD.matcher(fold(text));
        while (word.find()) {
            int[] characters = word.group().codePoints().toArray();
            boolean spaced = word.group().codePoints().mapToObj(UnicodeScript::of).noneMatch(WITHOUT_SPACES::contains);
            if (spaced || characters.length < 3) {
                terms.add(new String(characters, 0, Math.min(LONGEST, characters.length)));
            } else {
                for (int i = 0; i + 1 < characters.length; i++) {
                    terms.add(new String(characters, i, 2));
                }
            }
        }
        return List.copyOf(terms);
    }

    /** A tsquery for what has all these terms, the last of which may be only begun. */
    public static String query(List<String> terms) {
        return terms.stream().map(term -> "'" + term + "'").collect(Collectors.joining(" & ")) + ":*";
    }

    /** A text to stand within an SQL {@code like} pattern. */
    public static String literally(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
