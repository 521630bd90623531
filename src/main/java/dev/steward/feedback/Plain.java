package dev.steward.feedback;

/** What no database or screen can take is taken out of typed text; all else stays as it is. */
final class Plain {
    private Plain() {}

    /** The text without NULs; halves of a character become U+FFFD; line ends are {@code \n}. */
    static String text(String typed) {
        StringBuilder mended = null;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < typed.length()
                    && Character.isLowSurrogate(typed.charAt(i + 1));
            if (mended == null && (pair || !(c == 0 || c == '\r' || Character.isSurrogate(c)))) {
                i += pair ? 1 : 0;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(typed.length()).append(typed, 0, i);
            }
            if (pair) {
                mended.append(c).append(typed.charAt(++i));
            } else if (c == '\r') {
                if (i + 1 == typed.length() || typed.charAt(i + 1) != '\n') {
                    mended.append('\n');
                }
            } else if (c != 0) {
                mended.append(Character.isSurrogate(c) ? '\ufffd' : c);
            }
        }
        return mended == null ? typed : mended.toString();
    }
}
