package dev.steward.feedback;

import java.time.Instant;
import java.util.UUID;

import com.google.gson.Gson;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Origin;
import dev.steward.slack.Message;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Items made the way items are made, and what Slack is sent of them. */
final class Examples {
    static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));
    static final UserId ANA = new UserId("UANA");
    static final UserId BEN = new UserId("UBEN");
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final JsonMapper JSON = new JsonMapper();

    private Examples() {}

    static FeedbackItem item(long number, String words) {
        return item(number, Said.only(words), ANA);
    }

    static FeedbackItem item(long number, Said said, @Nullable UserId submitter) {
        return FeedbackItem.captured(WORKSPACE, new Reference(number),
                new Origin(Via.COMMAND, "key-" + number, submitter, null, NOON, null), Visibility.EVERYBODY,
                Details.of(said, null));
    }

    static Entry entry(FeedbackItem item) {
        return new Entry(item, null, 0, null);
    }

    static JsonNode json(View view) {
        return JSON.readTree(GSON.toJson(view));
    }

    static JsonNode json(Message message) {
        return JSON.readTree(GSON.toJson(message));
    }
}
