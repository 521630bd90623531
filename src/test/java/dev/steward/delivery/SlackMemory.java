package dev.steward.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    private record Said(String ts, String text, String metadata, String file) {}

    /** What is put there, and whether it was shown: that happens once. */
    private final Map<String, Boolean> files = new ConcurrentHashMap<>();
    private volatile String address = "";

    /** @param base where files are put, without a slash at its end */
    void at(String base) {
        address = base;
    }

    /** What was taken there, oldest first. */
    List<String> said(String token, String channel) {
        return in(token, channel).stream().map(Said::text).toList();
    }

    /** Does what is asked, and answers as Slack does. */
    String answer(Call call) {
        ObjectNode answer = JSON.createObjectNode().put("ok", true).put("channel", call.get("channel"));
        switch (call.method()) {
            case "chat.postMessage" -> answer.put("ts", take(call));
            case "conversations.open" -> answer.putObject("channel").put("id", "D" + call.get("users"));
            case "files.getUploadURLExternal" -> {
                String file = "F" + UUID.randomUUID();
                answer.put("upload_url", address + "/api/upload?" + file).put("file_id", file);
            }
            case "files.completeUploadExternal" -> complete(call, answer);
            case "files.info" -> info(call, answer);
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
        in(call.token(), call.get("channel")).add(new Said(ts, call.get("text"), call.get("metadata"), ""));
        return ts;
    }

    /** The bytes of a file came in. */
    void put(String file) {
        files.put(file, false);
    }

    private synchronized void complete(Call call, ObjectNode answer) {
        String file = JSON.readTree(call.get("files")).path(0).path("id").asString();
        answer.remove("channel");
        if (!Boolean.FALSE.equals(files.put(file, true))) {
            answer.put("ok", false).put("error", "file_not_found");
            return;
        }
        lastTs++;
        String ts = lastTs / 1_000_000 + "." + "%06d".formatted(lastTs % 1_000_000);
        in(call.token(), call.get("channel_id")).add(new Said(ts, call.get("initial_comment"), "", file));
        answer.putArray("files").addObject().put("id", file);
    }

    private void info(Call call, ObjectNode answer) {
        answer.remove("channel");
        var shares = answer.putObject("file").put("id", call.get("file")).putObject("shares").putObject("public");
        channels.forEach((place, all) -> all.stream().filter(said -> said.file().equals(call.get("file")))
                .forEach(said -> shares.putArray(place.substring(place.indexOf(' ') + 1)).addObject().put("ts",
                        said.ts())));
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
            if (!said.file().isEmpty()) {
                message.putArray("files").addObject().put("id", said.file());
            }
            if (call.get("include_all_metadata").matches("true|1") && !said.metadata().isEmpty()) {
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
