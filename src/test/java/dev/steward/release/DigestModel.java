package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area.AreaId;

/** What a channel may and must be told, remembered by someone who sees all. Knows nothing of how the choice is made. */
final class DigestModel {
    private final Map<ReleaseId, Known> releases = new HashMap<>();
    private final Set<ReleaseId> told = new HashSet<>();
    private Interests interests = Interests.ALL;
    private Instant began = Instant.MIN;
    private Instant lastDigest = Instant.MIN;

    /** @param seen since when everybody can see that it is so: its transaction's end */
    private record Known(Instant published, @Nullable AreaId area, int tier, boolean digests, boolean live,
            Instant seen) {}

    void begins(Interests wanted, Instant now) {
        interests = wanted;
        began = now;
        lastDigest = now;
    }

    void wants(Interests wanted) {
        interests = wanted;
    }

    void published(ReleaseId id, @Nullable AreaId area, int tier, boolean digests, Instant at, Instant seen) {
        releases.put(id, new Known(at, area, tier, digests, true, seen));
    }

    void edited(ReleaseId id, @Nullable AreaId area, int tier, boolean digests, Instant seen) {
        Known was = known(id);
        boolean same = was.tier() == tier && was.digests() == digests && java.util.Objects.equals(was.area(), area);
        releases.put(id, new Known(was.published(), area, tier, digests, was.live(), same ? was.seen() : seen));
    }

    void retracted(ReleaseId id) {
        Known was = known(id);
        releases.put(id, new Known(was.published(), was.area(), was.tier(), was.digests(), false, was.seen()));
    }

    private Known known(ReleaseId id) {
        return java.util.Objects.requireNonNull(releases.get(id));
    }

    /** A digest is held; checks what is in it. Nothing was posted where that is nothing. */
    void held(Collection<ReleaseId> chosen, Instant now) {
        assertThat(chosen).as("no release twice in one digest").doesNotHaveDuplicates();
        assertThat(chosen).as("no release that was in a digest before").noneMatch(told::contains);
        assertThat(chosen).as("only what is wanted, published and not retracted").allMatch(this::may);
        told.addAll(chosen);
        releases.forEach((id, one) -> {
            if (may(id) && one.seen().isAfter(lastDigest)) {
                assertThat(told).as("nothing dropped: %s, %s; last digest at %s, now %s", id, one, lastDigest, now)
                        .contains(id);
            }
        });
        lastDigest = now;
    }

    private boolean may(ReleaseId id) {
        Known one = known(id);
        return one.live() && one.digests() && interests.match(one.area(), one.tier())
                && !one.published().isBefore(began);
    }

    int told() {
        return told.size();
    }
}
