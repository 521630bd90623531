package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.RateLimits.Tier;
import dev.steward.sandbox.SharedFiles.SharedFile;

/** {@code files.*}: ask for an address, put the bytes there, then share the file. */
@Component
@SandboxMode
class FilesApi implements ApiMethod.Family {
    private final BotsView view;
    private final SharedFiles files;
    private final Messages messages;
    private final Posting posting;
    private final LocalAddress address;

    FilesApi(BotsView view, SharedFiles files, Messages messages, Posting posting, LocalAddress address) {
        this.view = view;
        this.files = files;
        this.messages = messages;
        this.posting = posting;
        this.address = address;
    }

    @Override
    public List<ApiMethod> methods() {
        return List.of(ApiMethod.of("files.getUploadURLExternal", Tier.FOUR, "files:write", this::uploadUrl),
                ApiMethod.of("files.completeUploadExternal", Tier.FOUR, "files:write", this::complete),
                ApiMethod.of("files.info", Tier.FOUR, "files:read", this::info));
    }

    private ObjectNode uploadUrl(ApiCall call) {
        String name = call.required("filename");
        long length;
        try {
            length = Long.parseLong(call.required("length"));
        } catch (NumberFormatException e) {
            throw ApiError.withMessages("invalid_arguments", List.of("must be an integer [json-pointer:/length]"));
        }
        if (length < 1) {
            throw ApiError.withMessages("invalid_arguments", List.of("must be greater than 0 [json-pointer:/length]"));
        }
        String ticket = SlackIds.secret(16);
        SharedFile file = files.add(name, SharedFiles.mimeType(name), BotsView.bot(call), ticket, length, null);
        return Json.object().put("upload_url", address.base() + "/sandbox/upload/" + ticket).put("file_id", file.id());
    }

    private ObjectNode complete(ApiCall call) {
        JsonNode wanted = call.json("files");
        if (!wanted.isArray() || wanted.isEmpty()) {
            throw ApiError.withMessages("invalid_arguments", List.of("missing required field: files"));
        }
        List<ObjectNode> shared = new ArrayList<>();
        for (JsonNode one : wanted.values()) {
            SharedFile file = files.find(Json.text(one, "id"))
                    .filter(found -> found.uploaded() && !found.completed()
                            && found.owner().equals(call.team().botUserId()))
                    .orElseThrow(() -> new ApiError("file_not_found"));
            ObjectNode json = files.json(file, call.team());
            if (one.has("title")) {
                json.put("title", Json.text(one, "title"));
            }
            shared.add(json);
        }
        if (!call.text("channel_id").isEmpty()) {
            shared = share(call, shared);
        }
        shared.forEach(file -> files.complete(Json.text(file, "id"), Json.text(file, "title")));
        ObjectNode response = Json.object();
        ArrayNode list = response.putArray("files");
        shared.forEach(list::add);
        return response;
    }

    /** Answers them as they are then. */
    private List<ObjectNode> share(ApiCall call, List<ObjectNode> shared) {
        Channel channel = view.joined(call, "channel_id");
        if (channel.archived()) {
            throw new ApiError("is_archived");
        }
        @Nullable
        String thread = call.textOrNull("thread_ts");
        if (thread != null && messages.find(channel.id(), thread).isEmpty()) {
            throw new ApiError("thread_not_found");
        }
        StoredMessage message = posting.filesFromApp(channel, thread, call.text("initial_comment"), shared);
        return shared.stream().map(file -> {
            String id = Json.text(file, "id");
            files.share(id, Json.text(file, "title"), channel.id(), message.ts(), thread);
            return files.json(files.find(id).orElseThrow(), call.team());
        }).toList();
    }

    private ObjectNode info(ApiCall call) {
        SharedFile file = files.find(call.required("file")).orElseThrow(() -> new ApiError("file_not_found"));
        ObjectNode response = Json.object();
        response.set("file", files.json(file, call.team()));
        return response;
    }
}
