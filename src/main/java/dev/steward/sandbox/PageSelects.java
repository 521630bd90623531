package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.Choices.Choice;
import dev.steward.sandbox.PageControls.Use;
import dev.steward.sandbox.PageHtml.Element;

/** Selects of every kind, all shown as one combobox with a list that narrows while typing. */
final class PageSelects {

    private static final Set<String> KINDS = Set.of("static_select", "external_select", "users_select",
            "conversations_select", "channels_select");

    private final PageScope scope;

    PageSelects(PageScope scope) {
        this.scope = scope;
    }

    static boolean knows(String type) {
        return KINDS.contains(kind(type));
    }

    private static String kind(String type) {
        return type.replaceFirst("^multi_", "");
    }

    PageHtml render(Use use) {
        var kind = kind(use.type());
        boolean several = use.type().startsWith("multi_");
        var id = scope.fieldId(use.blockId(), use.actionId());
        var offered = offered(kind, use.element());
        var chosen = chosen(kind, several, use, offered);
        var root = PageHtml.tag("div", several ? "combo combo-many" : "combo")
                .attribute("id", id + "-combo")
                .attribute("data-combo", use.fieldName())
                .attribute("data-keep", Integer.toHexString(use.element().hashCode()))
                .attribute("data-max", use.element().path("max_selected_items").asString(null));
        if (kind.equals("external_select")) {
            root.attribute("data-ask-block", use.blockId())
                    .attribute("data-ask-action", use.actionId())
                    .attribute("data-ask-min", Integer.toString(use.element().path("min_query_length").asInt(3)));
        }
        return use.mark(root, "change").with(box(use, id, several, chosen), list(id, use, offered, chosen, several));
    }

    private static Element box(Use use, String id, boolean several, Map<String, String> chosen) {
        var box = PageHtml.tag("div", "combo-box");
        box.with(hidden(use.fieldName(), ""));
        chosen.forEach((value, label) -> box.with(several
                ? chip(use.fieldName(), value, label)
                : hidden(use.fieldName(), value).attribute("data-chosen", "")));
        var shown = several || chosen.isEmpty() ? "" : chosen.values().iterator().next();
        var placeholder = use.element().path("placeholder").path("text").asString("Choose an option");
        box.with(use.describe(PageHtml.tag("input", "combo-input")
                .attribute("type", "text")
                .attribute("role", "combobox")
                .attribute("id", id)
                .attribute("autocomplete", "off")
                .attribute("spellcheck", "false")
                .attribute("aria-autocomplete", "list")
                .attribute("aria-expanded", "false")
                .attribute("aria-controls", id + "-list")
                .attribute("placeholder", PageText.line(placeholder))
                .attribute("value", shown)
                .attribute("data-label", shown)));
        return box.with(
                PageHtml.tag("button", "combo-clear", PageHtml.text("✕"))
                        .attribute("type", "button")
                        .attribute("aria-label", "Clear")
                        .flag("hidden", several || chosen.isEmpty()),
                PageHtml.tag("span", "combo-arrow").attribute("aria-hidden", "true"));
    }

    private static Element hidden(String name, String value) {
        return PageHtml.tag("input")
                .attribute("type", "hidden")
                .attribute("name", name)
                .attribute("value", value);
    }

    private static Element chip(String name, String value, String label) {
        return PageHtml.tag("span", "chip",
                PageHtml.tag("span", "chip-label", PageHtml.text(label)),
                PageHtml.tag("button", "chip-remove", PageHtml.text("✕"))
                        .attribute("type", "button")
                        .attribute("aria-label", "Remove " + label),
                hidden(name, value).attribute("data-chosen", ""));
    }

    private static Element list(String id, Use use, List<Choice> offered, Map<String, String> chosen,
            boolean several) {
        return PageHtml.tag("ul", "combo-list")
                .attribute("id", id + "-list")
                .attribute("role", "listbox")
                .attribute("aria-label", use.label().isEmpty() ? "Choices" : PageText.line(use.label()))
                .attribute("aria-multiselectable", several ? "true" : null)
                .flag("hidden", true)
                .with(options(id, offered, chosen));
    }

    /** The list's items, headings included; also what the page sends back while somebody types into an external select. */
    static List<PageHtml> options(String id, List<Choice> offered, Map<String, String> chosen) {
        var items = new ArrayList<PageHtml>();
        String heading = null;
        int index = 0;
        for (var choice : offered) {
            if (choice.group() != null && !choice.group().equals(heading)) {
                heading = choice.group();
                items.add(PageHtml.tag("li", "combo-group", PageText.plain(heading))
                        .attribute("role", "presentation"));
            }
            var item = PageHtml.tag("li", "combo-option",
                    PageHtml.tag("span", "combo-option-label", PageText.plain(choice.label())))
                    .attribute("role", "option")
                    .attribute("id", id + "-o" + index++)
                    .attribute("data-value", choice.value())
                    .attribute("aria-selected", chosen.containsKey(choice.value()) ? "true" : "false");
            if (choice.description() != null) {
                item.with(PageHtml.tag("span", "combo-option-description", PageText.plain(choice.description())));
            }
            items.add(item);
        }
        return items;
    }

    private List<Choice> offered(String kind, JsonNode element) {
        return switch (kind) {
            case "users_select" -> scope.names().people();
            case "channels_select" -> scope.names().publicChannels();
            case "conversations_select" -> scope.names().conversations();
            case "static_select" -> {
                var choices = new ArrayList<Choice>();
                element.path("options").forEach(option -> choices.add(choice(option, null)));
                for (var group : element.path("option_groups")) {
                    var heading = group.path("label").path("text").asString("");
                    group.path("options").forEach(option -> choices.add(choice(option, heading)));
                }
                yield choices;
            }
            default -> List.of();
        };
    }

    private static Choice choice(JsonNode option, @Nullable String group) {
        return new Choice(option.path("text").path("text").asString(""), option.path("value").asString(""),
                option.path("description").path("text").asString(null), group);
    }

    /** Value and label of what is chosen, in order. */
    private Map<String, String> chosen(String kind, boolean several, Use use, List<Choice> offered) {
        var noun = switch (kind) {
            case "users_select" -> "user";
            case "channels_select" -> "channel";
            case "conversations_select" -> "conversation";
            default -> "option";
        };
        var name = several ? noun + "s" : noun;
        var held = scope.held(use.blockId(), use.actionId())
                .map(state -> state.path("selected_" + name))
                .orElse(use.element().path("initial_" + name));
        var chosen = new LinkedHashMap<String, String>();
        for (var one : held.isArray() ? held.values() : List.of(held)) {
            if (one.isObject()) {
                chosen.put(one.path("value").asString(""), PageText.line(one.path("text").path("text").asString("")));
            } else if (one.isString()) {
                chosen.put(one.asString(""), label(one.asString(""), offered));
            }
        }
        return chosen;
    }

    private static String label(String value, List<Choice> offered) {
        return offered.stream()
                .filter(choice -> choice.value().equals(value))
                .map(Choice::label)
                .findFirst()
                .orElse(value);
    }
}
