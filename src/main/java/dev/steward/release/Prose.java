package dev.steward.release;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.autolink.AutolinkType;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Shows what releases say. It was typed by people, or by GitHub, as Markdown (CommonMark with bare links, strike-through and tables;
 * a line break is one). Nothing in it can mention or ping anybody, break out of where it stands, or lead elsewhere than it looks.
 */
final class Prose {
    /** Deeper than anybody writes; what goes on beyond it is shown as typed. */
    private static final int DEEP = 20;
    private static final String ELLIPSIS = "…";

    private static final List<Extension> EXTENSIONS = List.of(
            AutolinkExtension.builder().linkTypes(AutolinkType.URL, AutolinkType.EMAIL).build(),
            StrikethroughExtension.create(), TablesExtension.create());
    private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(DEEP).maxInlineNesting(DEEP)
            .extensions(EXTENSIONS).postProcessor(document -> {
                document.accept(new TameMarkdown());
                return document;
            }).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true)
            .sanitizeUrls(true).percentEncodeUrls(true).softbreak("<br>\n")
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (node instanceof Link) {
                    attributes.put("rel", "nofollow noopener");
                }
            }).build();

    private Prose() {}

    /**
     * Slack's mrkdwn, of at most {@code max} characters. What is longer ends where a block or a sentence ends, and says that there is
     * more.
     */
    static String mrkdwn(String markdown, int max) {
        return ProseBlock.mrkdwn(blocks(markdown), max);
    }

    /** HTML without scripts, styles, pictures or anything else that is fetched. Headings begin at the fourth level. */
    static String html(String markdown) {
        return HTML.render(PARSER.parse(clean(markdown)));
    }

    /**
     * The words in one line, without formatting and addresses, of at most {@code max} characters. Not escaped: what shows it escapes
     * it.
     */
    static String plain(String markdown, int max) {
        var line = new StringBuilder();
        for (ProseBlock block : blocks(markdown)) {
            String words = block.text().replaceAll("\\s+", " ").strip();
            if (!words.isEmpty() && !line.isEmpty()) {
                line.append(".!?:;,…".indexOf(line.charAt(line.length() - 1)) < 0 ? " · " : " ");
            }
            line.append(words);
        }
        return cut(line.toString(), max);
    }

    private static String cut(String line, int max) {
        if (line.length() <= max) {
            return line;
        }
        if (max < ELLIPSIS.length()) {
            return "";
        }
        int most = max - ELLIPSIS.length();
        int end = before(BreakIterator.getWordInstance(Locale.ROOT), line, most);
        if (end < most / 2) {
            end = before(BreakIterator.getCharacterInstance(Locale.ROOT), line, most);
        }
        return line.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /** The last boundary at or before {@code limit}. */
    static int before(BreakIterator boundaries, String text, int limit) {
        boundaries.setText(text);
        return limit >= text.length() || boundaries.isBoundary(limit)
                ? limit
                : Math.max(0,
                        boundaries.preceding(limit));
    }

    private static List<ProseBlock> blocks(String markdown) {
        return ProseBlocks.of(PARSER.parse(clean(markdown)));
    }

    /** Without what cannot be shown, turns the reading direction of what follows, or may not stand in XML. */
    static String clean(String typed) {
        var clean = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> {
            if (c >= ' ' && !unshowable(c) || c == '\n' || c == '\r' || c == '\t') {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static boolean unshowable(int c) {
        return c >= 0x7f && c <= 0x9f && c != 0x85 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE || (c & 0xfffe) == 0xfffe;
    }
}
