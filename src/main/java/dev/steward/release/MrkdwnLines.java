package dev.steward.release;

import dev.steward.release.ProseBlock.Run;
import dev.steward.slack.Mrkdwn;

/** Writes runs as lines of mrkdwn. Each run opens and closes its own marks within its line: Slack knows no others. */
final class MrkdwnLines {
    /** Invisible; Slack takes a mark next to it for one that stands alone, also within a word. */
    private static final char APART = '\u200b';
    private static final String MAY_STAND_BEFORE_A_MARK = "([{\"'“‘«—–-/";
    private static final String MAY_STAND_AFTER_A_MARK = ")]}\"'”’»—–-/.,;:!?…";

    private final String rest;
    private final StringBuilder text;
    /** Where the words of this line begin. */
    private int lineStart;
    private boolean marked;
    private int breaks;

    MrkdwnLines(String first, String rest) {
        this.rest = rest;
        text = new StringBuilder(first);
        lineStart = text.length();
    }

    void add(Run run) {
        String[] lines = run.url() == null ? run.text().split("\n", -1) : new String[]{run.text().replace('\n', ' ')};
        for (int i = 0; i < lines.length; i++) {
            breaks += i > 0 ? 1 : 0;
            if (!lines[i].isBlank()) {
                begin();
                add(lines[i], run);
            } else if (breaks == 0) {
                plain(lines[i]);
            }
        }
    }

    /** Lines begin when there is something in them. */
    private void begin() {
        for (; breaks > 0; breaks--) {
            text.append('\n').append(rest);
            lineStart = text.length();
            marked = false;
        }
    }

    private void add(String words, Run run) {
        String core = words.strip();
        if (core.isEmpty() || run.style() == 0 && run.url() == null) {
            plain(words);
            return;
        }
        int lead = words.indexOf(core.charAt(0));
        plain(words.substring(0, lead));
        String body = run.url() == null ? words(core, run.style()) : link(run.url(), core);
        String marks = marks(run.url() == null ? run.style() : run.style() & ~Run.CODE);
        if (!marks.isEmpty() && text.length() > lineStart && !marked && !standsAlone()
                || marked && !body.isEmpty() && text.length() > lineStart) {
            text.append(APART);
        }
        text.append(marks).append(body).append(new StringBuilder(marks).reverse());
        marked = !marks.isEmpty();
        plain(words.substring(lead + core.length()));
    }

    private void plain(String words) {
        if (words.isEmpty()) {
            return;
        }
        String shown = Mrkdwn.escape(words);
        if (marked && !Character.isWhitespace(shown.charAt(0))
                && MAY_STAND_AFTER_A_MARK.indexOf(shown.charAt(0)) < 0) {
            text.append(APART);
        }
        text.append(shown);
        marked = false;
    }

    private boolean standsAlone() {
        char last = text.charAt(text.length() - 1);
        return Character.isWhitespace(last) || last == APART || MAY_STAND_BEFORE_A_MARK.indexOf(last) >= 0;
    }

    private static String marks(int style) {
        return ((style & Run.BOLD) != 0 ? "*" : "") + ((style & Run.ITALIC) != 0 ? "_" : "")
                + ((style & Run.STRIKE) != 0 ? "~" : "") + ((style & Run.CODE) != 0 ? "`" : "");
    }

    private static String words(String core, int style) {
        return (style & Run.CODE) == 0 ? Mrkdwn.escape(core) : ProseBlock.code(core.replace('`', '\''));
    }

    private static String link(String url, String label) {
        String address = url.replace("&", "&amp;");
        return label.equals(url) || ("mailto:" + label).equals(url)
                ? "<" + address + ">"
                : "<" + address + "|" + Mrkdwn.escape(label) + ">";
    }

    String text() {
        return text.toString().stripTrailing();
    }
}
