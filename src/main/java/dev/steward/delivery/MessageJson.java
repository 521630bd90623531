package dev.steward.delivery;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;
import org.springframework.stereotype.Component;

import dev.steward.slack.Message;
import dev.steward.workspace.Sha256;

/** Messages as Slack's own JSON, to keep and to compare. */
@Component
class MessageJson {
    private final Gson gson = GsonFactory.createSnakeCase();

    String write(Message message) {
        return gson.toJson(message);
    }

    Message read(String json) {
        return gson.fromJson(json, Message.class);
    }

    String blocks(Message message) {
        return gson.toJson(message.blocks());
    }

    String hash(Message message) {
        return Sha256.hex(write(message));
    }
}
