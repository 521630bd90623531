package dev.steward.slack;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** The limits Slack sets to messages and views, known before Slack is asked. */
public final class BlockKitRules {
    /** What is wrong, in words like Slack's, and where: {@code blocks[2].elements[0].text}. */
    public record Violation(String path, String problem) {
        @Override
        public String toString() {
            return problem + " [" + path + "]";
        }
    }

    private BlockKitRules() {}

    /** The body of chat.postMessage, chat.update, chat.postEphemeral or an answer to a command; empty when all is well. */
    public static List<Violation> message(JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        if (body.path("blocks").size() > 50) {
            violations.add(new Violation("blocks", "no more than 50 items allowed"));
        }
        return violations;
    }

    /** A modal or an App Home; empty when all is well. */
    public static List<Violation> view(JsonNode view) {
        List<Violation> violations = new ArrayList<>();
        if (view.path("blocks").size() > 100) {
            violations.add(new Violation("view.blocks", "no more than 100 items allowed"));
        }
        return violations;
    }
}
