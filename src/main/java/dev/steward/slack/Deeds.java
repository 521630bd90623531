package dev.steward.slack;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonObject;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.methods.response.views.ViewsPushResponse;
import com.slack.api.methods.response.views.ViewsUpdateResponse;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.slack.SlackRequest.ActionRequest;

/** Does at Slack what a reply asks for beside its ack. Runs on {@link AfterAck}, never in a transaction. */
final class Deeds {
    private static final Logger log = LoggerFactory.getLogger(Deeds.class);
    /** Slack shows a pushed view some moments after it got the ack. */
    private static final Duration PUSH_PAUSE = Duration.ofMillis(250);
    private static final int PUSH_TRIES = 12;

    private final Cache<String, Arrival<?>> newest = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10)).build();
    private final SlackWebApi api;
    private final Outgoing outgoing;
    private final Diagnosis diagnosis;

    Deeds(SlackWebApi api, Outgoing outgoing, Diagnosis diagnosis) {
        this.api = api;
        this.outgoing = outgoing;
        this.diagnosis = diagnosis;
    }

    /** Says it to the person alone, as near to where they are as Slack allows. */
    void say(Arrival<?> arrival, JsonObject message) throws IOException, SlackApiException {
        if (arrival.responseUrl() != null) {
            JsonObject body = message.deepCopy();
            body.addProperty("response_type", "ephemeral");
            body.addProperty("replace_original", false);
            if (arrival.threadTs() != null) {
                body.addProperty("thread_ts", arrival.threadTs());
            }
            if (api.respond(arrival.responseUrl(), Outgoing.write(body)).taken()) {
                return;
            }
        }
        MethodsClient client = api.client(arrival.installation());
        String user = arrival.request().actor().user().value();
        String text = message.get("text").getAsString();
        String blocks = message.has("blocks") ? message.get("blocks").toString() : null;
        if (arrival.channel() != null) {
            String channel = arrival.channel().value();
            var answer = client.chatPostEphemeral(r -> r.channel(channel).user(user).threadTs(arrival.threadTs())
                    .text(text).blocksAsString(blocks));
            if (answer.isOk()) {
                return;
            }
            log.warn("Slack would not show an ephemeral message in {}: {}", channel, answer.getError());
        }
        ok("chat.postMessage", client.chatPostMessage(r -> r.channel(user).text(text).blocksAsString(blocks)
                .unfurlLinks(false).unfurlMedia(false)));
    }

    /** Puts a message in the place of the one whose button was pressed. */
    void replace(Arrival<?> arrival, JsonObject message) throws IOException, SlackApiException {
        if (arrival.responseUrl() != null) {
            JsonObject body = message.deepCopy();
            body.addProperty("replace_original", true);
            if (api.respond(arrival.responseUrl(), Outgoing.write(body)).taken()) {
                return;
            }
        }
        if (arrival.request() instanceof ActionRequest action && action.message() != null) {
            String channel = action.message().channel().value();
            String ts = action.message().ts();
            String blocks = message.has("blocks") ? message.get("blocks").toString() : null;
            ok("chat.update", api.client(arrival.installation()).chatUpdate(
                    r -> r.channel(channel).ts(ts).text(message.get("text").getAsString()).blocksAsString(blocks)));
        } else {
            say(arrival, message);
        }
    }

    /** Opens a modal, or stacks it on the one whose button was pressed; then fills it, where it came as a skeleton. */
    void open(Arrival<?> arrival, JsonObject view, @Nullable Supplier<View> then)
            throws IOException, SlackApiException {
        MethodsClient client = api.client(arrival.installation());
        String json = Outgoing.write(view);
        View shown;
        if (arrival.modal()) {
            ViewsPushResponse pushed = triggered(arrival,
                    () -> client.viewsPush(r -> r.triggerId(arrival.triggerId()).viewAsString(json)));
            shown = opened("views.push", arrival, pushed) ? pushed.getView() : null;
        } else {
            ViewsOpenResponse opened = triggered(arrival,
                    () -> client.viewsOpen(r -> r.triggerId(arrival.triggerId()).viewAsString(json)));
            shown = opened("views.open", arrival, opened) ? opened.getView() : null;
        }
        if (shown != null && then != null) {
            String viewId = shown.getId();
            String hash = shown.getHash();
            String filled = Outgoing.write(filled(view, then));
            ViewsUpdateResponse updated = client.viewsUpdate(r -> r.viewId(viewId).hash(hash).viewAsString(filled));
            shown(updated);
        }
    }

    /** A call to Slack. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws IOException, SlackApiException;
    }

    /**
     * Makes a call that uses up a trigger, and once more where its connection broke: Slack takes a trigger once, so the form opens once
     * whatever became of the first. Where that does not help either, the person is told.
     */
    private <T> T triggered(Arrival<?> arrival, Call<T> call) throws IOException, SlackApiException {
        try {
            return call.make();
        } catch (IOException broken) {
            log.info("The connection broke while opening a form, which is asked for again: {}", broken.toString());
        }
        api.connectAnew();
        try {
            return call.make();
        } catch (IOException away) {
            say(arrival, outgoing.message(Message.of(Sentences.FORM_NOT_REACHED)));
            throw away;
        }
    }

    /** Fills a skeleton that the ack of a submission has pushed, or put in the place of what was submitted. */
    void fillNamed(Arrival<?> arrival, String externalId, JsonObject skeleton, Supplier<View> then)
            throws IOException, SlackApiException, InterruptedException {
        JsonObject filled = filled(skeleton, then);
        filled.addProperty("external_id", externalId);
        String json = Outgoing.write(filled);
        for (int tries = 1;; tries++) {
            ViewsUpdateResponse updated = api.client(arrival.installation())
                    .viewsUpdate(r -> r.externalId(externalId).viewAsString(json));
            if (shown(updated) || tries == PUSH_TRIES) {
                return;
            }
            Thread.sleep(PUSH_PAUSE);
        }
    }

    /** Somebody used a field of a view: of the updates under way, the one for what they used last is to stay. */
    void begins(Arrival<?> arrival) {
        if (arrival.modal() && arrival.viewId() != null) {
            newest.put(arrival.viewId(), arrival);
        }
    }

    private boolean isNewest(Arrival<?> arrival) {
        return newest.getIfPresent(String.valueOf(arrival.viewId())) == arrival;
    }

    /** Replaces the modal or App Home whose button was pressed; then fills it, where that came as a skeleton. */
    void update(Arrival<?> arrival, JsonObject view, @Nullable Supplier<View> then)
            throws IOException, SlackApiException {
        if (!arrival.modal()) {
            publish(arrival, view);
            if (then != null) {
                publish(arrival, filled(view, then));
            }
        } else if (updated(arrival, view) && then != null) {
            JsonObject filled = filled(view, then);
            if (isNewest(arrival)) {
                updated(arrival, filled);
            }
        }
    }

    private void publish(Arrival<?> arrival, JsonObject view) throws IOException, SlackApiException {
        String user = arrival.request().actor().user().value();
        String json = Outgoing.write(view);
        ok("views.publish", api.client(arrival.installation()).viewsPublish(r -> r.userId(user).viewAsString(json)));
    }

    /** Answers whether it was there to be updated. */
    private boolean updated(Arrival<?> arrival, JsonObject view) throws IOException, SlackApiException {
        MethodsClient client = api.client(arrival.installation());
        String json = Outgoing.write(view);
        var updated = client.viewsUpdate(r -> r.viewId(arrival.viewId()).hash(arrival.viewHash()).viewAsString(json));
        if ("hash_conflict".equals(updated.getError()) && isNewest(arrival)) {
            updated = client.viewsUpdate(r -> r.viewId(arrival.viewId()).viewAsString(json));
        }
        return shown(updated);
    }

    /** Whether a modal was there to be updated: a person may have closed it, or gone on, meanwhile. */
    private static boolean shown(ViewsUpdateResponse updated) {
        if ("not_found".equals(updated.getError()) || "hash_conflict".equals(updated.getError())) {
            log.debug("A modal that was closed or went on is not updated: {}", updated.getError());
            return false;
        }
        ok("views.update", updated);
        return true;
    }

    /** Replaces the modal that is on top again, now that the one above it was submitted. */
    void updateBeneath(Arrival<?> arrival, String viewId, JsonObject view) throws IOException, SlackApiException {
        String json = Outgoing.write(view);
        shown(api.client(arrival.installation()).viewsUpdate(r -> r.viewId(viewId).viewAsString(json)));
    }

    private JsonObject filled(JsonObject skeleton, Supplier<View> then) {
        try {
            return outgoing.view(then.get());
        } catch (RuntimeException e) {
            log.error("A form could not be filled", e);
            String title = skeleton.has("title")
                    ? skeleton.getAsJsonObject("title").get("text").getAsString()
                    : "Steward";
            return outgoing.view(Sentences.modal(title, Sentences.formNotFilled(diagnosis.of(e))));
        }
    }

    private boolean opened(String method, Arrival<?> arrival, SlackApiTextResponse answer)
            throws IOException, SlackApiException {
        if (answer.isOk()) {
            return true;
        }
        log.error("{} failed: {}", method, answer.getError());
        say(arrival, outgoing.message(Message.of(Sentences.formNotOpened(answer.getError()))));
        return false;
    }

    private static void ok(String method, SlackApiTextResponse answer) {
        if (!answer.isOk()) {
            throw new RefusedBySlack(method, answer.getError());
        }
    }
}
