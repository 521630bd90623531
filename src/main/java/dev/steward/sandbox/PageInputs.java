package dev.steward.sandbox;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.PageControls.Use;
import dev.steward.sandbox.PageHtml.Element;

/** Shows an input block: label, field, hint and what is wrong with it. */
final class PageInputs {

    /** Fields that are several boxes: their label names the group. */
    private static final Set<String> GROUPS = Set.of("checkboxes", "radio_buttons");

    private final PageScope scope;
    private final PageControls controls;

    PageInputs(PageScope scope, PageControls controls) {
        this.scope = scope;
        this.controls = controls;
    }

    PageHtml render(JsonNode input, String blockId) {
        var element = input.path("element");
        boolean optional = input.path("optional").asBoolean(false);
        var label = input.path("label").path("text").asString("");
        var error = scope.errors().get(blockId);
        var id = scope.fieldId(blockId, element.path("action_id").asString(""));
        boolean group = GROUPS.contains(element.path("type").asString(""));
        var describedBy = (error == null ? "" : id + "-error ") + (input.has("hint") ? id + "-hint" : "");
        var use = new Use(element, blockId, group ? label : "", describedBy.isBlank() ? null : describedBy.strip(),
                error != null, !optional, input.path("dispatch_action").asBoolean(false));

        var words = PageHtml.tag(group ? "div" : "label", "input-label", PageText.plain(label))
                .attribute("for", group ? null : id);
        if (optional) {
            words.with(PageHtml.tag("span", "input-optional", PageHtml.text(" (optional)")));
        }
        var shown = PageHtml.tag("div", error == null ? "input" : "input input-wrong", words, field(use, id));
        if (error != null) {
            shown.with(PageHtml.tag("p", "input-error", PageText.plain(error)).attribute("id", id + "-error"));
        }
        if (input.has("hint")) {
            shown.with(PageHtml.tag("p", "input-hint", scope.text(input.path("hint"))).attribute("id", id + "-hint"));
        }
        return shown;
    }

    private PageHtml field(Use use, String id) {
        var shown = switch (use.type()) {
            case "plain_text_input" -> use.element().path("multiline").asBoolean(false)
                    ? area(use, id, typed(use))
                    : line(use, id, "text", "text");
            case "number_input" -> line(use, id, "text",
                    use.element().path("is_decimal_allowed").asBoolean(false) ? "decimal" : "numeric");
            case "email_text_input" -> line(use, id, "email", "email");
            case "url_text_input" -> line(use, id, "url", "url");
            case "rich_text_input" -> richText(use, id);
            case "file_input" -> files(use, id);
            default -> controls.render(use);
        };
        if (shown instanceof Element element && use.element().path("focus_on_load").asBoolean(false)) {
            element.attribute("data-focus", "");
        }
        return shown;
    }

    private String typed(Use use) {
        return scope.held(use.blockId(), use.actionId())
                .map(state -> state.path("value").asString(""))
                .orElse(use.element().path("initial_value").asString(""));
    }

    private PageHtml line(Use use, String id, String type, String mode) {
        return text(use, id, PageHtml.tag("input", "field field-" + type)
                .attribute("type", type)
                .attribute("inputmode", mode)
                .attribute("autocomplete", "off")
                .attribute("value", typed(use)));
    }

    private PageHtml area(Use use, String id, String value) {
        return text(use, id, PageHtml.tag("textarea", "field field-area").attribute("rows", "4").with(value));
    }

    private PageHtml text(Use use, String id, Element field) {
        var element = use.element();
        use.describe(field.attribute("id", id).attribute("name", use.fieldName()));
        if (element.has("placeholder")) {
            field.attribute("placeholder", PageText.line(element.path("placeholder").path("text").asString("")));
        }
        if (element.has("max_length")) {
            field.attribute("data-most", element.path("max_length").asString(""));
        }
        if (use.dispatches()) {
            use.mark(field, when(element.path("dispatch_action_config").path("trigger_actions_on")));
        }
        return field;
    }

    /** Slack tells the app on enter unless the element says on which of the two. */
    private static String when(JsonNode triggers) {
        boolean enter = triggers.isMissingNode();
        boolean typing = false;
        for (var trigger : triggers) {
            enter |= trigger.asString("").equals("on_enter_pressed");
            typing |= trigger.asString("").equals("on_character_entered");
        }
        return (enter ? "enter " : "") + (typing ? "type" : "");
    }

    private PageHtml richText(Use use, String id) {
        var initial = scope.held(use.blockId(), use.actionId())
                .map(state -> state.path("rich_text_value"))
                .orElse(use.element().path("initial_value"));
        var tools = PageHtml.tag("div", "rich-tools").attribute("role", "toolbar").attribute("aria-label",
                "Formatting");
        for (var tool : List.of(new String[]{"*", "Bold", "B"}, new String[]{"_", "Italic", "I"},
                new String[]{"~", "Strikethrough", "S"}, new String[]{"`", "Code", "<>"})) {
            tools.with(PageHtml.tag("button", "rich-tool", PageHtml.text(tool[2]))
                    .attribute("type", "button")
                    .attribute("data-wrap", tool[0])
                    .attribute("aria-label", tool[1])
                    .attribute("title", tool[1]));
        }
        return PageHtml.tag("div", "rich", tools, area(use, id, PageRichText.typed(initial)));
    }

    private PageHtml files(Use use, String id) {
        var types = new StringBuilder();
        for (var type : use.element().path("filetypes")) {
            types.append(types.isEmpty() ? "." : ",.").append(type.asString(""));
        }
        var list = PageHtml.tag("div", "file-chips");
        scope.held(use.blockId(), use.actionId()).ifPresent(state -> state.path("files")
                .forEach(file -> list.with(PageHtml.tag("span", "chip",
                        PageHtml.tag("span", "chip-label", PageHtml.text(file.path("name").asString("file"))),
                        PageHtml.tag("button", "chip-remove", PageHtml.text("✕"))
                                .attribute("type", "button")
                                .attribute("aria-label", "Remove " + file.path("name").asString("file")),
                        PageHtml.tag("input")
                                .attribute("type", "hidden")
                                .attribute("name", use.fieldName())
                                .attribute("value", file.path("id").asString(""))))));
        var chooser = use.describe(PageHtml.tag("input", "field field-file")
                .attribute("type", "file")
                .attribute("id", id)
                .attribute("accept", types.isEmpty() ? null : types.toString())
                .flag("multiple", use.element().path("max_files").asInt(10) > 1));
        return use.mark(PageHtml.tag("div", "file-field",
                PageHtml.tag("input")
                        .attribute("type", "hidden")
                        .attribute("name", use.fieldName())
                        .attribute("value", ""),
                list, chooser)
                .attribute("id", id + "-files")
                .attribute("data-keep", Integer.toHexString(use.element().hashCode()))
                .attribute("data-files", use.fieldName()), "change");
    }
}
