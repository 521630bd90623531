package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** Shows a {@code rich_text} block: what Slack's own editor makes of what people type. */
final class PageRichText {

    private final PageScope scope;

    PageRichText(PageScope scope) {
        this.scope = scope;
    }

    PageHtml render(JsonNode richText) {
        var parts = new ArrayList<PageHtml>();
        for (var element : richText.path("elements")) {
            parts.add(part(element));
        }
        return PageHtml.all(parts);
    }

    private PageHtml part(JsonNode element) {
        var type = element.path("type").asString("");
        var bordered = element.path("border").asInt(0) > 0 ? " rt-border" : "";
        return switch (type) {
            case "rich_text_section" -> PageHtml.tag("div", "rt-section").with(inline(element));
            case "rich_text_quote" -> PageHtml.tag("blockquote", "mk-quote").with(inline(element));
            case "rich_text_preformatted" -> PageHtml.tag("pre", "mk-pre").with(inline(element));
            case "rich_text_list" -> list(element, bordered);
            default -> PageBlocks.placeholder(type);
        };
    }

    private PageHtml list(JsonNode list, String bordered) {
        boolean ordered = list.path("style").asString("").equals("ordered");
        int indent = Math.clamp(list.path("indent").asInt(0), 0, 8);
        var shown = PageHtml.tag(ordered ? "ol" : "ul", "rt-list rt-indent-" + indent + bordered);
        if (ordered && list.path("offset").asInt(0) > 0) {
            shown.attribute("start", Integer.toString(list.path("offset").asInt(0) + 1));
        }
        for (var item : list.path("elements")) {
            shown.with(PageHtml.tag("li").with(inline(item)));
        }
        return shown;
    }

    private List<PageHtml> inline(JsonNode parent) {
        var parts = new ArrayList<PageHtml>();
        for (var element : parent.path("elements")) {
            parts.add(styled(element, leaf(element)));
        }
        return parts;
    }

    private PageHtml leaf(JsonNode element) {
        var text = element.path("text").asString("");
        return switch (element.path("type").asString("")) {
            case "text" -> lines(text);
            case "link" -> {
                var url = element.path("url").asString("");
                yield PageMrkdwn.anchor(scope.names(), url, text.isEmpty() ? url : text);
            }
            case "emoji" -> {
                var name = element.path("name").asString("");
                yield PageHtml.text(PageEmoji.unicode(name).orElse(":" + name + ":"));
            }
            case "user" -> PageMrkdwn.mention(scope.names(), element.path("user_id").asString(""));
            case "channel" -> PageMrkdwn.channel(scope.names(), element.path("channel_id").asString(""), "");
            case "usergroup" -> PageHtml.tag("span", "mention", PageHtml.text(
                    "@" + scope.names().group(element.path("usergroup_id").asString("")).orElse("group")));
            case "broadcast" -> PageHtml.tag("span", "mention mention-all",
                    PageHtml.text("@" + element.path("range").asString("channel")));
            case "date" -> PageTimes.date(
                    element.path("timestamp").asLong(0) + "^" + element.path("format").asString("{date}"),
                    element.path("fallback").asString(""), scope.zone(), scope.names());
            case "color" -> PageHtml.tag("code", "mk-code", PageHtml.text(element.path("value").asString("")));
            default -> PageHtml.text(text);
        };
    }

    private static PageHtml lines(String text) {
        var parts = new ArrayList<PageHtml>();
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                parts.add(PageHtml.tag("br"));
            }
            parts.add(PageHtml.text(lines[i]));
        }
        return PageHtml.all(parts);
    }

    private static PageHtml styled(JsonNode element, PageHtml leaf) {
        var style = element.path("style");
        var shown = leaf;
        if (style.path("code").asBoolean(false)) {
            shown = PageHtml.tag("code", "mk-code", shown);
        }
        if (style.path("strike").asBoolean(false)) {
            shown = PageHtml.tag("del").with(shown);
        }
        if (style.path("underline").asBoolean(false)) {
            shown = PageHtml.tag("u").with(shown);
        }
        if (style.path("italic").asBoolean(false)) {
            shown = PageHtml.tag("em").with(shown);
        }
        return style.path("bold").asBoolean(false) ? PageHtml.tag("strong").with(shown) : shown;
    }

    /** What somebody would have typed to make this: mrkdwn, for the form's simple editor. */
    static String typed(JsonNode richText) {
        var typed = new StringBuilder();
        for (var part : richText.path("elements")) {
            if (!typed.isEmpty()) {
                typed.append('\n');
            }
            switch (part.path("type").asString("")) {
                case "rich_text_list" -> {
                    int number = 1;
                    for (var item : part.path("elements")) {
                        typed.append(number > 1 ? "\n" : "")
                                .append(part.path("style").asString("").equals("ordered") ? number + ". " : "• ");
                        number++;
                        leaves(item, typed);
                    }
                }
                case "rich_text_quote" -> leaves(part, typed.append("> "));
                case "rich_text_preformatted" -> {
                    leaves(part, typed.append("```"));
                    typed.append("```");
                }
                default -> leaves(part, typed);
            }
        }
        return typed.toString();
    }

    private static void leaves(JsonNode parent, StringBuilder typed) {
        for (var leaf : parent.path("elements")) {
            var style = leaf.path("style");
            var marks = (style.path("bold").asBoolean(false) ? "*" : "")
                    + (style.path("italic").asBoolean(false) ? "_" : "")
                    + (style.path("strike").asBoolean(false) ? "~" : "")
                    + (style.path("code").asBoolean(false) ? "`" : "");
            typed.append(marks)
                    .append(switch (leaf.path("type").asString("")) {
                        case "emoji" -> ":" + leaf.path("name").asString("") + ":";
                        case "user" -> "<@" + leaf.path("user_id").asString("") + ">";
                        case "channel" -> "<#" + leaf.path("channel_id").asString("") + ">";
                        case "link" -> leaf.path("url").asString("");
                        default -> leaf.path("text").asString("");
                    })
                    .append(new StringBuilder(marks).reverse());
        }
    }
}
