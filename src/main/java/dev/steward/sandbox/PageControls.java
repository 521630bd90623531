package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.PageHtml.Element;

/** Shows the elements a person can use: buttons, selects, pickers, boxes. The page's script sends what is done with them. */
final class PageControls {

    private final PageScope scope;
    private final PageSelects selects;

    PageControls(PageScope scope) {
        this.scope = scope;
        this.selects = new PageSelects(scope);
    }

    /**
     * How a control is named and described to those who cannot see it, and whether using it tells the app at once.
     *
     * @param label       its name, where no label element stands beside it; empty where one does
     * @param describedBy ids of its hint and error
     */
    record Use(JsonNode element, String blockId, String label, @Nullable String describedBy, boolean invalid,
            boolean required, boolean dispatches) {
        String actionId() {
            return element.path("action_id").asString("");
        }

        String type() {
            return element.path("type").asString("");
        }

        String fieldName() {
            return PageFields.name(blockId, actionId());
        }

        /** Marks the element that tells the app when it is used. */
        Element mark(Element shown, String when) {
            if (dispatches) {
                shown.attribute("data-use", when).attribute("data-block", blockId).attribute("data-action", actionId());
            }
            return shown;
        }

        Element describe(Element shown) {
            return shown.attribute("aria-label", label.isEmpty() ? null : PageText.line(label))
                    .attribute("aria-describedby", describedBy)
                    .attribute("aria-invalid", invalid ? "true" : null)
                    .attribute("aria-required", required ? "true" : null);
        }
    }

    /** An element of an actions block or a section's accessory: using it tells the app. */
    PageHtml render(JsonNode element, String blockId, String label) {
        return render(new Use(element, blockId, label, null, false, false, true));
    }

    PageHtml render(Use use) {
        var confirm = use.element().path("confirm");
        var shown = switch (use.type()) {
            case "button" -> button(use);
            case "overflow" -> overflow(use);
            case "datepicker" -> picker(use, "date", "selected_date", "initial_date");
            case "timepicker" -> picker(use, "time", "selected_time", "initial_time");
            case "datetimepicker" -> moment(use);
            case "checkboxes" -> choices(use, "checkbox", "selected_options", "initial_options");
            case "radio_buttons" -> choices(use, "radio", "selected_option", "initial_option");
            default -> PageSelects.knows(use.type()) ? selects.render(use) : PageBlocks.placeholder(use.type());
        };
        return confirm.isMissingNode() ? shown : PageHtml.tag("div", "with-confirm", shown, confirmation(confirm));
    }

    String id(Use use) {
        return scope.fieldId(use.blockId(), use.actionId());
    }

    private PageHtml button(Use use) {
        var element = use.element();
        var style = element.path("style").asString("");
        var classes = style.equals("primary") ? "btn btn-primary" : style.equals("danger") ? "btn btn-danger" : "btn";
        var url = element.path("url").asString("");
        var shown = PageHtml.tag(url.isEmpty() ? "button" : "a", classes, PageText.plain(text(element.path("text"))));
        if (url.isEmpty()) {
            shown.attribute("type", "button");
        } else {
            PagePermalinks.lead(shown, url, scope.names());
        }
        return use.mark(shown, "click")
                .attribute("id", id(use))
                .attribute("data-value", element.path("value").asString(""))
                .attribute("aria-label", element.path("accessibility_label").asString(null));
    }

    private PageHtml overflow(Use use) {
        var menu = PageHtml.tag("div", "menu").attribute("role", "menu");
        for (var option : use.element().path("options")) {
            var url = option.path("url").asString("");
            var item = PageHtml.tag(url.isEmpty() ? "button" : "a", "menu-item",
                    PageText.plain(text(option.path("text"))));
            if (url.isEmpty()) {
                item.attribute("type", "button");
            } else {
                PagePermalinks.lead(item, url, scope.names());
            }
            menu.with(use.mark(item, "click")
                    .attribute("role", "menuitem")
                    .attribute("data-value", option.path("value").asString("")));
        }
        return PageHtml.tag("span", "overflow",
                PageHtml.tag("button", "btn btn-icon", PageHtml.text("⋯"))
                        .attribute("type", "button")
                        .attribute("id", id(use))
                        .attribute("data-menu", "")
                        .attribute("aria-haspopup", "menu")
                        .attribute("aria-label", "More choices"),
                PageHtml.tag("template").with(menu));
    }

