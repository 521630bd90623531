package dev.steward.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a Slack keeps of the messages it took, told apart by the token they came with. */
final class SlackMemory {
    /** Small, so that who looks for a message has to turn pages. */
    private static final int PAGE = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, List<Said>> channels = new ConcurrentHashMap<>();
    private long lastTs = Instant.now().getEpochSecond() * 1_000_000;

    /** A call as the test sees it. */
    record Call(String method, String token, Map<String, String> form) {
        static Call of(String path, String authorization, String body) {
            Map<String, String> form = new HashMap<>();
            Arrays.stream(body.split("&")).map(field -> field.split("=", 2)).filter(field -> field.length == 2)
                    .forEach(field -> form.put(URLDecoder.decode(field[0], UTF_8), URLDecoder.decode(field[1], UTF_8)));
            return new Call(path.substring(path.lastIndexOf('/') + 1), authorization.replace("Bearer ", ""), form);
        }

        String get(String field) {
            return form.getOrDefault(field, "");
        }
    }

    private record Said(String ts, String text, String metadata) {}

    /** What was taken there, oldest first. */
    List<String> said(String token, String channel) {
        return in(token, channel).stream().map(Said::text).toList();
    }

    /** Does what is asked, and answers as Slack does. */
    String answer(Call call) {
        ObjectNode answer = JSON.createObjectNode().put("ok", true).put("channel", call.get("channel"));
        switch (call.method()) {
            case "chat.postMessage" -> answer.put("ts", take(call));
            case "chat.update" -> answer.put("ts", call.get("ts"));
            case "chat.getPermalink" -> answer.put("permalink", "https://acme.slack.com/p" + call.get("message_ts"));
            case "conversations.history" -> history(call, answer);
            default -> answer.put("ok", false).put("error", "unknown_method");
        }
        return answer.toString();
    }

    private synchronized String take(Call call) {
        lastTs++;
        String ts = lastTs / 1_000_000 + "." + "%06d".formatted(lastTs % 1_000_000);
        in(call.token(), call.get("channel")).add(new Said(ts, call.get("text"), call.get("metadata")));
        return ts;
    }

    private void history(Call call, ObjectNode answer) {
        answer.remove("channel");
        ArrayNode messages = answer.putArray("messages");
        String before = call.get("cursor").isEmpty() ? "9" : call.get("cursor");
        List<Said> found = new ArrayList<>(in(call.token(), call.get("channel")).stream()
                .filter(said -> said.ts().compareTo(before) < 0 && said.ts().compareTo(call.get("oldest")) > 0)
                .toList().reversed());
        found.stream().limit(PAGE).forEach(said -> {
            ObjectNode message = messages.addObject().put("type", "message").put("ts", said.ts()).put("text",
                    said.text());
            if (call.get("include_all_metadata").matches("true|1")) {
                message.set("metadata", JSON.readTree(said.metadata()));
            }
        });
        boolean more = found.size() > PAGE;
        answer.put("has_more", more).putObject("response_metadata").put("next_cursor",
                more ? found.get(PAGE - 1).ts() : "");
    }

    private List<Said> in(String token, String channel) {
        return channels.computeIfAbsent(token + " " + channel, place -> new CopyOnWriteArrayList<>());
    }
}
