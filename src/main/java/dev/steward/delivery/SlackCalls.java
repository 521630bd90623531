package dev.steward.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
import dev.steward.workspace.WorkspaceId;

/** Says one delivery to Slack, and tells what became of it. */
@Component
class SlackCalls {
    private static final Logger log = LoggerFactory.getLogger(SlackCalls.class);
    private static final String MARKER = "steward_delivery";
    private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "internal_error", "fatal_error",
            "service_unavailable", "request_timeout", "team_added_to_org");

    private final SlackApi slack;
    private final MessageJson json;
    private final Outgoing outgoing;
    private final Clock clock;
    private final Map<String, String> directChannels = new ConcurrentHashMap<>();

    SlackCalls(SlackApi slack, MessageJson json, Outgoing outgoing, Clock clock) {
        this.slack = slack;
        this.json = json;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** Brings Slack to show {@code message}; null: nothing. Must not be called within a transaction. */
    Outcome bring(Delivery delivery, @Nullable Message message) {
        try {
            MethodsClient client = slack.client(delivery.workspace());
            if (message == null) {
                return remove(client, delivery);
            }
            outgoing.message(message);
            if (delivery.recipient().contains("@") && !delivery.recipient().startsWith("@")) {
                return whisper(client, delivery, message);
            }
            String hash = json.hash(message);
            if (delivery.ts() != null) {
                return hash.equals(delivery.hash())
                        ? new Outcome.Sent(delivery.channel(), delivery.ts(), hash, null)
                        : update(client, delivery, message, hash);
            }
            return post(client, delivery, message, hash);
        } catch (Refused refused) {
            return PASSING.contains(refused.error)
                    ? new Outcome.Passing(refused.error, null)
                    : new Outcome.Permanent(refused.error);
        } catch (SlackApiException e) {
            return answered(e);
        } catch (ConnectException e) {
            return new Outcome.Passing("Slack cannot be reached", null);
        } catch (IOException e) {
            return new Outcome.Unknown("no answer from Slack: " + e.getClass().getSimpleName());
        } catch (IllegalStateException refusedByOurselves) {
            return new Outcome.Permanent(String.valueOf(refusedByOurselves.getMessage()));
        } catch (NoSuchElementException e) {
            return new Outcome.Permanent("Steward is not installed in this workspace any more");
        }
    }

    private Outcome post(MethodsClient client, Delivery delivery, Message message, String hash)
            throws IOException, SlackApiException {
        String[] address = delivery.recipient().split("/", 2);
        String channel = address[0].startsWith("@") ? direct(client, delivery.workspace(), address[0]) : address[0];
        String thread = address.length > 1 ? address[1] : null;
        String ts = delivery.uncertain() ? find(client, delivery, channel, thread) : null;
        if (ts == null) {
            ts = post(client, delivery, message, channel, thread, true);
        }
        return new Outcome.Sent(channel, ts, hash, delivery.card() ? permalink(client, channel, ts) : null);
    }

    private String post(MethodsClient client, Delivery delivery, Message message, String channel,
            @Nullable String thread, boolean mayJoin) throws IOException, SlackApiException {
        var metadata = Metadata.builder().eventType(MARKER).eventPayload(Map.of("delivery", delivery.id().toString()))
                .build();
        var posted = client.chatPostMessage(request -> request.channel(channel).threadTs(thread).text(message.text())
                .blocksAsString(message.blocks().isEmpty() ? null : json.blocks(message)).metadata(metadata)
                .unfurlLinks(false).unfurlMedia(false));
        if ("not_in_channel".equals(posted.getError()) && mayJoin
                && client.conversationsJoin(request -> request.channel(channel)).isOk()) {
            return post(client, delivery, message, channel, thread, false);
        }
        return accepted(posted).getTs();
    }

    private Outcome update(MethodsClient client, Delivery delivery, Message message, String hash)
            throws IOException, SlackApiException {
        accepted(client.chatUpdate(request -> request.channel(delivery.channel()).ts(delivery.ts())
                .text(message.text()).blocksAsString(json.blocks(message))));
        return new Outcome.Sent(delivery.channel(), delivery.ts(), hash, null);
    }

    private Outcome remove(MethodsClient client, Delivery delivery) throws IOException, SlackApiException {
        if (delivery.ts() != null) {
            var deleted = client.chatDelete(request -> request.channel(delivery.channel()).ts(delivery.ts()));
            if (!"message_not_found".equals(deleted.getError())) {
                accepted(deleted);
            }
        }
        return new Outcome.Sent(null, null, null, null);
    }

    private Outcome whisper(MethodsClient client, Delivery delivery, Message message)
            throws IOException, SlackApiException {
        String[] address = delivery.recipient().split("@", 2);
        accepted(client.chatPostEphemeral(request -> request.channel(address[0]).user(address[1]).text(message.text())
                .blocksAsString(message.blocks().isEmpty() ? null : json.blocks(message))));
        return new Outcome.Sent(address[0], null, null, null);
    }

    private String direct(MethodsClient client, WorkspaceId workspace, String user)
            throws IOException, SlackApiException {
        String known = directChannels.get(workspace + user);
        if (known != null) {
            return known;
        }
        String opened = accepted(
                client.conversationsOpen(request -> request.users(List.of(user.substring(1)))))
                .getChannel().getId();
        directChannels.put(workspace + user, opened);
        return opened;
    }

    /** Looks for this very delivery in the channel, because an earlier attempt's outcome is not known. */
    private @Nullable String find(MethodsClient client, Delivery delivery, String channel, @Nullable String thread)
            throws IOException, SlackApiException {
        String oldest = String.valueOf(clock.instant().minus(Duration.ofDays(1)).getEpochSecond());
        var messages = thread == null
                ? accepted(client.conversationsHistory(request -> request.channel(channel).oldest(oldest)
                        .includeAllMetadata(true).limit(200))).getMessages()
                : accepted(client.conversationsReplies(request -> request.channel(channel).ts(thread).oldest(oldest)
                        .includeAllMetadata(true).limit(200))).getMessages();
        return messages.stream()
                .filter(message -> message.getMetadata() != null
                        && MARKER.equals(message.getMetadata().getEventType())
                        && delivery.id().toString().equals(message.getMetadata().getEventPayload().get("delivery")))
                .map(com.slack.api.model.Message::getTs).findFirst().orElse(null);
    }

    private @Nullable String permalink(MethodsClient client, String channel, String ts) {
        try {
            return accepted(client.chatGetPermalink(request -> request.channel(channel).messageTs(ts))).getPermalink();
        } catch (IOException | SlackApiException | Refused e) {
            log.info("Slack did not tell the link of a card: {}", e.getMessage());
            return null;
        }
    }

    private static Outcome answered(SlackApiException e) {
        int status = e.getResponse().code();
        if (status == 429) {
            String after = e.getResponse().header("Retry-After");
            return new Outcome.Passing("ratelimited", Duration.ofSeconds(after == null ? 1 : Long.parseLong(after)));
        }
        return status >= 500
                ? new Outcome.Unknown("Slack answered " + status)
                : new Outcome.Permanent("Slack answered " + status);
    }

    private static <R extends SlackApiTextResponse> R accepted(R response) {
        if (!response.isOk()) {
            throw new Refused(response.getError() == null ? "unknown_error" : response.getError());
        }
        return response;
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

    /** The instant by which a failed attempt may be made again: doubling from a second to a minute. */
    static Instant next(Instant now, int attempts) {
        return now.plusSeconds(Math.min(60, 1L << Math.min(6, Math.max(0, attempts - 1))));
    }
}