    private Element picker(Use use, String type, String held, String initial) {
        var value = scope.held(use.blockId(), use.actionId())
                .map(state -> state.path(held).asString(""))
                .orElse(use.element().path(initial).asString(""));
        var shown = PageHtml.tag("input", "field field-" + type)
                .attribute("type", type)
                .attribute("id", id(use))
                .attribute("name", use.fieldName())
                .attribute("value", value);
        return use.describe(use.mark(shown, "change"));
    }

    private PageHtml moment(Use use) {
        long seconds = scope.held(use.blockId(), use.actionId())
                .map(state -> state.path("selected_date_time").asLong(0))
                .orElse(use.element().path("initial_date_time").asLong(0));
        var shown = PageHtml.tag("input", "field field-datetime")
                .attribute("type", "datetime-local")
                .attribute("id", id(use))
                .attribute("name", PageFields.momentName(use.blockId(), use.actionId()))
                .attribute("value", seconds == 0 ? "" : PageTimes.local(seconds, scope.zone()));
        return use.describe(use.mark(shown, "change"));
    }

    private PageHtml choices(Use use, String type, String held, String initial) {
        var chosen = values(scope.held(use.blockId(), use.actionId())
                .map(state -> state.path(held))
                .orElse(use.element().path(initial)));
        var group = PageHtml.tag("div", "boxes").attribute("role", type.equals("radio") ? "radiogroup" : "group");
        group.with(PageHtml.tag("input")
                .attribute("type", "hidden")
                .attribute("name", use.fieldName())
                .attribute("value", ""));
        int index = 0;
        for (var option : use.element().path("options")) {
            group.with(choice(use, type, option, chosen, id(use) + "-" + index++));
        }
        return use.describe(use.mark(group, "change")).attribute("id", id(use));
    }

    private PageHtml choice(Use use, String type, JsonNode option, List<String> chosen, String id) {
        var value = option.path("value").asString("");
        var label = PageHtml.tag("label", "box-label", scope.text(option.path("text"))).attribute("for", id);
        var words = PageHtml.tag("div", "box-words", label);
        if (option.has("description")) {
            words.with(PageHtml.tag("div", "box-description", scope.text(option.path("description"))));
        }
        return PageHtml.tag("div", "box",
                PageHtml.tag("input")
                        .attribute("type", type)
                        .attribute("id", id)
                        .attribute("name", use.fieldName())
                        .attribute("value", value)
                        .flag("checked", chosen.contains(value)),
                words);
    }

    /** The values of one option, or of several. */
    static List<String> values(JsonNode options) {
        var values = new ArrayList<String>();
        if (options.isArray()) {
            options.forEach(option -> values.add(option.path("value").asString("")));
        } else if (options.isObject()) {
            values.add(options.path("value").asString(""));
        }
        return values;
    }

    private PageHtml confirmation(JsonNode confirm) {
        boolean danger = confirm.path("style").asString("").equals("danger");
        return PageHtml.tag("template", "confirmation").with(PageHtml.tag("div", "confirm-body",
                PageHtml.tag("h2", "", scope.text(confirm.path("title"))),
                PageHtml.tag("div", "confirm-text", scope.text(confirm.path("text"))),
                PageHtml.tag("div", "confirm-buttons",
                        PageHtml.tag("button", "btn", scope.text(confirm.path("deny")))
                                .attribute("type", "button")
                                .attribute("value", "no"),
                        PageHtml.tag("button", danger ? "btn btn-danger" : "btn btn-primary",
                                scope.text(confirm.path("confirm")))
                                .attribute("type", "button")
                                .attribute("value", "yes"))));
    }

    private static String text(JsonNode object) {
        return object.path("text").asString("");
    }
}
