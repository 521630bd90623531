package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.release.DigestChoice.Candidate;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class DigestChoiceTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T16:00:00Z");

    @Property(tries = 1_000)
    void noDigestRepeatsOrDropsARelease(@ForAll Random random) {
        int told = new DigestHistory(random, new Rows(), FRIDAY).run(120);

        Statistics.collect(told > 3);
        Statistics.coverage(coverage -> coverage.check(true).percentage(it -> it > 50));
    }

    @Test
    void whatWasPublishedBeforeItBeganIsNotInIt() {
        Rows rows = new Rows();
        rows.publish(null, 1, true, FRIDAY.minusSeconds(1), FRIDAY.minusSeconds(1));
        rows.subscribe(Interests.ALL, FRIDAY);
        ReleaseId after = rows.publish(null, 1, true, FRIDAY, FRIDAY);

        assertThat(rows.hold(FRIDAY, FRIDAY.plusSeconds(60))).containsExactly(after);
    }

    @Test
    void whatCameToMatchLaterIsInTheNextOne() {
        Rows rows = new Rows();
        rows.subscribe(new Interests(Set.of(), new java.util.TreeSet<>(Set.of(1))), FRIDAY);
        ReleaseId small = rows.publish(null, 3, true, FRIDAY, FRIDAY);
        Instant later = FRIDAY.plus(Duration.ofDays(30));
        assertThat(rows.hold(later, later)).isEmpty();
        rows.edit(small, null, 1, true, later.plus(Duration.ofDays(9)));

        assertThat(rows.hold(later, later.plus(Duration.ofDays(10)))).containsExactly(small);
        assertThat(rows.hold(later, later.plus(Duration.ofDays(11)))).isEmpty();
    }

    @Test
    void whatWasUnderWayWhileTheLastOneWasHeldIsInTheNext() {
        Rows rows = new Rows();
        rows.subscribe(Interests.ALL, FRIDAY);
        ReleaseId slow = rows.publish(null, 3, true, FRIDAY, FRIDAY.plus(Duration.ofHours(20)));

        assertThat(rows.hold(FRIDAY, FRIDAY.plus(Duration.ofHours(19)))).isEmpty();
        assertThat(rows.hold(FRIDAY, FRIDAY.plus(Duration.ofHours(43)))).containsExactly(slow);
    }

    @Test
    void changingItToWantMoreDoesNotBringUpThePast() {
        Rows rows = new Rows();
        rows.subscribe(new Interests(Set.of(), new java.util.TreeSet<>(Set.of(1))), FRIDAY);
        rows.publish(null, 3, true, FRIDAY, FRIDAY);
        rows.hold(FRIDAY, FRIDAY.plus(Duration.ofDays(30)));
        rows.change(Interests.ALL, FRIDAY.plus(Duration.ofDays(31)));

        assertThat(rows.hold(FRIDAY, FRIDAY.plus(Duration.ofDays(37)))).isEmpty();
    }

    /** The database, in a map. */
    private static final class Rows implements DigestHistory.World {
        private final Map<ReleaseId, Row> releases = new LinkedHashMap<>();
        private final Set<ReleaseId> told = new HashSet<>();
        private @Nullable Subscription subscription;

        private record Row(Candidate candidate, Instant seen) {}

        @Override
        public ReleaseId publish(@Nullable AreaId area, int tier, boolean digests, Instant now, Instant seen) {
            var id = new ReleaseId(UUID.randomUUID());
            releases.put(id, new Row(new Candidate(id, State.PUBLISHED, digests, area, tier, now, now, false), seen));
            return id;
        }

        @Override
        public void edit(ReleaseId release, @Nullable AreaId area, int tier, boolean digests, Instant now) {
            releases.computeIfPresent(release, (id, row) -> {
                Candidate was = row.candidate();
                boolean same = was.tier() == tier && was.digests() == digests && Objects.equals(was.area(), area);
                return new Row(new Candidate(id, was.state(), digests, area, tier, was.published(),
                        same ? was.listed() : now, false), row.seen());
            });
        }

        @Override
        public void retract(ReleaseId release, Instant now) {
            releases.computeIfPresent(release, (id, row) -> {
                Candidate was = row.candidate();
                return new Row(new Candidate(id, State.RETRACTED, was.digests(), was.area(), was.tier(),
                        was.published(), was.listed(), false), row.seen());
            });
        }

        @Override
        public void subscribe(Interests wanted, Instant now) {
            subscription = new Subscription(UUID.randomUUID(), new WorkspaceId(new UUID(0, 1)), new ChannelId("C1"),
                    wanted, new UserId("U1"), now, now, 0);
        }

        @Override
        public void change(Interests wanted, Instant now) {
            subscription = Objects.requireNonNull(subscription).wanting(wanted);
        }

        @Override
        public void stop(Instant now) {
            subscription = null;
        }

        @Override
        public void pause(Instant now) {
            // nothing is held meanwhile
        }

        @Override
        public void resume(Instant now) {
            // and then it is
        }

        @Override
        public List<ReleaseId> hold(Instant due, Instant now) {
            Subscription held = Objects.requireNonNull(subscription);
            List<Candidate> seen = releases.values().stream().filter(row -> !row.seen().isAfter(now))
                    .map(Row::candidate)
                    .map(one -> new Candidate(one.release(), one.state(), one.digests(), one.area(), one.tier(),
                            one.published(), one.listed(), told.contains(one.release())))
                    .toList();
            List<ReleaseId> chosen = DigestChoice.choose(held, seen);
            told.addAll(chosen);
            subscription = held.coveredUntil(now);
            return chosen;
        }
    }
}
