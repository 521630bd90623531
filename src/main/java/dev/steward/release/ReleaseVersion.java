package dev.steward.release;

import java.util.List;

import dev.steward.slack.Codec;

/** A release in the version that somebody was shown. @param version 0 where an older button did not say */
record ReleaseVersion(ReleaseId release, long version) {
    static final Codec<ReleaseVersion> CODEC = Codec.of(shown -> List.of(shown.release(), shown.version()),
            in -> new ReleaseVersion(new ReleaseId(in.id()), in.numberOr(0)));

    static ReleaseVersion of(Release release) {
        return new ReleaseVersion(release.facts().id(), release.version());
    }
}
