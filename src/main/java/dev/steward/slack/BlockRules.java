package dev.steward.slack;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/** What Slack takes in each kind of block. */
final class BlockRules {
    static final int MARKDOWN = 12_000;
    private static final int TEXT = 3_000;
    private static final int FIELD = 2_000;
    private static final int LABEL = 2_000;
    private static final int HEADER = 150;
    private static final int TABLE_ROWS = 100;
    private static final int TABLE_CELLS = 20;
    private static final int VIDEO_TEXT = 200;
    private static final int AUTHOR = 50;

    private static final Set<String> SELECTS = Set.of("static_select", "external_select", "users_select",
            "conversations_select", "channels_select", "multi_static_select", "multi_external_select",
            "multi_users_select", "multi_conversations_select", "multi_channels_select");
    private static final Set<String> PICKERS = Set.of("checkboxes", "radio_buttons", "datepicker", "timepicker",
            "datetimepicker");
    private static final Set<String> TYPED = Set.of("plain_text_input", "email_text_input", "url_text_input",
            "number_input", "rich_text_input", "file_input");
    private static final Set<String> PRESSED = Set.of("button", "overflow", "workflow_button");
    /** Newer ones that this looks into no further. */
    private static final Set<String> NEWER = Set.of("data_table", "plan", "task_card", "context_actions", "card",
            "carousel", "alert");

    /** Where blocks can stand. */
    enum Surface {
        MESSAGE, MODAL, HOME
    }

    private final Findings findings;
    private final Surface surface;
    private final ElementRules elements;
    private int tables;
    private int markdown;

    BlockRules(Findings findings, Surface surface) {
        this.findings = findings;
        this.surface = surface;
        this.elements = new ElementRules(findings);
    }

    void check(String path, JsonNode block) {
        if (!block.isObject()) {
            findings.add(path, "must provide an object");
            return;
        }
        findings.blockId(path, block);
        String type = block.path("type").asString("");
        switch (type) {
            case "section" -> section(path, block);
            case "actions" -> actions(path, block);
            case "input" -> input(path, block);
            case "context" -> context(path, block);
            case "header" -> {
                if (findings.required(path, block, "text")) {
                    findings.plainText(path + ".text", block.path("text"), HEADER);
                }
            }
            case "image" -> {
                elements.image(path, block);
                findings.optionalPlainText(path + ".title", block.path("title"), LABEL);
            }
            case "markdown" -> markdown(path, block);
            case "rich_text" -> {
                if (findings.required(path, block, "elements")) {
                    findings.count(path + ".elements", block.path("elements"), 1, Integer.MAX_VALUE);
                }
            }
            case "table" -> table(path, block);
            case "video" -> video(path, block);
            case "file" -> {
                only(Surface.MESSAGE, path, type);
                findings.required(path, block, "external_id");
                findings.required(path, block, "source");
            }
            case "call" -> only(Surface.MESSAGE, path, type);
            case "divider" -> {
                // has nothing in it
            }
            case "" -> findings.add(path + ".type", "missing required field: type");
            default -> {
                if (!NEWER.contains(type)) {
                    findings.add(path + ".type", "unsupported type: " + type);
                }
            }
        }
    }

    private void section(String path, JsonNode block) {
        JsonNode fields = block.path("fields");
        if (!block.hasNonNull("text") && fields.isEmpty()) {
            findings.add(path + ".text", "missing required field: text or fields");
        }
        if (block.hasNonNull("text")) {
            findings.anyText(path + ".text", block.path("text"), TEXT);
        }
        if (block.hasNonNull("fields")) {
            findings.count(path + ".fields", fields, 1, 10);
            for (int i = 0; i < fields.size(); i++) {
                findings.anyText(path + ".fields[" + i + "]", fields.get(i), FIELD);
            }
        }
        if (block.hasNonNull("accessory")) {
            element(path + ".accessory", block.path("accessory"), PRESSED, SELECTS, PICKERS, Set.of("image"));
        }
    }

