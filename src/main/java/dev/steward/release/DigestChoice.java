package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area.AreaId;

/**
 * Which releases are in a channel's next digest: those it wants that were listed since the last one. Whether the channel was told of a
 * release already is asked of rows, never of times, so that looking back further than needed repeats nothing.
 */
final class DigestChoice {
    /**
     * How far before the last digest the next one looks. A release is listed with the time at which its transaction began to write, and
     * seen when it is committed; instances' clocks differ, too.
     */
    static final Duration MARGIN = Duration.ofDays(1);

    private DigestChoice() {}

    /**
     * A release as far as the choice goes.
     *
     * @param published null until it was
     * @param listed    when it was published, or last came to stand otherwise: with another area or tier, or for digests again
     * @param told      whether it is in a digest of the channel
     */
    record Candidate(ReleaseId release, State state, boolean digests, @Nullable AreaId area, int tier,
            @Nullable Instant published, @Nullable Instant listed, boolean told) {}

    /** Nothing listed before can be chosen. */
    static Instant earliest(Subscription subscription) {
        Instant margin = subscription.covered().minus(MARGIN);
        return margin.isBefore(subscription.began()) ? subscription.began() : margin;
    }

    static List<ReleaseId> choose(Subscription subscription, Collection<Candidate> candidates) {
        return candidates.stream().filter(one -> chosen(subscription, one)).map(Candidate::release).toList();
    }

    private static boolean chosen(Subscription subscription, Candidate one) {
        Instant published = one.published();
        Instant listed = one.listed();
        return one.state() == State.PUBLISHED && one.digests() && !one.told()
                && subscription.interests().match(one.area(), one.tier())
                && published != null && !published.isBefore(subscription.began())
                && listed != null && !listed.isBefore(earliest(subscription));
    }
}
