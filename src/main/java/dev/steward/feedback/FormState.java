package dev.steward.feedback;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a form remembers beside its fields, in Slack's private metadata.
 *
 * @param item    the item it changes; null while it makes a new one
 * @param version which version of that item its fields show
 * @param draft   the message it captures, as read; null when it captures none
 * @param thread  whether the whole thread is chosen
 */
record FormState(@Nullable FeedbackId item, long version, @Nullable UUID draft, boolean thread) {
    static final FormState NEW = new FormState(null, 0, null, false);

    static FormState of(FeedbackItem item) {
        return new FormState(item.id(), item.version(), null, false);
    }

    static FormState of(UUID draft, boolean thread) {
        return new FormState(null, 0, draft, thread);
    }

    String write() {
        return (item == null ? "" : item) + "," + version + "," + (draft == null ? "" : draft) + "," + thread;
    }

    static FormState read(@Nullable String metadata) {
        if (metadata == null || metadata.isEmpty()) {
            return NEW;
        }
        String[] parts = metadata.split(",", -1);
        return new FormState(parts[0].isEmpty() ? null : FeedbackId.parse(parts[0]), Long.parseLong(parts[1]),
                parts[2].isEmpty() ? null : UUID.fromString(parts[2]), Boolean.parseBoolean(parts[3]));
    }
}
