package dev.steward.feedback;

import java.time.Instant;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** Which feedback item; ordered by the time of its capture. */
record FeedbackId(UUID value) {

    static FeedbackId at(Instant captured) {
        return new FeedbackId(UuidCreator.getTimeOrderedEpoch(captured));
    }

    /** Not after any item captured at {@code instant} or later. */
    static UUID earliest(Instant instant) {
        return UuidCreator.getTimeOrderedEpochMin(instant);
    }

    static FeedbackId parse(String text) {
        return new FeedbackId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
