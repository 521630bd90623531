package dev.steward.slack;

import java.text.BreakIterator;
import java.util.Locale;

/** Puts what people typed into Slack texts so that it shows as typed: it cannot mention, link or format anything. */
public final class Mrkdwn {
    /** Said where a text was cut. */
    public static final String MORE = "… more";

    /** Invisible and without width: keeps Slack from seeing a mark, a mention or a link in what stands around it. */
    private static final char JOINER = '\u2060';

    private Mrkdwn() {}

    /** The text as mrkdwn that shows it as it was typed. */
    public static String escape(String typed) {
        return escapeShowable(showable(typed));
    }

    private static String escapeShowable(String typed) {
        var shown = new StringBuilder(typed.length() + 16);
        int length = typed.length();
        boolean lineStart = true;
        for (int i = 0; i < length; i++) {
            char c = typed.charAt(i);
            int before = i == 0 ? '\n' : typed.codePointBefore(i);
            int after = i + 1 == length ? '\n' : typed.codePointAt(i + 1);
            switch (c) {
                case '&' -> shown.append("&amp;");
                case '<' -> shown.append("&lt;");
                case '>' -> {
                    if (lineStart) {
                        shown.append(JOINER);
                    }
                    shown.append("&gt;");
                }
                case '*', '_', '~' -> {
                    if (isWord(before) && isWord(after)) {
                        shown.append(c);
                    } else {
                        fence(shown, c);
                    }
                }
                case '`' -> fence(shown, c);
                case '@', '#' -> shown.append(c).append(JOINER);
                case '.', ':' -> {
                    shown.append(c);
                    if (c == ':' ? after == '/' : isWord(before) && Character.isLetter(after)) {
                        shown.append(JOINER);
                    }
                }
                default -> shown.append(c);
            }
            lineStart = endsLine(c) || lineStart && Character.isWhitespace(c);
        }
        return shown.toString();
    }

    private static boolean isWord(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint) || type == Character.OTHER_NUMBER
                || type == Character.LETTER_NUMBER;
    }

    /** Also where Unicode ends a line without a line feed. */
    private static boolean endsLine(char c) {
        return c == '\n' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** Words to stand between backticks, where nothing formats and only {@code & < >} and the backtick itself need care. */
    static String code(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('`', '\'');
    }

    /** As much of the text as fits into {@code max} characters once escaped, and the word that there is more. */
    public static String escape(String typed, int max) {
        String whole = escape(typed);
        if (whole.length() <= max) {
            return whole;
        }
        int low = 0;
        int high = Math.min(typed.length(), max);
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (escape(typed.substring(0, clusterEnd(typed, middle))).length() + MORE.length() <= max) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return escape(typed.substring(0, clusterEnd(typed, low)).stripTrailing()) + MORE;
    }

    /**
     * The text itself if it has at most {@code max} characters (as Java and JavaScript count), else its beginning and the word
     * that there is more. Never cuts through what a reader sees as one character. Cut before escaping, not after.
     */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        if (max <= MORE.length()) {
            return text.substring(0, clusterEnd(text, max));
        }
        return text.substring(0, clusterEnd(text, max - MORE.length())).stripTrailing() + MORE;
    }

    /** As much of the text as fits into {@code max} characters, ending where a reader sees a character end. */
    static String beginning(String text, int max) {
        return text.length() <= max ? text : text.substring(0, clusterEnd(text, max));
    }

    /** The last end of a grapheme cluster at or before {@code limit}; of a code point, where one cluster is all there is. */
    private static int clusterEnd(String text, int limit) {
        if (limit >= text.length()) {
            return text.length();
        }
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(text);
        int end = clusters.isBoundary(limit) ? limit : clusters.preceding(limit);
        if (end > 0) {
            return end;
        }
        return limit > 0 && Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }

    /** The text as plain text, which Slack does not take where nothing is left of it. */
    static String plain(String typed) {
        String shown = showable(typed);
        return shown.isBlank() && !typed.isEmpty() ? "…" : shown;
    }

    /** Line ends as Slack has them, and none of what cannot be shown. */
    private static String showable(String typed) {
        int first = 0;
        while (first < typed.length() && !unshowable(typed.charAt(first))) {
            first++;
        }
        if (first == typed.length()) {
            return typed;
        }
        var clean = new StringBuilder(typed.length()).append(typed, 0, first);
        for (int i = first; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '\r') {
                clean.append(i + 1 < typed.length() && typed.charAt(i + 1) == '\n' ? "" : "\n");
            } else if (!unshowable(c)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static void fence(StringBuilder shown, char mark) {
        if (shown.isEmpty() || shown.charAt(shown.length() - 1) != JOINER) {
            shown.append(JOINER);
        }
        shown.append(mark).append(JOINER);
    }

    /** Control characters, and those that turn the reading direction of all that follows. */
    private static boolean unshowable(char c) {
        return c < ' ' && c != '\n' && c != '\t' || c == '\u007f' || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069';
    }
}
