package dev.steward.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;
import org.springframework.stereotype.Component;

import dev.steward.slack.Message;

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
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(write(message).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
