package dev.steward.slack;

/** Text as it came in, made fit to be kept: PostgreSQL takes neither NUL nor half of a surrogate pair. */
final class Typed {
    private static final char UNKNOWN = '\ufffd';

    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return cleanFrom(text, i);
            }
        }
        return text;
    }

    private static String cleanFrom(String text, int first) {
        var clean = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (c != 0) {
                clean.append(Character.isSurrogate(c) ? UNKNOWN : c);
            }
        }
        return clean.toString();
    }

    private Typed() {}
}
