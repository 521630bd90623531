package dev.steward.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.ResponseUrls.ResponseUrl;
import dev.steward.sandbox.SandboxReads.Direction;

/** The addresses an app gets from Slack to use: where to answer (response_url), where to put and get a file's bytes. */
@RestController
@SandboxMode
class Doors {
    private final ResponseUrls urls;
    private final Channels channels;
    private final Messages messages;
    private final Posting posting;
    private final SharedFiles files;
    private final Teams teams;
    private final CallLog log;
    private final TransactionTemplate transaction;

    Doors(ResponseUrls urls, Channels channels, Messages messages, Posting posting, SharedFiles files, Teams teams,
            CallLog log, TransactionTemplate transaction) {
        this.urls = urls;
        this.channels = channels;
        this.messages = messages;
        this.posting = posting;
        this.files = files;
        this.teams = teams;
        this.log = log;
        this.transaction = transaction;
    }

    @PostMapping("/sandbox/response/{team}/{id}")
    ResponseEntity<String> respond(@PathVariable String id, @RequestBody byte[] body) {
        long start = System.nanoTime();
        String sent = new String(body, StandardCharsets.UTF_8);
        // used up also when what was sent is no good, so outside of the transaction that may roll back
        Optional<ResponseUrl> url = urls.use(id);
        String error = "";
        if (url.isEmpty()) {
            error = "no_such_url";
        } else if (url.get().expired()) {
            error = "expired_url";
        } else if (url.get().usedUp()) {
            error = "used_url";
        } else {
            try {
                JsonNode content = Json.parse(sent);
                transaction.executeWithoutResult(status -> answer(url.get(), content));
            } catch (JacksonException e) {
                error = "invalid_payload";
            } catch (ApiError e) {
                error = e.code();
            }
        }
        int status = error.isEmpty() ? 200 : error.endsWith("_url") ? 404 : 400;
        String answered = error.isEmpty() ? "ok" : Json.write(Json.object().put("ok", false).put("error", error));
        log.add(Direction.TO_SLACK, "response_url", error.isEmpty() ? "ok" : error, status,
                Duration.ofNanos(System.nanoTime() - start), sent, answered);
        return ResponseEntity.status(status).body(answered);
    }

    private void answer(ResponseUrl url, JsonNode content) {
        Channel channel = channels.get(url.channel());
        Optional<StoredMessage> original = url.messageTs() == null
                ? Optional.empty()
                : messages.find(channel.id(), url.messageTs());
        if (Json.flag(content, "delete_original")) {
            original.ifPresent(message -> posting.delete(channel, message));
        } else if (Json.flag(content, "replace_original") && original.isPresent()) {
            posting.replace(channel, original.get(), content);
        } else {
            boolean open = Json.text(content, "response_type").equals("in_channel");
            @Nullable
            String thread = Json.textOrNull(content, "thread_ts");
            posting.fromApp(channel, thread == null ? url.threadTs() : thread, content, open ? null : url.person());
        }
    }

    /** Takes the bytes as the body, or as a form's file. */
    @PostMapping("/sandbox/upload/{ticket}")
    ResponseEntity<String> upload(@PathVariable String ticket, HttpServletRequest request) throws Exception {
        String type = request.getContentType();
        byte[] content;
        if (type != null && type.startsWith("multipart/")) {
            content = new byte[0];
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() != null || part.getName().equals("file")) {
                    content = part.getInputStream().readAllBytes();
                }
            }
        } else {
            content = request.getInputStream().readAllBytes();
        }
        boolean taken = files.receive(ticket, content);
        return taken
                ? ResponseEntity.ok("OK - " + content.length)
                : ResponseEntity.status(404).body("There is nothing to upload here, or not this much");
    }

    /** A file's bytes, for the app: it shows its token. */
    @GetMapping("/sandbox/files/{id}")
    ResponseEntity<byte[]> download(@PathVariable String id, HttpServletRequest request) throws IOException {
        if (!("Bearer " + teams.get().botToken()).equals(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            return ResponseEntity.status(403).build();
        }
        return files.content(id)
                .map(file -> ResponseEntity.ok().contentType(MediaType.parseMediaType(file.mimeType()))
                        .header("X-Content-Type-Options", "nosniff").body(file.content()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
