package dev.steward.delivery;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import com.google.gson.JsonObject;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.slack.Message;
import dev.steward.slack.Outgoing;
import dev.steward.slack.SlackApi;
import dev.steward.slack.SlackConnection;
import dev.steward.workspace.ChannelId;

/** Says one delivery to Slack, and tells what became of it. Never called within a transaction. */
@Component
class SlackCalls {
    private final SlackApi slack;
    private final SlackConnection connection;
    private final ResponseAddresses addresses;
    private final MessageJson json;
    private final Outgoing outgoing;
    private final Limits limits;
    private final Places places;

    SlackCalls(SlackApi slack, SlackConnection connection, ResponseAddresses addresses, MessageJson json,
            Outgoing outgoing, Limits limits, Places places) {
        this.slack = slack;
        this.connection = connection;
        this.addresses = addresses;
        this.json = json;
        this.outgoing = outgoing;
        this.limits = limits;
        this.places = places;
    }

    /**
     * Where a card stands or goes; a member's direct messages are opened where that is not known.
     *
     * @throws SlackCall.Undone when Slack did not open them
     */
    ChannelId place(Delivery delivery) {
        if (!delivery.recipient().startsWith("@")) {
            return new ChannelId(delivery.recipient());
        }
        if (delivery.channel() != null) {
            return new ChannelId(delivery.channel());
        }
        var opened = new AtomicReference<@Nullable String>();
        var call = new SlackCall(delivery, limits, false);
        Outcome instead = call.told(() -> {
            opened.set(places.channel(slack.client(delivery.workspace()), delivery, call));
            return new Outcome.NotThere();
        });
        String channel = opened.get();
        if (channel == null) {
            throw new SlackCall.Undone(instead);
        }
        return new ChannelId(channel);
    }

    /** Brings Slack to show {@code message}; null: nothing. */
    Outcome bring(Attempt attempt, @Nullable Message message) {
        Delivery delivery = attempt.delivery();
        var call = new SlackCall(delivery, limits, false);
        return call.told(() -> {
            if (message == null && delivery.ts() == null) {
                return new Outcome.Sent(null, null, null, null, false);
            }
            String hash = message == null ? null : json.hash(message);
            if (delivery.ts() != null && hash != null && hash.equals(delivery.hash())) {
                return new Outcome.Sent(delivery.channel(), delivery.ts(), hash, null, false);
            }
            JsonObject body = message == null ? null : outgoing.message(message);
            if (delivery.way() == Lane.Way.RESPONSE) {
                return respond(attempt, call, body);
            }
            MethodsClient client = slack.client(delivery.workspace());
            if (body == null) {
                return remove(client, delivery, call);
            }
            return switch (delivery.way()) {
                case UPDATE -> update(client, delivery, call, body, hash);
                case EPHEMERAL -> whisper(client, attempt, call, body);
                case POST, RESPONSE -> post(client, attempt, call, body, hash);
            };
        });
    }

    private Outcome post(MethodsClient client, Attempt attempt, SlackCall call, JsonObject body, @Nullable String hash)
            throws IOException, SlackApiException {
        String channel = places.channel(client, attempt.delivery(), call);
        String thread = thread(attempt.delivery());
        var metadata = Marker.of(attempt.delivery(), attempt.merged());
        if (!attempt.stands()) {
            return new Outcome.Passing("Steward was held up", false);
        }
        Delivery delivery = attempt.delivery();
        call.leaves();
        var posted = client.chatPostMessage(request -> request.channel(channel).threadTs(thread).text(text(body))
                .blocksAsString(blocks(body)).metadata(metadata).unfurlLinks(false).unfurlMedia(false));
        String error = posted == null ? null : posted.getError();
        if ("not_in_channel".equals(error) && places.join(client, delivery, call, channel)
                || "channel_not_found".equals(error) && places.forget(delivery)) {
            return new Outcome.NotThere();
        }
        String ts = SlackCall.accepted(posted).getTs();
        call.done();
        return new Outcome.Sent(channel, ts, hash,
                delivery.card() ? places.permalink(client, delivery, call, channel, ts) : null, true);
    }

    private Outcome update(MethodsClient client, Delivery delivery, SlackCall call, JsonObject body,
            @Nullable String hash)
            throws IOException, SlackApiException {
        SlackCall.accepted(
                client.chatUpdate(request -> request.channel(delivery.channel()).ts(delivery.ts()).text(text(body))
                        .blocksAsString(body.has("blocks") ? blocks(body) : "[]")));
        return new Outcome.Sent(delivery.channel(), delivery.ts(), hash, null, true);
    }

    private Outcome remove(MethodsClient client, Delivery delivery, SlackCall call)
            throws IOException, SlackApiException {
        call.next("chat.delete");
        var deleted = client.chatDelete(request -> request.channel(delivery.channel()).ts(delivery.ts()));
        if (deleted == null || !"message_not_found".equals(deleted.getError())) {
            SlackCall.accepted(deleted);
        }
        return new Outcome.Sent(null, null, null, null, true);
    }

    private Outcome whisper(MethodsClient client, Attempt attempt, SlackCall call, JsonObject body)
            throws IOException, SlackApiException {
        String[] address = attempt.delivery().recipient().split("@", 2);
        if (!attempt.stands()) {
            return new Outcome.Passing("Steward was held up", false);
        }
        call.leaves();
        SlackCall.accepted(
                client.chatPostEphemeral(request -> request.channel(address[0]).user(address[1]).text(text(body))
                        .blocksAsString(blocks(body))));
        return new Outcome.Sent(address[0], null, null, null, true);
    }

    private Outcome respond(Attempt attempt, SlackCall call, @Nullable JsonObject body) throws IOException {
        String url = addresses.decrypt(String.valueOf(attempt.delivery().address()));
        if (body == null || !connection.owns(url)) {
            return new Outcome.Permanent("not_slacks_address");
        }
        body.addProperty("response_type", "ephemeral");
        body.addProperty("replace_original", false);
        if (!attempt.stands()) {
            return new Outcome.Passing("Steward was held up", false);
        }
        call.leaves();
        var answer = slack.respond(url, body.toString());
        if (answer.taken()) {
            return new Outcome.Sent(null, null, null, null, true);
        }
        return answer.status() >= 500
                ? new Outcome.Passing("Slack answered " + answer.status(), false)
                : new Outcome.Permanent(answer.body().matches("[a-z_]{1,60}") ? answer.body() : "expired_url");
    }

    static @Nullable String thread(Delivery delivery) {
        String[] address = delivery.recipient().split("/", 2);
        return address.length > 1 ? address[1] : null;
    }

    private static String text(JsonObject body) {
        return body.get("text").getAsString();
    }

    private static @Nullable String blocks(JsonObject body) {
        return body.has("blocks") ? body.get("blocks").toString() : null;
    }
}
