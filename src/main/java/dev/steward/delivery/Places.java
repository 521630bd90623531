package dev.steward.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonParseException;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/** Where messages go and stand, as Slack tells it. */
@Component
class Places {
    private static final Logger log = LoggerFactory.getLogger(Places.class);

    private final Cache<Place, String> direct = Caffeine.newBuilder().maximumSize(100_000).build();
    private final Cache<Place, Boolean> joined = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10)).build();

    /** The channel a delivery goes to; a member's direct messages are opened once. */
    String channel(MethodsClient client, Delivery delivery, SlackCall call) throws IOException, SlackApiException {
        String address = delivery.recipient().split("/", 2)[0];
        if (!address.startsWith("@")) {
            return address;
        }
        var place = new Place(delivery.workspace(), address);
        String known = direct.getIfPresent(place);
        if (known != null) {
            return known;
        }
        call.next("conversations.open");
        String opened = SlackCall
                .accepted(client.conversationsOpen(request -> request.users(List.of(address.substring(1)))))
                .getChannel().getId();
        direct.put(place, opened);
        return opened;
    }

    /** Forgets where this member's direct messages go; answers whether that was known from before. */
    boolean forget(Delivery delivery) {
        return direct.asMap().remove(new Place(delivery.workspace(), delivery.recipient())) != null;
    }

    /** Tries once in a while to come into a public channel; answers whether posting there is worth another attempt. */
    boolean join(MethodsClient client, Delivery delivery, SlackCall call, String channel)
            throws IOException, SlackApiException {
        if (joined.asMap().putIfAbsent(new Place(delivery.workspace(), channel), true) != null) {
            return false;
        }
        call.next("conversations.join");
        var came = client.conversationsJoin(request -> request.channel(channel));
        return came == null || came.isOk() || SlackCall.passing(came.getError());
    }

    /** Nice to have: what is sent is sent without it. */
    @Nullable
    String permalink(MethodsClient client, Delivery delivery, SlackCall call, String channel, String ts) {
        try {
            call.next("chat.getPermalink");
            return SlackCall.accepted(client.chatGetPermalink(request -> request.channel(channel).messageTs(ts)))
                    .getPermalink();
        } catch (IOException | SlackApiException | JsonParseException | SlackCall.Refused | SlackCall.MustWait e) {
            log.info("Slack did not tell the link of the card that delivery {} is: {}", delivery.id(), e.toString());
            return null;
        }
    }

    private record Place(WorkspaceId workspace, String name) {}
}
