package dev.steward.sandbox;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Shows Slack's mrkdwn as Slack does. */
final class PageMrkdwn {

    private static final Pattern FENCE = Pattern.compile("```(.*?)```", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("<([^<>\\n]{1,4000})>");
    private static final Pattern BARE_LINK = Pattern.compile("https?://[^\\s<>|`\"]+[^\\s<>|`\".,;:!?'()*_~]");
    private static final String MARKS = "*_~`";

    private final PageNames names;
    private final ZoneId zone;

    PageMrkdwn(PageNames names, ZoneId zone) {
        this.names = names;
        this.zone = zone;
    }

    PageHtml render(String mrkdwn) {
        var parts = new ArrayList<PageHtml>();
        var fence = FENCE.matcher(mrkdwn);
        int from = 0;
        while (fence.find()) {
            if (!fence.group(1).isBlank()) {
                lines(mrkdwn.substring(from, fence.start()).replaceFirst("\\n$", ""), parts);
                parts.add(PageHtml.tag("pre", "mk-pre", controls(trimNewlines(fence.group(1)))));
                from = fence.end();
                if (from < mrkdwn.length() && mrkdwn.charAt(from) == '\n') {
                    from++;
                }
            }
        }
        lines(mrkdwn.substring(from), parts);
        return PageHtml.all(parts);
    }

    /** Quotes stand in lines of their own; everything else flows. */
    private void lines(String text, List<PageHtml> parts) {
        if (text.isEmpty()) {
            return;
        }
        var flow = new ArrayList<String>();
        var quote = new ArrayList<String>();
        var all = text.split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            int mark = quoteMark(all[i]);
            if (mark > 0 && isLongQuote(all[i])) {
                flush(flow, quote, parts);
                quote.add(all[i].substring(all[i].startsWith("&gt;") ? 12 : 3).stripLeading());
                quote.addAll(List.of(all).subList(i + 1, all.length));
                break;
            }
            if (mark > 0) {
                flushFlow(flow, parts);
                quote.add(all[i].substring(mark).stripLeading());
            } else {
                flushQuote(quote, parts);
                flow.add(all[i]);
            }
        }
        flush(flow, quote, parts);
    }

    private static int quoteMark(String line) {
        return line.startsWith("&gt;") ? 4 : line.startsWith(">") ? 1 : 0;
    }

    private static boolean isLongQuote(String line) {
        return line.startsWith("&gt;&gt;&gt;") || line.startsWith(">>>");
    }

    private void flush(List<String> flow, List<String> quote, List<PageHtml> parts) {
        flushFlow(flow, parts);
        flushQuote(quote, parts);
    }

    private void flushFlow(List<String> flow, List<PageHtml> parts) {
        if (!flow.isEmpty()) {
            parts.add(joined(flow));
            flow.clear();
        }
    }

    private void flushQuote(List<String> quote, List<PageHtml> parts) {
        if (!quote.isEmpty()) {
            parts.add(PageHtml.tag("blockquote", "mk-quote", joined(quote)));
            quote.clear();
        }
    }

