package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.steward.schedule.AfterDowntime.Skip;
import dev.steward.workspace.WorkspaceId;

/** One workspace has more due than can be handled, and another one a little. */
class WorkspaceTurnsTest {
    private static final WorkspaceId ANOTHER = new WorkspaceId(UUID.fromString("00000000-0000-0000-0000-0000000000bb"));
    private static final TimerType SLOW = new TimerType("test.slow");
    private static final int CROWD = 1_000;

    private final HandClock clock = new HandClock();

    @Test
    void aWorkspaceDoesNotWaitBehindAllTimersOfAnother() {
        try (var steward = Instance.fresh(clock, Slow.class)) {
            List.of(WORKSPACE, ANOTHER).forEach(each -> add(steward, each));
            Instant due = NOON.plusSeconds(60);
            set(steward, WORKSPACE, CROWD, due);
            set(steward, ANOTHER, 3, due.plusSeconds(1));
            clock.set(due.plusSeconds(1));
            steward.running();

            Slow slow = steward.the(Slow.class);
            await().atMost(Duration.ofSeconds(60)).until(() -> slow.handled.size() >= CROWD + 3);

            assertThat(slow.handled.lastIndexOf(ANOTHER)).as("handled before the last of the later ones")
                    .isLessThan(CROWD / 2);
            assertThat(slow.handled).hasSize(CROWD + 3);
        }
    }

    @Test
    void aWorkspaceDoesNotWaitBehindAllReviewsOfAnother() {
        try (var steward = Instance.fresh(clock, Reviews.class)) {
            List.of(WORKSPACE, ANOTHER).forEach(each -> add(steward, each));
            Instant due = NOON.plusSeconds(60);
            plan(steward, WORKSPACE, 300, due);
            plan(steward, ANOTHER, 3, due.plusSeconds(1));
            clock.set(due.plusSeconds(1));
            steward.running();

            Reviews reviews = steward.the(Reviews.class);
            await().atMost(Duration.ofSeconds(60)).until(() -> reviews.held.size() >= 303);

            assertThat(reviews.held.lastIndexOf(ANOTHER)).as("held before the last of the later ones").isLessThan(150);
        }
    }

    @Test
    void turnsGoToWhomeverWasServedLongestAgo() {
        var third = new WorkspaceId(UUID.randomUUID());
        var turns = new WorkspaceTurns(upTo -> Map.of(WORKSPACE, 50, ANOTHER, 50, third, 50));
        assertThat(turns.next(NOON)).as("as long as there is no crowd").isNull();
        assertThat(turns.met(null, SharedCommit.MOST)).isFalse();
        List<WorkspaceId> round = Stream.generate(() -> turns.next(NOON)).limit(3).toList();
        assertThat(round).containsExactlyInAnyOrder(WORKSPACE, ANOTHER, third);
        assertThat(Stream.generate(() -> turns.next(NOON)).limit(3)).isEqualTo(round);

        assertThat(turns.met(round.get(1), 0)).as("others may have more").isTrue();
        assertThat(Stream.generate(() -> turns.next(NOON)).limit(4)).containsExactly(round.get(0), round.get(2),
                round.get(0), round.get(2));
    }

    /** Every other turn is theirs, so that whoever has much is not kept waiting by many that have little. */
    @Test
    void whoeverHasTheLeastIsServedBeforeAThousandOthers() {
        Map<WorkspaceId, Integer> due = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            due.put(new WorkspaceId(UUID.randomUUID()), 40 + i % 10);
        }
        due.put(ANOTHER, 1);
        due.put(WORKSPACE, SharedCommit.MOST);
        var turns = new WorkspaceTurns(upTo -> due);
        turns.met(null, SharedCommit.MOST);

        List<WorkspaceId> served = Stream.generate(() -> turns.next(NOON)).limit(2 * due.size()).toList();

        assertThat(served.indexOf(ANOTHER)).isLessThan(2);
        assertThat(served).contains(WORKSPACE);
        assertThat(served.stream().distinct().toList()).hasSize(due.size());
    }

    private static void add(Instance steward, WorkspaceId workspace) {
        steward.jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, ?, 'One', 'A0', 'U0', 'B0', 'none', now())
                """, workspace.value(), "T" + workspace);
    }

    private static void set(Instance steward, WorkspaceId workspace, int many, Instant due) {
        List<TimerKey> keys = Stream.generate(() -> SLOW.of(workspace, UUID.randomUUID())).limit(many).toList();
        steward.inTransaction(() -> steward.timers.set(keys.stream().collect(toMap(Function.identity(), key -> due))));
    }

    private static void plan(Instance steward, WorkspaceId workspace, int many, Instant due) {
        var weekly = Recurrence.of(LocalDateTime.ofInstant(due, ZoneOffset.UTC), ZoneOffset.UTC, "FREQ=WEEKLY");
        steward.inTransaction(() -> Stream.generate(() -> new RitualKey(workspace, "test.review", UUID.randomUUID()))
                .limit(many).forEach(key -> steward.the(Rituals.class).plan(key, weekly, new Skip())));
    }

    /** Whose timers were handled, in order. */
    static class Slow implements TimerHandler {
        private final List<WorkspaceId> handled = new CopyOnWriteArrayList<>();

        @Override
        public TimerType type() {
            return SLOW;
        }

        @Override
        public void handle(DueTimer timer) {
            LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
            handled.add(timer.key().workspace());
        }
    }

    /** Whose reviews were held, in order. */
    static class Reviews implements RitualHandler {
        private final List<WorkspaceId> held = new CopyOnWriteArrayList<>();

        @Override
        public String kind() {
            return "test.review";
        }

        @Override
        public String title(RitualKey ritual) {
            return "Review";
        }

        @Override
        public HolidayCalendar holidays(RitualKey ritual) {
            return HolidayCalendar.NONE;
        }

        @Override
        public void hold(RitualOccurrence occurrence) {
            held.add(occurrence.ritual().workspace());
        }
    }
}
