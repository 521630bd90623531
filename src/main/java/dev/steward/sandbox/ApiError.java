package dev.steward.sandbox;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import dev.steward.slack.BlockKitRules;

/** A Web API call refused, as Slack refuses it. */
@SuppressWarnings("serial")
final class ApiError extends RuntimeException {
    private final String code;
    private final transient ObjectNode extras = Json.object();

    ApiError(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    /** With {@code response_metadata.messages}, as invalid arguments and blocks are answered. */
    static ApiError withMessages(String code, List<String> messages) {
        var error = new ApiError(code);
        var list = error.extras.putObject("response_metadata").putArray("messages");
        messages.forEach(message -> list.add("[ERROR] " + message));
        return error;
    }

    /** In Slack's words, with Slack's way to say where. */
    static List<String> messages(List<BlockKitRules.Violation> violations) {
        return violations.stream()
                .map(violation -> violation.problem() + " [json-pointer:" + violation.pointer() + "]").toList();
    }

    static ApiError missingScope(String needed, String provided) {
        var error = new ApiError("missing_scope");
        error.extras.put("needed", needed).put("provided", provided);
        return error;
    }

    ObjectNode body() {
        ObjectNode body = Json.object().put("ok", false).put("error", code);
        body.setAll(extras);
        return body;
    }

    String code() {
        return code;
    }
}
