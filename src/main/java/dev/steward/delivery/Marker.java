package dev.steward.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.slack.api.model.Message;
import com.slack.api.model.Message.Metadata;

/**
 * What tells a message in Slack from all others: metadata that people do not see. It names the deliveries that the message says, and what each
 * is about, which tells them also where the delivery itself is lost.
 */
final class Marker {
    private static final String TYPE = "steward_delivery";
    private static final String DELIVERY = "delivery";
    private static final String ABOUT = "about";
    /** Of those that were merged into it. */
    private static final String ALSO = "also";

    private Marker() {}

    /** What is merged into another. */
    record Neighbour(UUID id, UUID thing, Form form, String label, String message) {}

    static Metadata of(Delivery delivery, List<Neighbour> merged) {
        Map<String, Object> payload = new HashMap<>();
        payload.put(DELIVERY, delivery.id().toString());
        payload.put(ABOUT, about(delivery.thing(), delivery.form(), delivery.label()));
        if (!merged.isEmpty()) {
            List<String> also = new ArrayList<>();
            for (Neighbour each : merged) {
                also.add(each.id().toString());
                also.add(about(each.thing(), each.form(), each.label()));
            }
            payload.put(ALSO, also);
        }
        return Metadata.builder().eventType(TYPE).eventPayload(payload).build();
    }

    /** Whether the message says this very delivery. */
    static boolean says(Message message, Delivery delivery) {
        return has(message, DELIVERY, delivery.id().toString());
    }

    /** Whether it says the same as this delivery would: once in a channel, as any. */
    static boolean saysTheSame(Message message, Delivery delivery) {
        return says(message, delivery)
                || has(message, ABOUT, about(delivery.thing(), delivery.form(), delivery.label()));
    }

    private static boolean has(Message message, String key, String value) {
        Metadata metadata = message.getMetadata();
        if (metadata == null || !TYPE.equals(metadata.getEventType()) || metadata.getEventPayload() == null) {
            return false;
        }
        return value.equals(metadata.getEventPayload().get(key))
                || metadata.getEventPayload().get(ALSO) instanceof List<?> also && also.contains(value);
    }

    private static String about(UUID thing, Form form, String label) {
        return thing + " " + form.column() + " " + label;
    }
}
