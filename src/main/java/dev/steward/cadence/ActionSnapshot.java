package dev.steward.cadence;

import java.util.List;

import dev.steward.slack.Codec;

/**
 * An action, and the version of it that a button or a form was shown for.
 *
 * @param version {@value #UNKNOWN}: not known, as in buttons of older versions
 */
record ActionSnapshot(ActionId id, long version) {
    static final long UNKNOWN = -1;
    static final Codec<ActionSnapshot> CODEC = Codec.of(of -> List.of(of.id(), of.version()), ActionSnapshot::read);

    static ActionSnapshot of(Action action) {
        return new ActionSnapshot(action.facts().id(), action.version());
    }

    static ActionSnapshot read(Codec.Words in) {
        return new ActionSnapshot(new ActionId(in.id()), in.numberOr(UNKNOWN));
    }

    /** Whether what was shown is as it is now, or nothing was said of it. */
    boolean holds(Action now) {
        return version == UNKNOWN || version == now.version();
    }
}
