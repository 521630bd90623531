package dev.steward.feedback;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The words by which a text is found, in any script. Case, width and accents are folded away. Where a script puts no spaces
 * between words (Chinese, Japanese, Thai, ...), every two neighbouring characters make a term, so that any part of a sentence
 * finds it. Made here rather than in the database, because what PostgreSQL takes for a letter depends on how it was set up.
 */
final class SearchTerms {
    /** No text has more of them in the index; a novel is found by its first chapters. */
    static final int MOST = 2_000;
    private static final int LONGEST = 40;
    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
            UnicodeScript.MYANMAR, UnicodeScript.TIBETAN);

    private SearchTerms() {}

    /** In the order of the text, each once. */
    static SequencedSet<String> of(String text) {
        var terms = new LinkedHashSet<String>();
        String folded = fold(text);
        var word = new StringBuilder();
        boolean spaced = true;
        for (int i = 0; i < folded.length() && terms.size() < MOST;) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (!Character.isLetterOrDigit(c) && Character.getType(c) != Character.NON_SPACING_MARK
                    && Character.getType(c) != Character.COMBINING_SPACING_MARK) {
                add(terms, word, spaced);
                continue;
            }
            boolean cSpaced = isSpaced(c, spaced);
            if (cSpaced != spaced) {
                add(terms, word, spaced);
                spaced = cSpaced;
            }
            word.appendCodePoint(c);
        }
        add(terms, word, spaced);
        return terms;
    }

    /** Compatibility forms, case and the accents of alphabets are folded away; marks that make other letters stay. */
    static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c < '\u0300' || c > '\u036f') {
                folded.append(switch (c) {
                    case 'ß' -> "ss";
                    case 'ø' -> "o";
                    case 'ł' -> "l";
                    case 'đ' -> "d";
                    case 'ı' -> "i";
                    case 'æ' -> "ae";
                    case 'œ' -> "oe";
                    default -> String.valueOf(c);
                });
            }
        }
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Marks and the like belong to the run they stand in. */
    private static boolean isSpaced(int c, boolean run) {
        UnicodeScript script = UnicodeScript.of(c);
        if (script == UnicodeScript.INHERITED) {
            return run;
        }
        if (script == UnicodeScript.COMMON) {
            return run || Character.isDigit(c);
        }
        return !WITHOUT_SPACES.contains(script);
    }

    private static void add(Set<String> terms, StringBuilder word, boolean spaced) {
        if (word.isEmpty()) {
            return;
        }
        if (spaced) {
            terms.add(head(word));
        } else {
            int[] characters = word.codePoints().toArray();
            if (characters.length == 1) {
                terms.add(word.toString());
            }
            for (int i = 0; i + 1 < characters.length && terms.size() < MOST; i++) {
                terms.add(new String(characters, i, 2));
            }
        }
        word.setLength(0);
    }

    private static String head(StringBuilder word) {
        if (word.length() <= LONGEST) {
            return word.toString();
        }
        return word.substring(0, Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
