package dev.steward.release;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Mrkdwn;

/**
 * A paragraph, an item of a list, a piece of code: what is cut last of all.
 *
 * @param first what its first line begins with, as mrkdwn
 * @param rest  what its other lines begin with
 * @param runs  its words; code has one
 */
record ProseBlock(Kind kind, boolean quoted, String first, String rest, List<Run> runs) {
    private static final String FENCE = "```";
    /** What one character may become at most. */
    private static final int GROWTH = 6;

    enum Kind {
        PARAGRAPH, HEADING, ITEM, ROW, CODE
    }

    /**
     * Words that look the same.
     *
     * @param style some of the marks below
     * @param url   where they lead
     */
    record Run(String text, int style, @Nullable String url) {
        static final int BOLD = 1;
        static final int ITALIC = 2;
        static final int STRIKE = 4;
        static final int CODE = 8;

        boolean like(int style, @Nullable String url) {
            return this.style == style && (url == null ? this.url == null : url.equals(this.url));
        }
    }

    String text() {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }

    /** All of them in at most {@code max} characters. */
    static String mrkdwn(List<ProseBlock> blocks, int max) {
        String whole = joined(blocks);
        if (whole.length() <= max) {
            return whole;
        }
        int room = max - 1 - Mrkdwn.MORE.length();
        var kept = new ArrayList<ProseBlock>();
        String shown = "";
        for (ProseBlock block : blocks) {
            kept.add(block);
            String more = joined(kept);
            if (more.length() > room) {
                kept.removeLast();
                boolean said = kept.stream().anyMatch(one -> one.kind() != Kind.HEADING);
                String between = kept.isEmpty() ? "" : block.between(kept.getLast());
                String part = block.beginning(room - shown.length() - between.length(), !said);
                if (part.isEmpty() && said) {
                    while (kept.getLast().kind() == Kind.HEADING) {
                        kept.removeLast();
                    }
                    shown = joined(kept);
                }
                shown = part.isEmpty() ? shown : shown + between + part;
                break;
            }
            shown = more;
        }
        if (shown.isEmpty()) {
            return Mrkdwn.MORE.length() <= max ? Mrkdwn.MORE : "";
        }
        return shown + (shown.endsWith(FENCE) ? "\n" : " ") + Mrkdwn.MORE;
    }

    private static String joined(List<ProseBlock> blocks) {
        var all = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            all.append(i == 0 ? "" : blocks.get(i).between(blocks.get(i - 1))).append(blocks.get(i).whole());
        }
        return all.toString();
    }

    /** What stands between the block before it and this one: an empty line where Slack would run them together. */
    private String between(ProseBlock before) {
        boolean close = kind == Kind.ITEM || kind == Kind.ROW || kind == Kind.CODE || before.kind == Kind.HEADING
                || before.kind == Kind.CODE || quoted && before.quoted;
        return close ? "\n" : "\n\n";
    }

    private String whole() {
        return beginning(text().length());
    }

    /** What fits of it, up to the end of a sentence; or of a word, where nothing else is said. */
    private String beginning(int room, boolean words) {
        if (room <= 0) {
            return "";
        }
        if (kind == Kind.CODE) {
            return lines(room);
        }
        String part = beginning(room, BreakIterator.getSentenceInstance(Locale.ROOT));
        if (part.isEmpty() && words) {
            part = beginning(room, BreakIterator.getWordInstance(Locale.ROOT));
        }
        return part.isEmpty() && words ? beginning(room, BreakIterator.getCharacterInstance(Locale.ROOT)) : part;
    }

    private String lines(int room) {
        String code = text();
        for (int end = code.length(); end > 0; end = code.lastIndexOf('\n', end - 1)) {
            String part = beginning(end);
            if (part.length() <= room) {
                return part;
            }
        }
        return "";
    }

    private String beginning(int room, BreakIterator boundaries) {
        String text = text();
        int until = Math.min(room, text.length());
        while (until > 0) {
            until = beforeLink(Prose.before(boundaries, text, until));
            String part = until <= 0 ? "" : beginning(until);
            if (part.length() <= room) {
                return part;
            }
            until -= Math.max(1, (part.length() - room) / GROWTH);
        }
        return "";
    }

    /** A link is never cut: its words say where it leads. */
    private int beforeLink(int until) {
        int from = 0;
        for (Run run : runs) {
            int to = from + run.text().length();
            if (until <= to) {
                return run.url() != null && until < to ? from : until;
            }
            from = to;
        }
        return until;
    }

    /** So many characters of its text, as mrkdwn in which every mark is closed. */
    private String beginning(int until) {
        if (kind == Kind.CODE) {
            return FENCE + "\n" + code(text().substring(0, until).stripTrailing()).replace(FENCE, "'''") + "\n" + FENCE;
        }
        var line = new MrkdwnLines(first, rest);
        int from = 0;
        for (Run run : runs) {
            int length = Math.min(run.text().length(), until - from);
            if (length > 0) {
                line.add(length == run.text().length()
                        ? run
                        : new Run(run.text().substring(0, length), run.style(),
                                run.url()));
            }
            from += run.text().length();
        }
        return line.text();
    }

    /** Nothing between backticks is formatted; what everybody would hear is kept from being heard. */
    static String code(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replaceAll("(?i)@(?=channel|here|everyone)", "@\u2060");
    }
}
