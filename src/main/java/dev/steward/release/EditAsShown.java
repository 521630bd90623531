package dev.steward.release;

import java.util.List;
import java.util.UUID;

import dev.steward.slack.Codec;

/**
 * An edit as somebody was shown it before it was saved.
 *
 * @param writing  the working copy it stands in
 * @param turn     the working copy's, see {@link FormState}
 * @param reach    where it was to go, see {@link Reach#fingerprint}
 * @param isPublic whether it was to be on the public changelog
 */
record EditAsShown(UUID writing, int turn, ReleaseId release, String reach, boolean isPublic) {
    private static final String PUBLIC = "public";

    static final Codec<EditAsShown> CODEC = Codec.of(
            shown -> List.of(shown.writing(), shown.turn(), shown.release(), shown.reach(),
                    shown.isPublic() ? PUBLIC : "not-public"),
            in -> new EditAsShown(in.id(), in.count(), new ReleaseId(in.id()), in.word(),
                    in.word().equals(PUBLIC)));

    FormState state() {
        return new FormState(writing, turn, release);
    }

    /** Whether it would still go there and nowhere else. */
    boolean holds(Content content, Reach goes) {
        return reach.equals(goes.fingerprint()) && isPublic == content.changelog();
    }
}
