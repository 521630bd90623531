package dev.steward.slack;

import java.nio.charset.StandardCharsets;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * The limits Slack sets to messages and views, known before Slack is asked. Characters are counted as Java and JavaScript do.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit">Block Kit reference</a>
 */
public final class BlockKitRules {
    private static final int MESSAGE_BLOCKS = 50;
    private static final int MESSAGE_TEXT = 40_000;
    private static final int MESSAGE_CHARACTERS = 13_200;
    private static final int VIEW_BLOCKS = 100;
    private static final int VIEW_BYTES = 250_000;
    private static final int PRIVATE_METADATA = 3_000;
    private static final int TITLE = 24;

    /**
     * What is wrong, in words like Slack's, and where: {@code blocks[2].elements[0].text}, below {@code view} for a view.
     */
    public record Violation(String path, String problem) {
        /** Where, as Slack's own errors say it: {@code /blocks/2/elements/0/text}. */
        public String pointer() {
            return path.isEmpty() ? "" : "/" + path.replace(".", "/").replace("[", "/").replace("]", "");
        }

        @Override
        public String toString() {
            return problem + " [" + path + "]";
        }
    }

    private BlockKitRules() {}

    /** The body of chat.postMessage, chat.update, chat.postEphemeral or an answer to a command; empty when all is well. */
    public static List<Violation> message(JsonNode body) {
        var findings = new Findings();
        JsonNode blocks = body.path("blocks");
        String markdown = body.path("markdown_text").asString("");
        if (body.path("text").asString("").isEmpty() && blocks.isEmpty() && markdown.isEmpty()
                && body.path("attachments").isEmpty()) {
            findings.add("", "no text: a message needs text or blocks");
        }
        findings.atMost("text", body.path("text"), MESSAGE_TEXT);
        if (!markdown.isEmpty()) {
            findings.atMost("markdown_text", body.path("markdown_text"), BlockRules.MARKDOWN);
            if (!blocks.isEmpty() || !body.path("text").asString("").isEmpty()) {
                findings.add("markdown_text", "cannot be used with text or blocks");
            }
        }
        if (blocks(findings, "blocks", blocks, MESSAGE_BLOCKS, BlockRules.Surface.MESSAGE)) {
            int characters = BlockRules.characters(blocks);
            if (characters > MESSAGE_CHARACTERS) {
                findings.add("blocks", "msg_blocks_too_long: all blocks together must be less than "
                        + (MESSAGE_CHARACTERS + 1) + " characters, not " + characters);
            }
        }
        return findings.all();
    }

    /** A modal or an App Home; empty when all is well. */
    public static List<Violation> view(JsonNode view) {
        var findings = new Findings();
        String type = view.path("type").asString("");
        boolean modal = type.equals("modal");
        if (!modal && !type.equals("home")) {
            findings.add("view.type", type.isEmpty() ? "missing required field: type" : "unsupported type: " + type);
        }
        if (modal) {
            if (findings.required("view", view, "title")) {
                findings.plainText("view.title", view.path("title"), TITLE);
            }
            findings.optionalPlainText("view.submit", view.path("submit"), TITLE);
            findings.optionalPlainText("view.close", view.path("close"), TITLE);
        }
        findings.atMost("view.private_metadata", view.path("private_metadata"), PRIVATE_METADATA);
        findings.atMost("view.callback_id", view.path("callback_id"), Findings.ID);
        findings.atMost("view.external_id", view.path("external_id"), Findings.ID);
        if (findings.required("view", view, "blocks")) {
            JsonNode blocks = view.path("blocks");
            blocks(findings, "view.blocks", blocks, VIEW_BLOCKS,
                    modal ? BlockRules.Surface.MODAL : BlockRules.Surface.HOME);
            if (modal && !view.hasNonNull("submit") && hasInput(blocks)) {
                findings.add("view.submit", "missing required field: submit is required when there is an input block");
            }
        }
        int bytes = view.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > VIEW_BYTES) {
            findings.add("view", "view_too_large: must be at most " + VIEW_BYTES + " bytes, not " + bytes);
        }
        return findings.all();
    }

    /** Whether there are blocks to look at. */
    private static boolean blocks(Findings findings, String path, JsonNode blocks, int most,
            BlockRules.Surface surface) {
        if (blocks.isMissingNode() || blocks.isNull()) {
            return false;
        }
        if (!blocks.isArray()) {
            findings.add(path, "must be an array");
            return false;
        }
        findings.count(path, blocks, 0, most);
        var rules = new BlockRules(findings, surface);
        for (int i = 0; i < blocks.size(); i++) {
            rules.check(path + "[" + i + "]", blocks.get(i));
        }
        return true;
    }

    private static boolean hasInput(JsonNode blocks) {
        for (JsonNode block : blocks) {
            if (block.path("type").asString("").equals("input")) {
                return true;
            }
        }
        return false;
    }
}
