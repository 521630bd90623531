package dev.steward.slack;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/** What Slack takes in each kind of button and field. */
final class ElementRules {
    private static final int BUTTON = 75;
    private static final int VALUE = 2_000;
    private static final int PLACEHOLDER = 150;
    private static final int OPTION = 75;
    private static final int OPTION_VALUE = 150;
    private static final int TYPED = 3_000;
    private static final int ALT = 2_000;
    private static final Set<String> STYLES = Set.of("primary", "danger");
    private static final Pattern DATE = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private final Findings findings;

    ElementRules(Findings findings) {
        this.findings = findings;
    }

    void check(String path, JsonNode element, String type) {
        if (type.equals("image")) {
            image(path, element);
            return;
        }
        findings.actionId(path, element);
        findings.focus(path, element);
        findings.optionalPlainText(path + ".placeholder", element.path("placeholder"), PLACEHOLDER);
        if (element.hasNonNull("confirm")) {
            confirm(path + ".confirm", element.path("confirm"));
        }
        switch (type) {
            case "button", "workflow_button" -> button(path, element);
            case "checkboxes", "radio_buttons" -> choices(path, element, 10, true);
            case "overflow" -> choices(path, element, 5, false);
            case "static_select", "multi_static_select" -> select(path, element);
            case "plain_text_input" -> {
                findings.atMost(path + ".initial_value", element.path("initial_value"), TYPED);
                findings.range(path + ".min_length", element.path("min_length"), 0, TYPED);
                findings.range(path + ".max_length", element.path("max_length"), 1, TYPED);
                if (element.path("min_length").asInt(0) > element.path("max_length").asInt(TYPED)) {
                    findings.add(path + ".min_length", "must be at most max_length");
                }
            }
            case "number_input" -> findings.required(path, element, "is_decimal_allowed");
            case "file_input" -> findings.range(path + ".max_files", element.path("max_files"), 1, 10);
            case "datepicker" -> pattern(path + ".initial_date", element.path("initial_date"), DATE, "YYYY-MM-DD");
            case "timepicker" -> pattern(path + ".initial_time", element.path("initial_time"), TIME, "HH:mm");
            case "datetimepicker" -> findings.range(path + ".initial_date_time", element.path("initial_date_time"),
                    1_000_000_000, Integer.MAX_VALUE);
            case "external_select", "multi_external_select" -> findings.range(path + ".min_query_length",
                    element.path("min_query_length"), 0, 100);
            default -> {
                // users, conversations, channels, and typed kinds without limits of their own
            }
        }
        if (type.startsWith("multi_")) {
            findings.range(path + ".max_selected_items", element.path("max_selected_items"), 1, Integer.MAX_VALUE);
        }
    }

    void image(String path, JsonNode image) {
        if (!image.hasNonNull("image_url") && !image.hasNonNull("slack_file")) {
            findings.add(path + ".image_url", "missing required field: image_url or slack_file");
        }
        findings.url(path, image, "image_url");
        findings.requiredString(path, image, "alt_text", ALT);
    }

    private void button(String path, JsonNode button) {
        if (findings.required(path, button, "text")) {
            findings.plainText(path + ".text", button.path("text"), BUTTON);
        }
        findings.atMost(path + ".value", button.path("value"), VALUE);
        findings.atMost(path + ".accessibility_label", button.path("accessibility_label"), BUTTON);
        findings.url(path, button, "url");
        findings.oneOf(path + ".style", button.path("style"), STYLES);
    }

    private void choices(String path, JsonNode element, int most, boolean mrkdwnToo) {
        if (findings.required(path, element, "options")) {
            options(path + ".options", element.path("options"), most, mrkdwnToo);
        }
        initial(path, element, element.path("options"));
    }

    private void select(String path, JsonNode element) {
        JsonNode groups = element.path("option_groups");
        if (element.hasNonNull("options") == element.hasNonNull("option_groups")) {
            findings.add(path + ".options", "must have either options or option_groups");
            return;
        }
        if (!element.hasNonNull("option_groups")) {
            options(path + ".options", element.path("options"), 100, false);
            initial(path, element, element.path("options"));
            return;
        }
        findings.count(path + ".option_groups", groups, 1, 100);
        for (int i = 0; i < groups.size(); i++) {
            String at = path + ".option_groups[" + i + "]";
            if (findings.required(at, groups.get(i), "label")) {
                findings.plainText(at + ".label", groups.get(i).path("label"), OPTION);
            }
            options(at + ".options", groups.get(i).path("options"), 100, false);
        }
    }

    private void options(String path, JsonNode options, int most, boolean mrkdwnToo) {
        findings.count(path, options, 1, most);
        for (int i = 0; i < options.size(); i++) {
            option(path + "[" + i + "]", options.get(i), mrkdwnToo);
        }
    }

    private void option(String path, JsonNode option, boolean mrkdwnToo) {
        if (findings.required(path, option, "text")) {
            if (mrkdwnToo) {
                findings.anyText(path + ".text", option.path("text"), OPTION);
            } else {
                findings.plainText(path + ".text", option.path("text"), OPTION);
            }
        }
        if (findings.required(path, option, "value")) {
            findings.atMost(path + ".value", option.path("value"), OPTION_VALUE);
        }
        if (option.hasNonNull("description")) {
            findings.anyText(path + ".description", option.path("description"), OPTION);
        }
        findings.url(path, option, "url");
    }

    /** What is chosen at first must be among what can be chosen. */
    private void initial(String path, JsonNode element, JsonNode options) {
        Set<String> values = new HashSet<>();
        options.forEach(option -> values.add(option.path("value").asString("")));
        JsonNode one = element.path("initial_option");
        if (one.isObject() && !values.contains(one.path("value").asString(""))) {
            findings.add(path + ".initial_option", "must be one of the options");
        }
        JsonNode many = element.path("initial_options");
        for (int i = 0; i < many.size(); i++) {
            if (!values.contains(many.get(i).path("value").asString(""))) {
                findings.add(path + ".initial_options[" + i + "]", "must be one of the options");
            }
        }
    }

    private void confirm(String path, JsonNode confirm) {
        if (findings.required(path, confirm, "title")) {
            findings.plainText(path + ".title", confirm.path("title"), 100);
        }
        if (findings.required(path, confirm, "text")) {
            findings.anyText(path + ".text", confirm.path("text"), 300);
        }
        findings.optionalPlainText(path + ".confirm", confirm.path("confirm"), 30);
        findings.optionalPlainText(path + ".deny", confirm.path("deny"), 30);
        findings.oneOf(path + ".style", confirm.path("style"), STYLES);
    }

    private void pattern(String path, JsonNode value, Pattern pattern, String form) {
        if (value.isString() && !pattern.matcher(value.asString()).matches()) {
            findings.add(path, "must be of the form " + form);
        }
    }
}
