package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.schedule.TimerType.Retries;
import dev.steward.workspace.WorkspaceId;

class TimersTest {
    private static final TimerType NUDGE = new TimerType("test.nudge",
            new Retries(3, Duration.ofSeconds(10), Duration.ofMinutes(5)));
    private static final HandClock CLOCK = new HandClock();
    @SuppressWarnings("NullAway.Init")
    private static Instance steward;

    private final UUID subject = UUID.randomUUID();
    private final TimerKey nudge = NUDGE.of(WORKSPACE, subject);

    @BeforeAll
    static void start() {
        steward = Instance.fresh(CLOCK, Noting.class, Inner.class);
        steward.jdbc.execute("create table effect (subject uuid, step text, unique (subject, step) deferrable "
                + "initially deferred)");
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @BeforeEach
    void begin() {
        CLOCK.set(NOON);
        steward.jdbc.execute("truncate timer, effect");
        noting().handled.clear();
        noting().behaves = timer -> {
        };
    }

    @Test
    void isHandledOnceWhenItIsDueAndNotBefore() {
        steward.set(nudge, NOON.plusSeconds(60));

        steward.fire();
        assertThat(noting().handled).isEmpty();

        CLOCK.set(NOON.plusSeconds(61));
        steward.fire();
        steward.fire();
        assertThat(noting().handled)
                .containsExactly(new DueTimer(nudge, NOON.plusSeconds(60), NOON.plusSeconds(61)));
        assertThat(timersLeft()).isZero();
    }

    @Test
    void nothingHappensForAWorkspaceThatLeft() {
        var left = new WorkspaceId(UUID.randomUUID());
        steward.jdbc.update("""
                insert into workspace (id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at, left_at,
                                       erase_at)
                values (?, '', '', '', '', '', now(), now(), 'infinity')
                """, left.value());
        steward.set(NUDGE.of(left, subject), NOON);
        steward.set(nudge, NOON);

        steward.fire();

        assertThat(noting().handled).extracting(DueTimer::key).containsExactly(nudge);
        assertThat(timersLeft()).isZero();
    }

    @Test
    void settingItAgainMovesIt() {
        steward.set(nudge, NOON);
        steward.set(nudge, NOON.plusSeconds(10));

        steward.fire();

        assertThat(noting().handled).isEmpty();
        assertThat(steward.<Instant>inTransaction(() -> steward.timers.due(nudge).orElseThrow()))
                .isEqualTo(NOON.plusSeconds(10));
        assertThat(timersLeft()).isOne();
    }

    @Test
    void onlyWhatIsThereCanBeMovedOrCancelled() {
        assertThat(steward.<Boolean>inTransaction(() -> steward.timers.move(nudge, NOON))).isFalse();
        assertThat(steward.<Boolean>inTransaction(() -> steward.timers.cancel(nudge))).isFalse();
        steward.set(nudge, NOON);

        assertThat(steward.<Boolean>inTransaction(() -> steward.timers.move(nudge, NOON.plusSeconds(5)))).isTrue();
        steward.fire();
        assertThat(noting().handled).isEmpty();
        assertThat(steward.<Boolean>inTransaction(() -> steward.timers.cancel(nudge))).isTrue();
        CLOCK.set(NOON.plusSeconds(6));
        steward.fire();
        assertThat(noting().handled).isEmpty();
    }

    @Test
    void allOfASubjectAreCancelledTogetherAndNoOthers() {
        TimerKey another = NUDGE.of(WORKSPACE, UUID.randomUUID());
        steward.set(NUDGE.of(WORKSPACE, subject, "1"), NOON);
        steward.set(NUDGE.of(WORKSPACE, subject, "2"), NOON);
        steward.set(another, NOON);

        assertThat(steward.<Integer>inTransaction(() -> steward.timers.cancelAll(WORKSPACE, subject))).isEqualTo(2);

        steward.fire();
        assertThat(noting().handled).extracting(DueTimer::key).containsExactly(another);
    }

    static Stream<Consumer<Timers>> doings() {
        TimerKey key = NUDGE.of(WORKSPACE, UUID.randomUUID());
        return Stream.of(timers -> timers.set(key, NOON), timers -> timers.move(key, NOON),
                timers -> timers.cancel(key), timers -> timers.cancelAll(WORKSPACE, key.subject()),
                timers -> timers.due(key));
    }

    @ParameterizedTest
    @MethodSource("doings")
    void nothingIsDoneOutsideATransaction(Consumer<Timers> doing) {
        assertThatIllegalStateException().isThrownBy(() -> doing.accept(steward.timers))
                .withMessageContaining("in the transaction");
    }

    @Test
    void whatIsRolledBackIsNotSet() {
        steward.transaction.executeWithoutResult(status -> {
            steward.timers.set(nudge, NOON);
            status.setRollbackOnly();
        });

        assertThat(timersLeft()).isZero();
    }

    @Test
    void aHandlerMaySetTheNextOne() {
        noting().behaves = timer -> {
            if (timer.due().equals(NOON)) {
                steward.timers.set(timer.key(), NOON.plusSeconds(30));
            }
        };
        steward.set(nudge, NOON);

        steward.fire();
        assertThat(timersLeft()).isOne();
        CLOCK.set(NOON.plusSeconds(30));
        steward.fire();

        assertThat(noting().handled).extracting(DueTimer::due).containsExactly(NOON, NOON.plusSeconds(30));
        assertThat(timersLeft()).isZero();
    }

    @Test
    void aHandlerMayCancelAndSetItAnew() {
        noting().behaves = timer -> {
            steward.timers.cancelAll(WORKSPACE, subject);
            if (timer.due().equals(NOON)) {
                steward.timers.set(timer.key(), NOON.plusSeconds(30));
            }
        };
        steward.set(nudge, NOON);

        CLOCK.set(NOON.plusSeconds(30));
        steward.fire();

        assertThat(noting().handled).extracting(DueTimer::due).containsExactly(NOON, NOON.plusSeconds(30));
        assertThat(timersLeft()).isZero();
    }

    @Test
    void everythingDueIsHandledInTheOrderOfTimeWithWhatIsSetInBetween() {
        var order = new CopyOnWriteArrayList<Instant>();
        noting().behaves = timer -> {
            order.add(timer.due());
            if (timer.step().isEmpty() && timer.due().isBefore(NOON.plusSeconds(40))) {
                steward.timers.set(timer.key(), timer.due().plusSeconds(7));
            }
        };
        steward.set(nudge, NOON);
        for (int i = 1; i <= 20; i++) {
            steward.set(NUDGE.of(WORKSPACE, subject, "step " + i), NOON.plusSeconds(3 * i));
        }

        CLOCK.set(NOON.plus(Duration.ofDays(3)));
        steward.fire();

        assertThat(order).isSorted().hasSize(27);
    }

    @Test
    void oneThatFailsNeitherUndoesNorDelaysTheOthers() {
        UUID bad = UUID.randomUUID();
        noting().behaves = timer -> {
            note(timer);
            if (timer.subject().equals(bad)) {
                throw new IllegalStateException("not today");
            }
        };
        List<UUID> all = IntStream.range(0, 120).mapToObj(n -> n == 17 || n == 80 ? bad : UUID.randomUUID()).toList();
        for (int i = 0; i < all.size(); i++) {
            steward.set(NUDGE.of(WORKSPACE, all.get(i), "" + i), NOON);
        }

        steward.fire();

        assertThat(steward.count("select count(*) from effect")).isEqualTo(118);
        assertThat(steward.count("select count(*) from effect where subject = ?", bad)).isZero();
        assertThat(steward.jdbc.queryForList("select failure from timer", String.class)).hasSize(2)
                .containsOnly("java.lang.IllegalStateException: not today");
    }

    @Test
    void whatFailsIsTriedAgainLaterAndLaterAndThenParkedWithItsReason() {
        noting().behaves = timer -> {
            throw new IllegalStateException("the " + (noting().handled.size()) + ". time");
        };
        steward.set(nudge, NOON);
        var tries = new CopyOnWriteArrayList<Instant>();
        for (var next = steward.the(Due.class).next(); next.isPresent(); next = steward.the(Due.class).next()) {
            CLOCK.set(next.get());
            tries.add(next.get());
            steward.fire();
        }

        assertThat(tries).hasSize(3).first().isEqualTo(NOON);
        assertThat(Duration.between(tries.get(0), tries.get(1))).isBetween(Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        assertThat(Duration.between(tries.get(1), tries.get(2))).isBetween(Duration.ofSeconds(10),
                Duration.ofSeconds(20));
        assertThat(steward.jdbc.queryForMap("select attempts, failure, try_at, due_at from timer"))
                .containsEntry("attempts", 3).containsEntry("try_at", null)
                .hasEntrySatisfying("failure", failure -> assertThat(failure).asString().contains(". time"));
        assertThat(steward.the(MeterRegistry.class).counter("steward.timers.failures", "type", "test.nudge").count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void settingAParkedOneGivesItAFreshStart() {
        noting().behaves = timer -> {
            throw new IllegalStateException("no");
        };
        steward.set(nudge, NOON);
        while (steward.the(Due.class).next().isPresent()) {
            CLOCK.advance(Duration.ofMinutes(1));
            steward.fire();
        }
        noting().behaves = timer -> {
        };

        steward.set(nudge, CLOCK.instant());
        steward.fire();

        assertThat(timersLeft()).isZero();
    }

    @Test
    void aHandlerThatSwallowsWhatUndidItsTransactionHasFailed() {
        noting().behaves = timer -> {
            note(timer);
            if (timer.subject().equals(subject)) {
                try {
                    steward.the(Inner.class).fails();
                } catch (IllegalStateException swallowed) {
                    // as careless code does
                }
            }
        };
        steward.set(nudge, NOON);
        IntStream.range(0, 10).forEach(n -> steward.set(NUDGE.of(WORKSPACE, UUID.randomUUID()), NOON));

        steward.fire();

        assertThat(steward.count("select count(*) from effect")).isEqualTo(10);
        assertThat(timersLeft()).isOne();
    }

    @Test
    void oneWhoseCommitFailsFailsAlone() {
        steward.jdbc.update("insert into effect values (?, '')", subject);
        noting().behaves = TimersTest::note; // the database objects to the second effect when it is committed
        steward.set(nudge, NOON);
        IntStream.range(0, 10).forEach(n -> steward.set(NUDGE.of(WORKSPACE, UUID.randomUUID()), NOON));

        steward.fire();

        assertThat(steward.count("select count(*) from effect")).isEqualTo(11);
        assertThat(steward.count("select count(*) from timer where subject_id = ? and attempts = 1", subject))
                .isOne();
        assertThat(timersLeft()).isOne();
    }

    @Test
    void whatIsUndoneIsNotToldAfterwards() {
        var told = new CopyOnWriteArrayList<UUID>();
        noting().behaves = timer -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    told.add(timer.subject());
                }
            });
            if (timer.subject().equals(subject)) {
                throw new IllegalStateException("no");
            }
        };
        List<UUID> good = Stream.generate(UUID::randomUUID).limit(10).toList();
        good.subList(0, 5).forEach(each -> steward.set(NUDGE.of(WORKSPACE, each), NOON.minusSeconds(1)));
        steward.set(nudge, NOON.minusMillis(500));
        good.subList(5, 10).forEach(each -> steward.set(NUDGE.of(WORKSPACE, each), NOON));

        steward.the(FireTimers.class).some(NOON);
        steward.fire();

        assertThat(told).containsExactlyInAnyOrderElementsOf(good);
    }

