package dev.steward.release;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;

/**
 * What the form remembers beside its fields, in Slack's private metadata: ids alone, so that it is never too long.
 *
 * @param writing the working copy that keeps what is typed
 * @param turn    counts how often its fields were filled anew; fields of another turn have other ids
 * @param release the one it changes; null for a new one
 */
record FormState(UUID writing, int turn, @Nullable ReleaseId release) {
    private static final Codec<FormState> CODEC = Codec.of(
            state -> state.release() == null
                    ? List.of(state.writing(), state.turn())
                    : List.of(state.writing(), state.turn(), state.release()),
            in -> new FormState(in.id(), in.count(), in.ended() ? null : new ReleaseId(in.id())));

    String write() {
        return CODEC.encode(this);
    }

    /** Empty for what is not of this form. */
    static Optional<FormState> read(@Nullable String metadata) {
        return CODEC.read(metadata);
    }
}
