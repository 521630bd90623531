package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.schedule.Absences.Away;
import dev.steward.schedule.Absences.Taken;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class AbsencesTest {
    private static final WorkspaceId ACME = new WorkspaceId(new UUID(1, 1));
    private static final UserId ANA = new UserId("U0ANA");
    private static final UserId BEN = new UserId("U0BEN");
    private static final UserId CLEO = new UserId("U0CLEO");
    private static final UserId BOT = new UserId("U0BOT");
    private static final Instant NOON = Instant.parse("2026-12-02T12:00:00Z");

    private final AtomicInteger queries = new AtomicInteger();
    private final List<AbsenceChanged> told = new ArrayList<>();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DataSource source = new DelegatingDataSource(TestDatabase.create().dataSource()) {
        @Override
        public Connection getConnection() throws SQLException {
            queries.incrementAndGet();
            return super.getConnection();
        }
    };
    private final JdbcClient jdbc = JdbcClient.create(source);
    @SuppressWarnings("NullAway.Init")
    private Absences absences;
    @SuppressWarnings("NullAway.Init")
    private Members members;

    @BeforeEach
    void start() {
        Instance.migrate(source);
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(source));
        context.register(Transactions.class, Members.class, Absences.class);
        context.addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) event -> {
            if (event.getPayload() instanceof AbsenceChanged changed) {
                assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
                told.add(changed);
            }
        });
        context.refresh();
        absences = context.getBean(Absences.class);
        members = context.getBean(Members.class);
        jdbc.sql("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (:id, 'T0', 'Acme', 'A1', 'UBOT', 'B1', '', :at)
                """).param("id", ACME.value()).param("at", NOON.atOffset(ZoneOffset.UTC)).update();
        Stream.of(ANA, BEN, CLEO).forEach(user -> met(user, false, false, false));
        met(BOT, true, false, false);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void eachChangeIsToldInItsTransaction() {
        var first = (Taken.Kept) take(ANA, day(2), day(3), BEN, Set.of());
        absences.remove(ACME, ANA, first.id());
        absences.remove(ACME, ANA, first.id());

        assertThat(told).containsExactly(new AbsenceChanged(ACME, ANA), new AbsenceChanged(ACME, ANA));
    }

    @Test
    void whoAnswersIsFoundThroughStandInsForOneQueryEach() {
        var chain = IntStream.range(0, 9).mapToObj(i -> new UserId("U" + i)).toList();
        chain.forEach(user -> met(user, false, false, false));
        for (int i = 0; i < 8; i++) {
            absences.add(ACME, chain.get(i), new Absence(day(2), day(3), chain.get(i + 1)));
        }
        members.find(ACME, chain);
        queries.set(0);

        var away = absences.at(ACME, chain, NOON);

        assertThat(queries).hasValue(1);
        assertThat(away).containsEntry(chain.get(7), new Away(chain.get(8), day(3)))
                .containsEntry(chain.get(3), new Away(chain.get(8), day(3)))
                .containsEntry(chain.get(2), new Away(null, day(3))).doesNotContainKey(chain.get(8));

        queries.set(0);
        assertThat(absences.at(ACME, List.of(chain.get(3)), NOON)).containsValue(new Away(chain.get(8), day(3)));
        assertThat(queries).hasValue(6);
    }

    @Test
    void aCircleThatCameAboutAnywayGivesNobody() {
        absences.add(ACME, ANA, new Absence(day(2), null, BEN));
        absences.add(ACME, BEN, new Absence(day(2), day(3), ANA));

        assertThat(absences.at(ACME, List.of(ANA, BEN, CLEO), NOON)).containsOnlyKeys(ANA, BEN)
                .containsEntry(ANA, new Away(null, null)).containsEntry(BEN, new Away(null, day(3)));
        assertThat(absences.at(ACME, List.of(ANA), day(3))).containsEntry(ANA, new Away(BEN, null));
    }

    @Test
    void botsStrangersAndClosedAccountsAreDeadEnds() {
        absences.add(ACME, ANA, new Absence(day(2), day(3), CLEO));
        assertThat(absences.at(ACME, List.of(ANA), NOON)).containsValue(new Away(CLEO, day(3)));
        met(CLEO, false, true, false);
        assertThat(absences.at(ACME, List.of(ANA), NOON)).containsValue(new Away(null, day(3)));
        met(CLEO, false, false, true);
        assertThat(absences.at(ACME, List.of(ANA), NOON)).containsValue(new Away(null, day(3)));

        for (UserId nobody : List.of(ANA, BOT, CLEO, new UserId("U0WHO"))) {
            assertThat(take(ANA, day(5), day(6), nobody, Set.of())).isEqualTo(new Taken.CannotStandIn(nobody));
        }
    }

    @Test
    void whatOverlapsGoesOnlyWhenItIsNamed() {
        var first = (Taken.Kept) take(ANA, day(2), day(4), null, Set.of());

        assertThat(take(ANA, day(3), day(5), BEN, Set.of())).isInstanceOfSatisfying(Taken.Overlaps.class,
                overlaps -> assertThat(overlaps.others()).containsOnlyKeys(first.id()));
        assertThat(take(ANA, day(4), day(5), BEN, Set.of())).as("right after").isInstanceOf(Taken.Kept.class);
        assertThat(take(ANA, day(3), day(5), BEN, Set.of(first.id()))).as("another one overlaps as well")
                .isInstanceOf(Taken.Overlaps.class);
        assertThat(take(ANA, day(3), day(5), BEN, absences.of(ACME, ANA).keySet())).isInstanceOf(Taken.Kept.class);
        assertThat(absences.of(ACME, ANA).values()).containsExactly(new Absence(day(3), day(5), BEN));
    }

    @Test
    void theSameTimeIsEnteredOnceHoweverManyTryAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Taken>> tries = IntStream.range(0, 8)
                    .<Callable<Taken>>mapToObj(i -> () -> take(ANA, day(2), day(4), BEN, Set.of())).toList();
            assertThat(threads.invokeAll(tries)).extracting(one -> one.get() instanceof Taken.Kept)
                    .containsOnlyOnce(true);
        }
        assertThat(absences.of(ACME, ANA)).hasSize(1);
    }

    @Test
    void whoSayItAtOnceDoNotStandInForEachOther() throws Exception {
        List<UserId> ring = List.of(ANA, BEN, CLEO);
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 40; round++) {
                int people = 2 + round % 2;
                var together = new CyclicBarrier(people);
                Instant from = NOON.plus(round, ChronoUnit.DAYS);
                List<Callable<Taken>> tries = IntStream.range(0, people).<Callable<Taken>>mapToObj(i -> () -> {
                    together.await();
                    return take(ring.get(i), from, from.plus(1, ChronoUnit.HOURS), ring.get((i + 1) % people),
                            Set.of());
                }).toList();

                assertThat(threads.invokeAll(tries)).extracting(Future::get)
                        .filteredOn(Taken.Circle.class::isInstance).as("the last one leaves nobody").hasSize(1);
                assertThat(absences.at(ACME, ring.subList(0, people), from)).hasSize(people - 1);
            }
        }
    }

    @Test
    void whoStandsInAndLeavesNobodyBehindIsTold() {
        take(ANA, day(2), day(6), BEN, Set.of());

        assertThat(take(BEN, day(5), day(7), null, Set.of()))
                .isInstanceOfSatisfying(Taken.Kept.class, kept -> assertThat(kept.left()).containsExactly(ANA));
        assertThat(take(BEN, day(8), day(9), null, Set.of()))
                .isInstanceOfSatisfying(Taken.Kept.class, kept -> assertThat(kept.left()).isEmpty());
        assertThat(take(BEN, day(3), day(4), ANA, Set.of())).isInstanceOf(Taken.Circle.class);
        assertThat(take(BEN, day(3), day(4), CLEO, Set.of()))
                .isInstanceOfSatisfying(Taken.Kept.class, kept -> assertThat(kept.left()).isEmpty());
    }

    private Taken take(UserId user, Instant from, Instant to, @Nullable UserId standIn, Set<AbsenceId> replacing) {
        return absences.take(ACME, user, new Absence(from, to, standIn), replacing);
    }

    private void met(UserId user, boolean bot, boolean deactivated, boolean outsider) {
        members.save(new Member(ACME, user, "T0", user.value(), null, ZoneOffset.UTC,
                outsider ? Role.OUTSIDER : Role.MEMBER, bot, deactivated));
    }

    private static Instant day(int day) {
        return Instant.parse("2026-12-0" + day + "T00:00:00Z");
    }

    @EnableTransactionManagement
    static class Transactions {}
}
