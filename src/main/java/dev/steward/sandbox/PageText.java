package dev.steward.sandbox;

import java.util.ArrayList;

/** Text that is shown as it is, with emoji and line breaks only. */
final class PageText {
    private PageText() {}

    static PageHtml plain(String text) {
        var parts = new ArrayList<PageHtml>();
        var lines = line(text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                parts.add(PageHtml.tag("br"));
            }
            parts.add(PageHtml.text(lines[i]));
        }
        return PageHtml.all(parts);
    }

    /** The same where no markup can stand: in an attribute. */
    static String line(String text) {
        return PageEmoji.inText(PageMrkdwn.unescape(text));
    }
}