    @Test
    void aTypeThatNoFeatureHandlesDoesNotHoldUpOthers() {
        steward.set(new TimerType("test.unknown").of(WORKSPACE, subject), NOON);
        steward.set(nudge, NOON);

        steward.fire();

        assertThat(noting().handled).hasSize(1);
        assertThat(steward.jdbc.queryForList("select failure from timer", String.class)).singleElement().asString()
                .contains("No feature handles timers of type test.unknown");
    }

    @Test
    void manyAreSetAtOnce() {
        var keys = IntStream.range(0, 300).mapToObj(n -> NUDGE.of(WORKSPACE, subject, "" + n)).toList();

        steward.inTransaction(() -> steward.timers
                .set(keys.stream().collect(toMap(Function.identity(), key -> NOON))));
        steward.fire();

        assertThat(noting().handled).extracting(DueTimer::key).containsExactlyInAnyOrderElementsOf(keys);
    }

    private static void note(DueTimer timer) {
        steward.jdbc.update("insert into effect values (?, ?)", timer.subject(), timer.step());
    }

    private static long timersLeft() {
        return steward.count("select count(*) from timer");
    }

    private static Noting noting() {
        return steward.the(Noting.class);
    }

    static class Noting implements TimerHandler {
        final List<DueTimer> handled = new CopyOnWriteArrayList<>();
        volatile Consumer<DueTimer> behaves = timer -> {
        };

        @Override
        public TimerType type() {
            return NUDGE;
        }

        @Override
        public void handle(DueTimer timer) {
            handled.add(timer);
            behaves.accept(timer);
        }
    }

    @Component
    static class Inner {
        private final JdbcTemplate jdbc;

        Inner(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Transactional
        public void fails() {
            throw new IllegalStateException(String.valueOf(jdbc.queryForObject("select 'no'", String.class)));
        }
    }
}
