package dev.steward.cadence;

import java.util.List;

import dev.steward.slack.Codec;

/**
 * A cadence, and the version of it that a button or a form was shown for.
 *
 * @param version {@value #UNKNOWN}: not known, as in buttons of older versions
 */
record CadenceSnapshot(CadenceId id, long version) {
    static final long UNKNOWN = -1;
    static final Codec<CadenceSnapshot> CODEC = Codec.of(of -> List.of(of.id().value(), of.version()),
            in -> new CadenceSnapshot(new CadenceId(in.id()), in.numberOr(UNKNOWN)));

    static CadenceSnapshot of(Cadence cadence) {
        return new CadenceSnapshot(cadence.facts().id(), cadence.version());
    }

    /** Whether what was shown is as it is now, or nothing was said of it. */
    boolean holds(Cadence now) {
        return version == UNKNOWN || version == now.version();
    }
}
