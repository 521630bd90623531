package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.workspace.ChannelId;

/** A message as somebody sees it. */
public record Shown(ChannelId channel, JsonNode json) {

    public String ts() {
        return Json.text(json, "ts");
    }

    public @Nullable String threadTs() {
        return Json.textOrNull(json, "thread_ts");
    }

    public boolean ephemeral() {
        return Json.flag(json, "is_ephemeral");
    }

    /** All its words as a reader reads them: text, or what its blocks say, labels of buttons and options too. */
    public String text() {
        return json.path("blocks").isEmpty() ? readable(Json.text(json, "text")) : words(json.path("blocks"));
    }

    /** What notifications say of it, too. */
    String everything() {
        return text() + "\n" + readable(Json.text(json, "text"));
    }

    /** Every word in there that people read, line by line. */
    static String words(JsonNode node) {
        List<String> words = new ArrayList<>();
        gather(node, words);
        return readable(String.join("\n", words));
    }

    private static void gather(JsonNode node, List<String> words) {
        for (String field : new String[]{"text", "initial_value", "alt_text"}) {
            if (node.path(field).isString()) {
                words.add(node.path(field).stringValue());
            }
        }
        node.values().forEach(child -> gather(child, words));
    }

    /** Without what Slack does not show: escapes, and characters without width. */
    static String readable(String mrkdwn) {
        return mrkdwn.replace("\u2060", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