    private void actions(String path, JsonNode block) {
        if (findings.required(path, block, "elements")) {
            JsonNode children = block.path("elements");
            findings.count(path + ".elements", children, 1, 25);
            for (int i = 0; i < children.size(); i++) {
                element(path + ".elements[" + i + "]", children.get(i), PRESSED, SELECTS, PICKERS);
            }
        }
    }

    private void input(String path, JsonNode block) {
        if (findings.required(path, block, "label")) {
            findings.plainText(path + ".label", block.path("label"), LABEL);
        }
        findings.optionalPlainText(path + ".hint", block.path("hint"), LABEL);
        if (findings.required(path, block, "element")) {
            element(path + ".element", block.path("element"), TYPED, SELECTS, PICKERS);
        }
    }

    private void context(String path, JsonNode block) {
        if (!findings.required(path, block, "elements")) {
            return;
        }
        JsonNode children = block.path("elements");
        findings.count(path + ".elements", children, 1, 10);
        for (int i = 0; i < children.size(); i++) {
            String at = path + ".elements[" + i + "]";
            if (children.get(i).path("type").asString("").equals("image")) {
                elements.image(at, children.get(i));
            } else {
                findings.anyText(at, children.get(i), TEXT);
            }
        }
    }

    private void markdown(String path, JsonNode block) {
        only(Surface.MESSAGE, path, "markdown");
        findings.requiredString(path, block, "text", MARKDOWN);
        int before = markdown;
        markdown += block.path("text").asString("").length();
        if (before > 0 && markdown > MARKDOWN) {
            findings.add(path + ".text",
                    "all markdown blocks together must be less than " + (MARKDOWN + 1) + " characters");
        }
    }

    private void table(String path, JsonNode block) {
        only(Surface.MESSAGE, path, "table");
        if (++tables > 1) {
            findings.add(path, "only_one_table_allowed");
        }
        if (block.hasNonNull("column_settings")) {
            findings.count(path + ".column_settings", block.path("column_settings"), 0, TABLE_CELLS);
        }
        if (!findings.required(path, block, "rows")) {
            return;
        }
        JsonNode rows = block.path("rows");
        findings.count(path + ".rows", rows, 1, TABLE_ROWS);
        for (int i = 0; i < rows.size(); i++) {
            findings.count(path + ".rows[" + i + "]", rows.get(i), 1, TABLE_CELLS);
        }
    }

    private void video(String path, JsonNode block) {
        findings.requiredString(path, block, "alt_text", LABEL);
        findings.requiredString(path, block, "video_url", Findings.URL);
        findings.requiredString(path, block, "thumbnail_url", Findings.URL);
        if (findings.required(path, block, "title")) {
            findings.plainText(path + ".title", block.path("title"), VIDEO_TEXT);
        }
        findings.optionalPlainText(path + ".description", block.path("description"), VIDEO_TEXT);
        findings.atMost(path + ".author_name", block.path("author_name"), AUTHOR);
    }

    private void only(Surface where, String path, String type) {
        if (surface != where) {
            findings.add(path + ".type", "unsupported type: " + type + " (in a message only)");
        }
    }

    @SafeVarargs
    private void element(String path, JsonNode element, Set<String>... allowed) {
        String type = element.path("type").asString("");
        for (Set<String> types : allowed) {
            if (types.contains(type)) {
                elements.check(path, element, type);
                return;
            }
        }
        findings.add(path + ".type", type.isEmpty() ? "missing required field: type" : "unsupported type: " + type);
    }

    /** All that can be read in the blocks: what Slack counts when it finds a message too long as a whole. */
    static int characters(JsonNode node) {
        int count = 0;
        if (node.isArray()) {
            for (JsonNode child : node) {
                count += characters(child);
            }
        } else if (node.isObject()) {
            for (var property : node.properties()) {
                JsonNode value = property.getValue();
                count += value.isString() && property.getKey().equals("text")
                        ? value.asString().length()
                        : characters(value);
            }
        }
        return count;
    }
}
