package dev.steward.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.Message.Metadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.steward.slack.Message;
import dev.steward.slack.Outgoing;
import dev.steward.slack.SlackApi;
import dev.steward.slack.SlackConnection;
import dev.steward.workspace.WorkspaceId;

/** Says one delivery to Slack, and tells what became of it. Never called within a transaction. */
@Component
class SlackCalls {
    private static final Logger log = LoggerFactory.getLogger(SlackCalls.class);
    private static final String MARKER = "steward_delivery";
    /** Slack could not do it now; of those that tell so little, it may have done it all the same. */
    private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "message_limit_exceeded",
            "service_unavailable", "request_timeout", "team_added_to_org", "internal_error", "fatal_error");
    private static final Set<String> PERHAPS_DONE = Set.of("internal_error", "fatal_error", "service_unavailable",
            "request_timeout");
    /** Longer turns are not waited for while a claim is held. */
    private static final long SHORT_WAIT = TimeUnit.SECONDS.toNanos(2);
    /** How far Slack's clock and ours may differ. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final SlackApi slack;
    private final SlackConnection connection;
    private final ResponseAddresses addresses;
    private final MessageJson json;
    private final Outgoing outgoing;
    private final Limits limits;
    private final Cache<Place, String> directChannels = Caffeine.newBuilder().maximumSize(100_000).build();
    private final Cache<Place, Boolean> joined = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10)).build();

    SlackCalls(SlackApi slack, SlackConnection connection, ResponseAddresses addresses, MessageJson json,
            Outgoing outgoing, Limits limits) {
        this.slack = slack;
        this.connection = connection;
        this.addresses = addresses;
        this.json = json;
        this.outgoing = outgoing;
        this.limits = limits;
    }

    /** Brings Slack to show {@code message}; null: nothing. */
    Outcome bring(Attempt attempt, @Nullable Message message) {
        Delivery delivery = attempt.delivery();
        var call = new Call(delivery);
        return told(call, () -> {
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

    /** Looks for this very delivery in its channel, because an earlier attempt may have reached Slack. */
    Outcome find(Delivery delivery) {
        if (delivery.way() != Lane.Way.POST) {
            return new Outcome.Unknown("Slack tells nobody whether such a message arrived");
        }
        var call = new Call(delivery);
        call.uncertain = true;
        return told(call, () -> {
            MethodsClient client = slack.client(delivery.workspace());
            String channel = channel(client, delivery, call);
            String ts;
            try {
                ts = search(client, delivery, call, channel);
            } catch (Refused refused) {
                if (PASSING.contains(refused.error)) {
                    throw refused;
                }
                return new Outcome.Unknown("Slack does not show the channel's messages (" + refused.error + ")");
            }
            return ts == null
                    ? new Outcome.NotThere()
                    : new Outcome.Sent(channel, ts, null, permalink(client, delivery, call, channel, ts), true);
        });
    }

    private Outcome post(MethodsClient client, Attempt attempt, Call call, JsonObject body, @Nullable String hash)
            throws IOException, SlackApiException {
        String channel = channel(client, attempt.delivery(), call);
        String thread = thread(attempt.delivery());
        var metadata = Metadata.builder().eventType(MARKER)
                .eventPayload(Map.of("delivery", attempt.delivery().id().toString())).build();
        if (!attempt.stands()) {
            return new Outcome.Passing("Steward was held up", false);
        }
        Delivery delivery = attempt.delivery();
        call.leaves(Lane.Way.POST.method());
        var posted = client.chatPostMessage(request -> request.channel(channel).threadTs(thread).text(text(body))
                .blocksAsString(blocks(body)).metadata(metadata).unfurlLinks(false).unfurlMedia(false));
        var place = new Place(delivery.workspace(), channel);
        if (posted != null && "not_in_channel".equals(posted.getError()) && joined.getIfPresent(place) == null) {
            call.next("conversations.join");
            joined.put(place, true);
            var came = client.conversationsJoin(request -> request.channel(channel));
            if (came == null || came.isOk() || PASSING.contains(String.valueOf(came.getError()))) {
                return new Outcome.NotThere();
            }
        }
        if (posted != null && "channel_not_found".equals(posted.getError()) && call.remembered != null) {
            directChannels.invalidate(call.remembered);
            return new Outcome.NotThere();
        }
        String ts = accepted(posted).getTs();
        call.done();
        return new Outcome.Sent(channel, ts, hash,
                delivery.card() ? permalink(client, delivery, call, channel, ts) : null, true);
    }

    private Outcome update(MethodsClient client, Delivery delivery, Call call, JsonObject body, @Nullable String hash)
            throws IOException, SlackApiException {
        call.method = Lane.Way.UPDATE.method();
        accepted(client.chatUpdate(request -> request.channel(delivery.channel()).ts(delivery.ts()).text(text(body))
                .blocksAsString(body.has("blocks") ? blocks(body) : "[]")));
        return new Outcome.Sent(delivery.channel(), delivery.ts(), hash, null, true);
    }

    private Outcome remove(MethodsClient client, Delivery delivery, Call call) throws IOException, SlackApiException {
        call.next("chat.delete");
        var deleted = client.chatDelete(request -> request.channel(delivery.channel()).ts(delivery.ts()));
        if (deleted == null || !"message_not_found".equals(deleted.getError())) {
            accepted(deleted);
        }
        return new Outcome.Sent(null, null, null, null, true);
    }

    private Outcome whisper(MethodsClient client, Attempt attempt, Call call, JsonObject body)
            throws IOException, SlackApiException {
        String[] address = attempt.delivery().recipient().split("@", 2);
        if (!attempt.stands()) {
            return new Outcome.Passing("Steward was held up", false);
        }
        call.leaves(Lane.Way.EPHEMERAL.method());
        accepted(client.chatPostEphemeral(request -> request.channel(address[0]).user(address[1]).text(text(body))
                .blocksAsString(blocks(body))));
        return new Outcome.Sent(address[0], null, null, null, true);
    }

    private Outcome respond(Attempt attempt, Call call, @Nullable JsonObject body) throws IOException {
        String url = addresses.decrypt(String.valueOf(attempt.delivery().address()));
        if (body == null || !connection.owns(url)) {
            return new Outcome.Permanent("not_slacks_address");
        }
        body.addProperty("response_type", "ephemeral");
        body.addProperty("replace_original", false);
        if (!attempt.stands()) {
            return new Outcome.Passing("Steward was held up", false);
        }
        call.leaves(Lane.Way.RESPONSE.method());
        var answer = slack.respond(url, body.toString());
        if (answer.taken()) {
            return new Outcome.Sent(null, null, null, null, true);
        }
        return answer.status() >= 500
                ? new Outcome.Passing("Slack answered " + answer.status(), false)
                : new Outcome.Permanent(answer.body().matches("[a-z_]{1,60}") ? answer.body() : "expired_url");
    }

    private String channel(MethodsClient client, Delivery delivery, Call call) throws IOException, SlackApiException {
        String address = delivery.recipient().split("/", 2)[0];
        if (!address.startsWith("@")) {
            return address;
        }
        var place = new Place(delivery.workspace(), address);
        String known = directChannels.getIfPresent(place);
        if (known != null) {
            call.remembered = place;
            return known;
        }
        call.next("conversations.open");
        String opened = accepted(client.conversationsOpen(request -> request.users(List.of(address.substring(1)))))
                .getChannel().getId();
        directChannels.put(place, opened);
        return opened;
    }

    private static @Nullable String thread(Delivery delivery) {
        String[] address = delivery.recipient().split("/", 2);
        return address.length > 1 ? address[1] : null;
    }

    /** A channel that Steward is not in shows it nothing: a public one is joined first. */
    private @Nullable String search(MethodsClient client, Delivery delivery, Call call, String channel)
            throws IOException, SlackApiException {
        try {
            return find(client, delivery, call, channel);
        } catch (Refused refused) {
            if (!refused.error.equals("not_in_channel")) {
                throw refused;
            }
            call.next("conversations.join");
            var came = client.conversationsJoin(request -> request.channel(channel));
            if (came != null && !came.isOk() && !PASSING.contains(String.valueOf(came.getError()))) {
                throw refused;
            }
            accepted(came);
            return find(client, delivery, call, channel);
        }
    }

    private @Nullable String find(MethodsClient client, Delivery delivery, Call call, String channel)
            throws IOException, SlackApiException {
        String oldest = String.valueOf(delivery.triedAt().minus(SKEW).getEpochSecond());
        String thread = thread(delivery);
        String cursor = null;
        do {
            String from = cursor;
            call.next(thread == null ? "conversations.history" : "conversations.replies");
            List<com.slack.api.model.Message> messages;
            if (thread == null) {
                var page = accepted(client.conversationsHistory(request -> request.channel(channel).oldest(oldest)
                        .includeAllMetadata(true).limit(200).cursor(from)));
                messages = page.getMessages();
                cursor = page.isHasMore() ? page.getResponseMetadata().getNextCursor() : null;
            } else {
                var page = accepted(client.conversationsReplies(request -> request.channel(channel).ts(thread)
                        .oldest(oldest).includeAllMetadata(true).limit(200).cursor(from)));
                messages = page.getMessages();
                cursor = page.isHasMore() ? page.getResponseMetadata().getNextCursor() : null;
            }
            for (var message : messages) {
                var metadata = message.getMetadata();
                if (metadata != null && MARKER.equals(metadata.getEventType()) && metadata.getEventPayload() != null
                        && delivery.id().toString().equals(metadata.getEventPayload().get("delivery"))) {
                    return message.getTs();
                }
            }
        } while (cursor != null && !cursor.isEmpty());
        return null;
    }

    /** Nice to have: what is sent is sent without it. */
    private @Nullable String permalink(MethodsClient client, Delivery delivery, Call call, String channel, String ts) {
        try {
            call.next("chat.getPermalink");
            return accepted(client.chatGetPermalink(request -> request.channel(channel).messageTs(ts))).getPermalink();
        } catch (IOException | SlackApiException | JsonParseException | Refused | MustWait e) {
            log.info("Slack did not tell the link of the card that delivery {} is: {}", delivery.id(), e.toString());
            return null;
        }
    }

    private interface Work {
        Outcome run() throws IOException, SlackApiException;
    }

    private Outcome told(Call call, Work work) {
        try {
            return work.run();
        } catch (MustWait wait) {
            return new Outcome.TooMany(call.method, Duration.ofNanos(wait.nanos), call.uncertain);
        } catch (Refused refused) {
            if (PASSING.contains(refused.error)) {
                return new Outcome.Passing(refused.error,
                        call.uncertain || call.left() && PERHAPS_DONE.contains(refused.error));
            }
            return new Outcome.Permanent(refused.error);
        } catch (SlackApiException e) {
            return answered(e, call);
        } catch (ConnectException | UnknownHostException e) {
            return new Outcome.Passing("Slack cannot be reached", call.uncertain);
        } catch (IOException | JsonParseException e) {
            return perhaps(call, "no answer from Slack: " + e.getClass().getSimpleName());
        } catch (NoSuchElementException e) {
            return new Outcome.Permanent("not_installed");
        } catch (IllegalStateException refusedByOurselves) {
            log.error("Delivery {} of {} cannot be sent as it is", call.delivery.id(), call.delivery.label(),
                    refusedByOurselves);
            return new Outcome.Permanent("invalid_blocks");
        }
    }

    private static Outcome answered(SlackApiException e, Call call) {
        int status = e.getResponse().code();
        if (status == 429) {
            String after = e.getResponse().header("Retry-After");
            long seconds = after != null && after.strip().matches("\\d{1,9}") ? Long.parseLong(after.strip()) : 1;
            return new Outcome.TooMany(call.method, Duration.ofSeconds(seconds), call.uncertain);
        }
        if (status >= 500) {
            return new Outcome.Passing("Slack answered " + status,
                    call.uncertain || call.left() && call.delivery.way() == Lane.Way.POST);
        }
        return status == 408 || status < 400
                ? perhaps(call, "Slack answered " + status)
                : new Outcome.Permanent("Slack answered " + status);
    }

    /** No answer, or none that can be read. */
    private static Outcome perhaps(Call call, String reason) {
        boolean left = call.left();
        if (left && call.delivery.way() != Lane.Way.POST) {
            return new Outcome.Unknown(reason);
        }
        return new Outcome.Passing(reason, call.uncertain || left);
    }

    private static <R extends SlackApiTextResponse> R accepted(@Nullable R response) throws IOException {
        if (response == null) {
            throw new IOException("an empty answer");
        }
        if (!response.isOk()) {
            throw new Refused(response.getError() == null ? "unknown_error" : response.getError());
        }
        return response;
    }

    private static String text(JsonObject body) {
        return body.get("text").getAsString();
    }

    private static @Nullable String blocks(JsonObject body) {
        return body.has("blocks") ? body.get("blocks").toString() : null;
    }

    private record Place(WorkspaceId workspace, String name) {}

    /** Which call is under way, and whether it may have had an effect that must not happen twice. */
    private final class Call {
        private final Delivery delivery;
        private String method = Lane.Way.POST.method();
        private boolean uncertain;
        private boolean leaving;
        /** Where a direct message goes, if that was not asked anew. */
        private @Nullable Place remembered;

        Call(Delivery delivery) {
            this.delivery = delivery;
        }

        void leaves(String name) {
            method = name;
            leaving = true;
        }

        void done() {
            leaving = false;
        }

        boolean left() {
            return leaving;
        }

        /** Another call that can be repeated: waits for its turn. */
        void next(String name) {
            method = name;
            leaving = false;
            long wait = limits.paused(delivery.workspace(), name);
            if (wait <= 0) {
                wait = limits.reserve(delivery.workspace(), name, null);
                if (wait > SHORT_WAIT) {
                    limits.giveBack(delivery.workspace(), name, null);
                }
            }
            if (wait > SHORT_WAIT) {
                throw new MustWait(wait);
            }
            if (wait > 0) {
                try {
                    TimeUnit.NANOSECONDS.sleep(wait);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    throw new MustWait(wait);
                }
            }
        }
    }

    /** Slack answered, and said no. */
    @SuppressWarnings("serial")
    private static final class Refused extends RuntimeException {
        private final String error;

        Refused(String error) {
            super(error, null, false, false);
            this.error = error;
        }
    }

    /** It is not this method's turn for a while. */
    @SuppressWarnings("serial")
    private static final class MustWait extends RuntimeException {
        private final long nanos;

        MustWait(long nanos) {
            super("its turn is later", null, false, false);
            this.nanos = nanos;
        }
    }
}
