package dev.steward.feedback;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.steward.slack.Codec;

/** Which feedback item; ordered by the time of its capture. */
record FeedbackId(UUID value) {
    static final Codec<FeedbackId> CODEC = Codec.of(List::of, words -> new FeedbackId(words.id()));

    static FeedbackId at(Instant captured) {
        return new FeedbackId(UuidCreator.getTimeOrderedEpoch(captured));
    }

    /** Not after any item captured at {@code instant} or later. */
    static UUID earliest(Instant instant) {
        return UuidCreator.getTimeOrderedEpochMin(instant);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
