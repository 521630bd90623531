package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Timestamps;

/** Features change timers while two instances handle them. */
class TimerRacesTest {
    private static final TimerType RACE = new TimerType("test.race");
    private static final int PEOPLE = 8;
    private static final int DOINGS = 250;

    @Test
    void whatWasMovedOrCancelledIsNotHandledAndTheRestIsOnce() throws Exception {
        var clock = new HandClock();
        clock.set(NOON.plus(Duration.ofDays(1)));
        String url = TestDatabase.create().url();
        try (var one = new Instance(url, clock, Note.class); var other = new Instance(url, clock, Note.class)) {
            one.jdbc.execute("create table handled (subject uuid, due timestamptz)");
            one.running();
            other.running();
            List<Person> people = IntStream.range(0, PEOPLE).mapToObj(n -> new Person(one, n)).toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Person> done : threads.invokeAll(people)) {
                    done.get();
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> one.count("select count(*) from timer") == 0);

            assertThat(one.count("select count(*) from handled")).isPositive()
                    .isEqualTo(one.count("select count(*) from (select distinct subject, due from handled) each"));
            for (Person person : people) {
                List<Instant> handled = one.jdbc.queryForList("select due from handled where subject = ?",
                        OffsetDateTime.class, person.key.subject()).stream().map(OffsetDateTime::toInstant).toList();
                assertThat(handled).doesNotContainAnyElementsOf(person.never).containsAll(person.certainly);
                if (person.current != null) {
                    assertThat(handled).contains(person.current);
                }
            }
            assertThat(people).anyMatch(person -> !person.never.isEmpty());
            assertThat(people).anyMatch(person -> !person.certainly.isEmpty());
        }
    }

    /** Somebody who works on a thing while its timer is being handled, and waits for the timer, is the one who gets on. */
    @Test
    void whoHoldsAThingAndWantsItsTimerIsNotTheOneToFail() throws Exception {
        var clock = new HandClock();
        try (var steward = Instance.fresh(clock, Touch.class)) {
            steward.jdbc.execute("create table thing (id uuid primary key, n int)");
            UUID thing = UUID.randomUUID();
            steward.jdbc.update("insert into thing values (?, 0)", thing);
            TimerKey key = Touch.TYPE.of(WORKSPACE, thing);
            steward.set(key, NOON);

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> working = threads.submit(() -> steward.inTransaction(() -> {
                    steward.jdbc.update("update thing set n = n + 1 where id = ?", thing);
                    threads.submit(steward::fire);
                    awaitSomebodyWaiting(steward);
                    steward.timers.cancel(key);
                }));
                working.get();
            }
            steward.fire();
            clock.advance(Duration.ofMinutes(1));
            steward.fire();

            assertThat(steward.jdbc.queryForObject("select n from thing", Integer.class)).isOne();
            assertThat(steward.count("select count(*) from timer")).isZero();
        }
    }

    /** Awaitility looks from another thread, outside this transaction. */
    private static void awaitSomebodyWaiting(Instance steward) {
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> steward.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0);
    }

    /** Does things to one timer, and remembers what they must come to. */
    private static final class Person implements Callable<Person> {
        private final Instance steward;
        private final TimerKey key = RACE.of(WORKSPACE, UUID.randomUUID());
        private final Random random;
        private final Set<Instant> never = new HashSet<>();
        private final Set<Instant> certainly = new HashSet<>();
        private @Nullable Instant current;

        Person(Instance steward, int n) {
            this.steward = steward;
            this.random = new Random(n);
        }

        @Override
        public Person call() {
            for (int i = 1; i <= DOINGS; i++) {
                Instant due = NOON.plus(i, ChronoUnit.MILLIS);
                switch (random.nextInt(4)) {
                    case 0 -> wasThere(steward.inTransaction(() -> steward.timers.move(key, due)), due);
                    case 1 -> wasThere(steward.inTransaction(() -> steward.timers.cancel(key)), null);
                    default -> {
                        steward.set(key, due);
                        current = due;
                    }
                }
            }
            return this;
        }

        /** One that was there was not handled, and one that was not, was. */
        private void wasThere(boolean was, @Nullable Instant next) {
            Instant before = current;
            if (before != null) {
                (was ? never : certainly).add(before);
            }
            current = was ? next : null;
        }
    }

    static final class Note implements TimerHandler {
        private final JdbcTemplate jdbc;

        Note(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public TimerType type() {
            return RACE;
        }

        @Override
        public void handle(DueTimer timer) {
            jdbc.update("insert into handled values (?, ?)", timer.subject(), Timestamps.utc(timer.due()));
        }
    }

    static final class Touch implements TimerHandler {
        static final TimerType TYPE = new TimerType("test.touch");
        private final JdbcTemplate jdbc;

        Touch(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public TimerType type() {
            return TYPE;
        }

        @Override
        public void handle(DueTimer timer) {
            jdbc.update("update thing set n = n + 100 where id = ?", timer.subject());
        }
    }
}
