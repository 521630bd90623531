package dev.steward.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.restore.Restored;
import dev.steward.slack.SlackApi;

/** Looks in Slack for what may have arrived there: each message carries the id of its delivery. */
@Component
class FindInSlack {
    /** How far Slack's clock and ours may differ. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final SlackApi slack;
    private final Places places;
    private final Limits limits;
    private final Restored restored;

    FindInSlack(SlackApi slack, Places places, Limits limits, Restored restored) {
        this.slack = slack;
        this.places = places;
        this.limits = limits;
        this.restored = restored;
    }

    /** Looks for this very delivery in its channel, because an earlier attempt may have reached Slack. */
    Outcome find(Delivery delivery) {
        if (delivery.way() != Lane.Way.POST) {
            return new Outcome.Unknown("Slack tells nobody whether such a message arrived");
        }
        var call = new SlackCall(delivery, limits, true);
        return call.told(() -> {
            MethodsClient client = slack.client(delivery.workspace());
            String channel = places.channel(client, delivery, call);
            String ts;
            try {
                ts = search(client, delivery, call, channel,
                        message -> restored.knew(delivery.thing())
                                ? Marker.saysTheSame(message, delivery)
                                : Marker.says(message, delivery));
            } catch (SlackCall.Refused refused) {
                if (SlackCall.passing(refused.error())) {
                    throw refused;
                }
                return new Outcome.Unknown("Slack does not show the channel's messages (" + refused.error() + ")");
            }
            return ts == null
                    ? new Outcome.NotThere()
                    : new Outcome.Sent(channel, ts, null, places.permalink(client, delivery, call, channel, ts), true);
        });
    }

    /** A channel that Steward is not in shows it nothing: a public one is joined first. */
    @Nullable
    String search(MethodsClient client, Delivery delivery, SlackCall call, String channel,
            Predicate<com.slack.api.model.Message> which) throws IOException, SlackApiException {
        try {
            return find(client, delivery, call, channel, which);
        } catch (SlackCall.Refused refused) {
            if (!refused.error().equals("not_in_channel") || !places.join(client, delivery, call, channel)) {
                throw refused;
            }
            return find(client, delivery, call, channel, which);
        }
    }

    private @Nullable String find(MethodsClient client, Delivery delivery, SlackCall call, String channel,
            Predicate<com.slack.api.model.Message> which) throws IOException, SlackApiException {
        // where a backup was restored, it may have been said at any time since
        Instant since = restored.from().filter(from -> from.isBefore(delivery.triedAt())).orElse(delivery.triedAt());
        String oldest = String.valueOf(since.minus(SKEW).getEpochSecond());
        String thread = SlackCalls.thread(delivery);
        String cursor = null;
        do {
            String from = cursor;
            call.next(thread == null ? "conversations.history" : "conversations.replies");
            List<com.slack.api.model.Message> messages;
            if (thread == null) {
                var page = SlackCall
                        .accepted(client.conversationsHistory(request -> request.channel(channel).oldest(oldest)
                                .includeAllMetadata(true).limit(200).cursor(from)));
                messages = page.getMessages();
                cursor = page.isHasMore() ? page.getResponseMetadata().getNextCursor() : null;
            } else {
                var page = SlackCall.accepted(client.conversationsReplies(request -> request.channel(channel).ts(thread)
                        .oldest(oldest).includeAllMetadata(true).limit(200).cursor(from)));
                messages = page.getMessages();
                cursor = page.isHasMore() ? page.getResponseMetadata().getNextCursor() : null;
            }
            for (var message : messages) {
                if (which.test(message)) {
                    return message.getTs();
                }
            }
        } while (cursor != null && !cursor.isEmpty());
        return null;
    }
}
