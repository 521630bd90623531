package dev.steward.release;

import java.util.List;

import dev.steward.slack.Codec;

/**
 * A release as somebody was shown it.
 *
 * @param version what it said and when it was to go out
 * @param reach   where it was to go, see {@link Reach#fingerprint}; empty where an older button did not say
 */
record ReleaseAsShown(ReleaseId release, long version, String reach) {
    static final Codec<ReleaseAsShown> CODEC = Codec.of(
            shown -> List.of(shown.release(), shown.version(), shown.reach()),
            in -> new ReleaseAsShown(new ReleaseId(in.id()), in.number(), in.ended() ? "" : in.word()));

    static ReleaseAsShown of(Release release, Reach reach) {
        return new ReleaseAsShown(release.facts().id(), release.version(), reach.fingerprint());
    }

    /** Whether it is still so. */
    boolean holds(Release now, Reach goes) {
        return equals(of(now, goes));
    }
}
