package dev.steward.sandbox;

import java.util.ArrayList;

import tools.jackson.databind.JsonNode;

/** Shows Block Kit blocks as Slack does. */
final class PageBlocks {

    private final PageScope scope;
    private final PageControls controls;

    PageBlocks(PageScope scope) {
        this.scope = scope;
        this.controls = new PageControls(scope);
    }

    PageHtml render(JsonNode blocks) {
        var parts = new ArrayList<PageHtml>();
        int index = 0;
        for (var block : blocks) {
            var blockId = block.path("block_id").asString("block-" + index++);
            parts.add(PageHtml.tag("div", "block block-" + word(block.path("type").asString("")), block(block, blockId))
                    .attribute("id", scope.id() + "-b-" + PageFields.name(blockId, "")));
        }
        return PageHtml.all(parts);
    }

    private PageHtml block(JsonNode block, String blockId) {
        var type = block.path("type").asString("");
        return switch (type) {
            case "section" -> section(block, blockId);
            case "header" -> PageHtml.tag("h3", "bk-header", scope.text(block.path("text")));
            case "divider" -> PageHtml.tag("hr");
            case "context" -> context(block);
            case "actions" -> actions(block, blockId);
            case "image" -> image(block);
            case "input" -> new PageInputs(scope, controls).render(block, blockId);
            case "rich_text" -> new PageRichText(scope).render(block);
            case "table" -> table(block);
            case "markdown" -> PageText.plain(block.path("text").asString(""));
            case "file" -> PageHtml.tag("div", "bk-file",
                    PageHtml.text("📄 Remote file " + block.path("external_id").asString("")));
            default -> placeholder(type);
        };
    }

    static PageHtml placeholder(String type) {
        return PageHtml.tag("div", "bk-unknown",
                PageHtml.text("Slack would show a “" + (type.isEmpty() ? "?" : type) + "” here."));
    }

    private PageHtml section(JsonNode section, String blockId) {
        var body = PageHtml.tag("div", "bk-body");
        if (section.has("text")) {
            body.with(PageHtml.tag("div", "bk-text", scope.text(section.path("text"))));
        }
        if (section.has("fields")) {
            var fields = PageHtml.tag("div", "bk-fields");
            for (var field : section.path("fields")) {
                fields.with(PageHtml.tag("div", "bk-field", scope.text(field)));
            }
            body.with(fields);
        }
        var accessory = section.path("accessory");
        if (accessory.isMissingNode()) {
            return body;
        }
        boolean image = accessory.path("type").asString("").equals("image");
        var shown = image ? picture(accessory, "bk-thumb") : controls.render(accessory, blockId, label(section));
        return PageHtml.tag("div", "bk-section", body, PageHtml.tag("div", "bk-accessory", shown));
    }

    private static String label(JsonNode section) {
        return section.path("text").path("text").asString("Choose");
    }

    private PageHtml context(JsonNode context) {
        var shown = PageHtml.tag("div", "bk-context");
        for (var element : context.path("elements")) {
            shown.with(element.path("type").asString("").equals("image")
                    ? picture(element, "bk-icon")
                    : PageHtml.tag("div", "bk-context-text", scope.text(element)));
        }
        return shown;
    }

    private PageHtml actions(JsonNode actions, String blockId) {
        var shown = PageHtml.tag("div", "bk-actions");
        for (var element : actions.path("elements")) {
            shown.with(controls.render(element, blockId, ""));
        }
        return shown;
    }

    private PageHtml image(JsonNode image) {
        var figure = PageHtml.tag("figure", "bk-image");
        if (image.has("title")) {
            figure.with(PageHtml.tag("figcaption", "", scope.text(image.path("title"))));
        }
        return figure.with(picture(image, "bk-picture"));
    }

    private PageHtml picture(JsonNode image, String classes) {
        var file = image.path("slack_file").path("id").asString("");
        var address = file.isEmpty() ? image.path("image_url").asString("") : scope.names().fileUrl(file);
        return PageHtml.tag("img", classes)
                .attribute("src", address)
                .attribute("alt", image.path("alt_text").asString(""))
                .attribute("loading", "lazy");
    }

    private PageHtml table(JsonNode table) {
        var body = PageHtml.tag("tbody");
        boolean first = true;
        for (var row : table.path("rows")) {
            var line = PageHtml.tag("tr");
            int column = 0;
            for (var cell : row) {
                var settings = table.path("column_settings").path(column++);
                line.with(PageHtml.tag(first ? "th" : "td", "bk-" + align(settings), cell(cell))
                        .attribute("scope", first ? "col" : null));
            }
            body.with(line);
            first = false;
        }
        return PageHtml.tag("div", "bk-table", PageHtml.tag("table").with(body)).attribute("tabindex", "0");
    }

    private static String align(JsonNode settings) {
        return switch (settings.path("align").asString("")) {
            case "right" -> "right";
            case "center" -> "center";
            default -> "left";
        };
    }

    private PageHtml cell(JsonNode cell) {
        return cell.path("type").asString("").equals("rich_text")
                ? new PageRichText(scope).render(cell)
                : PageHtml.text(cell.path("text").asString(""));
    }

    /** A block's type as a class name. */
    private static String word(String type) {
        return type.replaceAll("[^a-z_]", "");
    }
}
