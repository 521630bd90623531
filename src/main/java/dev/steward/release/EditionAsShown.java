package dev.steward.release;

import java.util.List;

import dev.steward.slack.Codec;

/** A release in the edition that a channel's card showed. @param edition 0 where it was not out, or an older button did not say */
record EditionAsShown(ReleaseId release, int edition) {
    static final Codec<EditionAsShown> CODEC = Codec.of(shown -> List.of(shown.release(), shown.edition()),
            in -> new EditionAsShown(new ReleaseId(in.id()), in.countOr(0)));

    static EditionAsShown of(Release release) {
        return new EditionAsShown(release.facts().id(), release.edition());
    }
}
