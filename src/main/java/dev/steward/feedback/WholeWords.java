package dev.steward.feedback;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.steward.slack.Mrkdwn;

/** Words too long for one block, kept whole over several. */
final class WholeWords {
    /** What a section's text holds. */
    private static final int SECTION = 3_000;

    private WholeWords() {}

    /** The words in pieces that fit a section once escaped; joined again they are the words. */
    static List<String> pieces(String words) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < words.length()) {
            int size = SECTION;
            String piece = piece(words, from, size);
            while (Mrkdwn.escape(piece).length() > SECTION) {
                size = size * 2 / 3;
                piece = piece(words, from, size);
            }
            pieces.add(piece);
            from += piece.length();
        }
        return pieces;
    }

    /** At most {@code size} characters, up to the end of a line, word or at least character. */
    private static String piece(String words, int from, int size) {
        if (words.length() - from <= size) {
            return words.substring(from);
        }
        String window = words.substring(from, from + size);
        int end = window.lastIndexOf('\n') + 1;
        if (end < size / 2) {
            end = Math.max(end, window.lastIndexOf(' ') + 1);
        }
        if (end < size / 2) {
            BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
            String more = words.substring(from, Math.min(words.length(), from + size + 1));
            clusters.setText(more);
            int cluster = clusters.isBoundary(size) ? size : clusters.preceding(size);
            end = Math.max(end, cluster);
        }
        if (end == 0) {
            end = Character.isHighSurrogate(window.charAt(size - 1)) ? size - 1 : size;
        }
        return window.substring(0, end);
    }
}