    private PageHtml joined(List<String> lines) {
        var parts = new ArrayList<PageHtml>();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                parts.add(PageHtml.tag("br"));
            }
            new Line(lines.get(i)).render(parts);
        }
        return PageHtml.all(parts);
    }

    private static String trimNewlines(String text) {
        return text.replaceFirst("^\\n", "").replaceFirst("\\n$", "");
    }

    /** Text in which nothing is formatted but {@code <...>} still means something. */
    private PageHtml controls(String text) {
        var parts = new ArrayList<PageHtml>();
        var control = CONTROL.matcher(text);
        int from = 0;
        while (control.find()) {
            parts.add(PageHtml.text(unescape(text.substring(from, control.start()))));
            parts.add(control(control.group(1)));
            from = control.end();
        }
        parts.add(PageHtml.text(unescape(text.substring(from))));
        return PageHtml.all(parts);
    }

    private PageHtml plain(String text) {
        var parts = new ArrayList<PageHtml>();
        var link = BARE_LINK.matcher(text);
        int from = 0;
        while (link.find()) {
            parts.add(PageHtml.text(PageEmoji.inText(unescape(text.substring(from, link.start())))));
            parts.add(anchor(names, unescape(link.group()), unescape(link.group())));
            from = link.end();
        }
        parts.add(PageHtml.text(PageEmoji.inText(unescape(text.substring(from)))));
        return PageHtml.all(parts);
    }

    private PageHtml control(String inside) {
        int bar = inside.indexOf('|');
        var target = bar < 0 ? inside : inside.substring(0, bar);
        var label = bar < 0 ? "" : unescape(inside.substring(bar + 1));
        if (target.startsWith("@")) {
            return mention(names, target.substring(1));
        }
        if (target.startsWith("#")) {
            return channel(names, target.substring(1), label);
        }
        if (target.startsWith("!")) {
            return special(target.substring(1), label);
        }
        var address = unescape(target);
        if (PageHtml.link(address).isEmpty()) {
            return PageHtml.text("<" + unescape(inside) + ">");
        }
        return anchor(names, address, label.isEmpty() ? address.replaceFirst("^mailto:", "") : label);
    }

    private PageHtml special(String what, String label) {
        if (what.startsWith("subteam^")) {
            var handle = names.group(what.substring(8))
                    .orElse(label.isEmpty() ? "group" : label.replaceFirst("^@", ""));
            return PageHtml.tag("span", "mention", PageHtml.text("@" + handle));
        }
        if (what.startsWith("date^")) {
            return PageTimes.date(what.substring(5), label, zone, names);
        }
        if (what.equals("here") || what.equals("channel") || what.equals("everyone")) {
            return PageHtml.tag("span", "mention mention-all", PageHtml.text("@" + what));
        }
        return PageHtml.text(label.isEmpty() ? "<!" + what + ">" : label);
    }

    static PageHtml mention(PageNames names, String userId) {
        var name = names.user(userId).orElse(userId);
        var classes = names.isReader(userId) ? "mention mention-me" : "mention";
        return PageHtml.tag("span", classes, PageHtml.text("@" + name));
    }

    static PageHtml channel(PageNames names, String channelId, String label) {
        var name = names.channel(channelId);
        if (name.isEmpty()) {
            return PageHtml.tag("span", "mention", PageHtml.text(label.isEmpty() ? "🔒 private channel" : "#" + label));
        }
        return PageHtml.tag("a", "mention", PageHtml.text("#" + name.get()))
                .attribute("href", names.channelUrl(channelId));
    }

    static PageHtml anchor(PageNames names, String address, String label) {
        if (PageHtml.link(address).isEmpty()) {
            return PageHtml.text(label);
        }
        return PagePermalinks.lead(PageHtml.tag("a", "link", PageHtml.text(PageEmoji.inText(label))), address, names);
    }

    static String unescape(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** One line, read once from left to right; a mark that nothing closes is looked for only once. */
    private final class Line {
        private final String text;

        Line(String text) {
            this.text = text;
        }

        void render(List<PageHtml> parts) {
            render(0, text.length(), "", parts);
        }

        private void render(int from, int to, String open, List<PageHtml> parts) {
            var dead = new StringBuilder();
            int plainFrom = from;
            int i = from;
            while (i < to) {
                char c = text.charAt(i);
                int end = -1;
                PageHtml found = PageHtml.none();
                if (c == '<') {
                    var control = CONTROL.matcher(text).region(i, to);
                    if (control.lookingAt()) {
                        end = control.end();
                        found = control(control.group(1));
                    }
                } else if (isMark(c) && open.indexOf(c) < 0 && dead.indexOf(String.valueOf(c)) < 0
                        && opens(i, from, to)) {
                    int close = closing(c, i + 1, to);
                    if (close < 0) {
                        dead.append(c);
                    } else {
                        end = close + 1;
                        found = marked(c, i + 1, close, open);
                    }
                }
                if (end > 0) {
                    parts.add(plain(text.substring(plainFrom, i)));
                    parts.add(found);
                    plainFrom = end;
                    i = end;
                } else {
                    i++;
                }
            }
            parts.add(plain(text.substring(plainFrom, to)));
        }

        private PageHtml marked(char mark, int from, int to, String open) {
            if (mark == '`') {
                return PageHtml.tag("code", "mk-code", controls(text.substring(from, to)));
            }
            var inner = new ArrayList<PageHtml>();
            render(from, to, open + mark, inner);
            return PageHtml.tag(mark == '*' ? "strong" : mark == '_' ? "em" : "del").with(inner);
        }

        private boolean opens(int at, int from, int to) {
            boolean before = at == from || !isWord(text.charAt(at - 1)) || isEntityEnd(at);
            return before && at + 1 < to && !Character.isWhitespace(text.charAt(at + 1))
                    && text.charAt(at + 1) != text.charAt(at);
        }

        private boolean isEntityEnd(int at) {
            return at > 0 && text.charAt(at - 1) == ';';
        }

        /** Where the mark closes, skipping links and, unless it is one itself, code. */
        private int closing(char mark, int from, int to) {
            int i = from;
            while (i < to) {
                char c = text.charAt(i);
                if (c == '<' && mark != '`') {
                    var control = CONTROL.matcher(text).region(i, to);
                    if (control.lookingAt()) {
                        i = control.end();
                        continue;
                    }
                } else if (c == '`' && mark != '`') {
                    int end = text.indexOf('`', i + 1);
                    i = end > 0 && end < to ? end : i;
                } else if (c == mark && i > from && closes(mark, i, to)) {
                    return i;
                }
                i++;
            }
            return -1;
        }

        private boolean closes(char mark, int at, int to) {
            if (mark == '`') {
                return true;
            }
            boolean after = at + 1 >= to || !isWord(text.charAt(at + 1));
            return after && !Character.isWhitespace(text.charAt(at - 1));
        }

        /**
         * An invisible joiner counts as part of a word: that is how apps keep what people typed from being formatted. A space without
         * width does not: that is how they format within a word.
         */
        private static boolean isWord(char c) {
            return Character.isLetterOrDigit(c) || Character.getType(c) == Character.FORMAT && c != '\u200b';
        }

        private static boolean isMark(char c) {
            return MARKS.indexOf(c) >= 0;
        }
    }
}
