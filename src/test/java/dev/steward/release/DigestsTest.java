package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.record.DecisionLog;
import dev.steward.release.Subscribe.Seen;
import dev.steward.release.Subscribe.Stands;
import dev.steward.release.Subscribe.Wanted;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.schedule.Rituals;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Digests on the real database: random histories, and people, instances and digests at the same time. Nothing is sent. */
@SandboxTest
class DigestsTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T15:00:00Z");
    private static final UserId PM = Who.PM.id();
    private static final ChannelId CHANNEL = new ChannelId("C0DIGEST");
    private static final Recurrence WEEKLY = Recurrence.of(LocalDateTime.parse("2026-11-20T16:00"),
            ZoneId.of("Europe/Berlin"), "FREQ=WEEKLY");

    @Autowired
    SandboxSlack slack;
    @Autowired
    Releases releases;
    @Autowired
    Copies copies;
    @Autowired
    Reaches reaches;
    @Autowired
    Gates gates;
    @Autowired
    Members members;
    @Autowired
    Subscriptions subscriptions;
    @Autowired
    Digests digests;
    @Autowired
    Areas areas;
    @Autowired
    Rituals rituals;
    @Autowired
    Timers timers;
    @Autowired
    AskSecond seconds;
    @Autowired
    TellOwner tell;
    @Autowired
    DecisionLog log;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    WorkspaceHolidays holidays;
    @Autowired
    ObjectProvider<Rituals> provided;
    @Autowired
    PlatformTransactionManager transactions;
    @Autowired
    JdbcTemplate jdbc;

    private final HandClock clock = new HandClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    @SuppressWarnings("NullAway.Init")
    private TransactionTemplate transaction;
    @SuppressWarnings("NullAway.Init")
    private ChangeRelease changes;
    @SuppressWarnings("NullAway.Init")
    private DraftRelease drafts;
    @SuppressWarnings("NullAway.Init")
    private HoldDigest handler;
    @SuppressWarnings("NullAway.Init")
    private Subscribe subscribe;

    /** Its own, since history goes faster than the sandbox's. */
    private static final class HandClock extends Clock {
        private volatile Instant now = FRIDAY;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void wire() {
        DigestHistory.AREAS.forEach(area -> jdbc.update("""
                insert into area (id, workspace_id, name) values (?, ?, ?) on conflict do nothing
                """, area.value(), slack.workspace().value(), area.toString()));
        Cards none = (Cards) Proxy.newProxyInstance(Cards.class.getClassLoader(), new Class<?>[]{Cards.class},
                (proxy, method, arguments) -> null);
        transaction = new TransactionTemplate(transactions);
        var aftermath = new Aftermath(copies, none, timers, seconds, tell, log, events);
        changes = new ChangeRelease(releases, reaches, gates, members, aftermath, transactions, clock);
        drafts = new DraftRelease(releases, aftermath, clock);
        handler = new HoldDigest(subscriptions, digests, none, areas, holidays, provided);
        subscribe = new Subscribe(subscriptions, rituals, transactions, clock);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void noDigestRepeatsOrDropsARelease() {
        int told = 0;
        for (long seed = 1; seed <= 4; seed++) {
            var channel = new ChannelId("C0HISTORY" + seed);
            try {
                // after all of the one before
                Instant begin = FRIDAY.plus(Duration.ofDays(3_000 * seed));
                told += new DigestHistory(new Random(seed), new Database(channel), begin).run(60);
            } catch (Throwable failed) {
                throw new AssertionError("With the seed " + seed, failed);
            }
        }
        assertThat(told).isGreaterThan(8);
    }

    @Test
    void whatIsPublishedWhileADigestIsHeldIsInTheNext() throws Exception {
        Subscription subscription = begins();
        var committed = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        Future<ReleaseId> late = threads.submit(() -> Objects.requireNonNull(transaction.execute(status -> {
            ReleaseId id = publish(null, 2, true);
            written.countDown();
            await(committed);
            return id;
        })));
        await(written);

        assertThat(hold(subscription, FRIDAY.plusSeconds(60))).as("it neither sees it nor waits for it").isEmpty();
        committed.countDown();
        ReleaseId id = late.get(10, TimeUnit.SECONDS);

        assertThat(hold(subscription, FRIDAY.plus(Duration.ofDays(7)))).containsExactly(id);
        assertThat(hold(subscription, FRIDAY.plus(Duration.ofDays(14)))).isEmpty();
    }

    @Test
    void whatIsRetractedWhileADigestIsHeldIsNotInIt() throws Exception {
        Subscription subscription = begins();
        ReleaseId stays = publish(null, 2, true);
        ReleaseId goes = publish(null, 1, true);
        var committed = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        Future<?> retracts = threads.submit(() -> transaction.executeWithoutResult(status -> {
            retract(goes);
            written.countDown();
            await(committed);
        }));
        await(written);
        Future<List<ReleaseId>> holds = threads.submit(() -> hold(subscription, FRIDAY.plusSeconds(60)));
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> jdbc.queryForObject(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
                Integer.class), waiting -> waiting > 0);
        committed.countDown();
        retracts.get(10, TimeUnit.SECONDS);

        assertThat(holds.get(10, TimeUnit.SECONDS)).containsExactly(stays);
    }

    @Test
    void oneOccurrenceHeldByTwoInstancesIsOneDigest() throws Exception {
        for (int round = 0; round < 10; round++) {
            clock.now = FRIDAY.plus(Duration.ofDays(7L * round));
            Subscription subscription = begins();
            ReleaseId first = publish(null, 1, true);
            ReleaseId second = publish(null, 3, true);
            Instant now = clock.now.plusSeconds(60);

            List<List<ReleaseId>> held = together(4, () -> hold(subscription, now));

            assertThat(held).filteredOn(one -> !one.isEmpty()).singleElement()
                    .satisfies(one -> assertThat(one).containsExactlyInAnyOrder(first, second));
        }
    }

    /** Six people publish in transactions that end whenever they do, some retract, and two instances hold digests without a break. */
    @Test
    void whateverTheOrderEachIsToldOnce() throws Exception {
        Subscription subscription = begins();
        var done = new AtomicBoolean();
        List<Future<List<ReleaseId>>> holders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            holders.add(threads.submit(() -> {
                List<ReleaseId> told = new ArrayList<>();
                while (!done.get()) {
                    clock.now = clock.now.plusSeconds(1);
                    told.addAll(hold(subscription, clock.now));
                }
                return told;
            }));
        }
        List<List<ReleaseId>> published = together(6, () -> {
            List<ReleaseId> mine = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                mine.add(Objects.requireNonNull(transaction.execute(status -> {
                    ReleaseId id = publish(null, 2, true);
                    Thread.onSpinWait();
                    jdbc.queryForList("select pg_sleep(?)", Math.floorMod(id.hashCode(), 10) / 1000.0);
                    return id;
                })));
            }
            return mine;
        });
        done.set(true);
        List<ReleaseId> told = new ArrayList<>();
        for (Future<List<ReleaseId>> holder : holders) {
            told.addAll(holder.get(20, TimeUnit.SECONDS));
        }
        told.addAll(hold(subscription, clock.now.plusSeconds(60)));

        assertThat(told).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(published.stream().flatMap(List::stream).toList());
    }

    @Test
    void askedForByManyAtOnceThereIsOneDigest() throws Exception {
        List<Stands> stands = together(6, () -> subscribe.subscribe(slack.workspace(), CHANNEL, PM,
                new Wanted(null, null, WEEKLY), new Seen.Whatever()));

        assertThat(stands.stream().map(one -> one.subscription().id()).distinct()).hasSize(1);
        assertThat(stands).filteredOn(Stands::began).hasSize(1);
        assertThat(rituals.all(slack.workspace(), 0, 10_000).stream()
                .filter(one -> one.key().kind().equals(Subscription.RITUAL)))
                .hasSize(1);
    }

    @Test
    void begunChangedAndStoppedByManyAtOnceRitualAndSubscriptionStayTogether() throws Exception {
        var turns = new java.util.concurrent.atomic.AtomicInteger();
        together(6, () -> {
            for (int i = 0; i < 10; i++) {
                if (turns.getAndIncrement() % 3 == 0) {
                    subscriptions.of(slack.workspace(), CHANNEL).ifPresent(subscribe::stop);
                } else {
                    Stands stands = subscribe.subscribe(slack.workspace(), CHANNEL, PM, new Wanted(null, null, WEEKLY),
                            new Seen.Whatever());
                    hold(stands.subscription(), clock.now);
                }
            }
            return true;
        });

        List<UUID> there = jdbc.queryForList("select id from release_subscription where channel_id = ?", UUID.class,
                CHANNEL.value());
        List<UUID> planned = jdbc.queryForList("select subject_id from ritual where kind = ?", UUID.class,
                Subscription.RITUAL);
        assertThat(planned).containsExactlyInAnyOrderElementsOf(there).hasSizeLessThanOrEqualTo(1);
    }

    private <T> List<T> together(int many, Callable<T> what) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<T>> all = IntStream.range(0, many).mapToObj(n -> threads.submit(() -> {
            await(start);
            return what.call();
        })).toList();
        start.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> one : all) {
            results.add(one.get(30, TimeUnit.SECONDS));
        }
        return results;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("It takes too long");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Subscription begins() {
        return subscribe.subscribe(slack.workspace(), CHANNEL, PM, new Wanted(Set.of(), new TreeSet<>(Set.of(1, 2, 3)),
                WEEKLY), new Seen.Whatever()).subscription();
    }

    private ReleaseId publish(@Nullable AreaId area, int tier, boolean digests) {
        return Objects.requireNonNull(transaction.execute(status -> publishNow(area, tier, digests)));
    }

    private ReleaseId publishNow(@Nullable AreaId area, int tier, boolean digests) {
        ReleaseId id = drafts.draft(slack.workspace(), UUID.randomUUID().toString(), PM,
                content(area, tier, digests, "As it was."), new When.Now()).facts().id();
        changes.change(slack.workspace(), id, (release, around) -> release.plan(PM, Role.MEMBER,
                around.reach(release.content()), around.wide(), null, around.now()));
        return id;
    }

    private void retract(ReleaseId id) {
        changes.change(slack.workspace(), id,
                (release, around) -> release.retract(PM, Role.MEMBER, "It was wrong.", around.now()));
    }

    private static Content content(@Nullable AreaId area, int tier, boolean digests, String changed) {
        return new Content("Something", "1", tier, area, List.of(), List.of(), changed, "", "", "", List.of(),
                List.of(new ChannelId("C0NEWS")), digests, true, List.of());
    }

    /** Through the handler; answers what this occurrence wrote down. */
    private List<ReleaseId> hold(Subscription subscription, Instant now) {
        return hold(subscription, now, now);
    }

    private List<ReleaseId> hold(Subscription subscription, Instant due, Instant now) {
        WorkspaceId workspace = subscription.workspace();
        return Objects.requireNonNull(transaction.execute(status -> {
            handler.hold(new RitualOccurrence(subscription.ritual(), LocalDateTime.ofInstant(due, ZoneOffset.UTC), due,
                    now, 0));
            // this transaction's own rows
            return jdbc.queryForList("""
                    select release_id from release_digest_entry
                    where workspace_id = ? and channel_id = ? and xmin::text = (pg_current_xact_id()::xid)::text
                    """, UUID.class, workspace.value(), subscription.channel().value()).stream().map(ReleaseId::new)
                    .toList();
        }));
    }

    /** The world of a history: the database, through the module's own use cases. What is seen late is committed late. */
    private final class Database implements DigestHistory.World {
        private final ChannelId channel;
        private final Map<ReleaseId, Integer> edits = new HashMap<>();
        private @Nullable CountDownLatch commit;
        private @Nullable Future<ReleaseId> late;
        private Instant seen = Instant.MIN;

        private Database(ChannelId channel) {
            this.channel = channel;
        }

        /** What was to be seen by now is committed. */
        private void at(Instant now) {
            clock.now = now;
            if (commit != null && late != null && !seen.isAfter(now)) {
                commit.countDown();
                try {
                    late.get(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                commit = null;
            }
        }

        @Override
        public ReleaseId publish(@Nullable AreaId area, int tier, boolean digests, Instant now, Instant seenAt) {
            at(now);
            if (!seenAt.isAfter(now)) {
                return DigestsTest.this.publish(area, tier, digests);
            }
            var ends = new CountDownLatch(1);
            var written = new java.util.concurrent.CompletableFuture<ReleaseId>();
            commit = ends;
            seen = seenAt;
            late = threads.submit(() -> {
                try {
                    return Objects.requireNonNull(transaction.execute(status -> {
                        ReleaseId id = DigestsTest.this.publish(area, tier, digests);
                        written.complete(id);
                        await(ends);
                        return id;
                    }));
                } catch (RuntimeException failed) {
                    written.completeExceptionally(failed);
                    throw failed;
                }
            });
            return written.join();
        }

        @Override
        public void edit(ReleaseId release, @Nullable AreaId area, int tier, boolean digests, Instant now) {
            at(now);
            // the same words again would be no edit
            String words = "Edit " + edits.merge(release, 1, Integer::sum);
            changes.change(slack.workspace(), release, (one, around) -> {
                Content other = content(area, tier, digests, words);
                one.edit(PM, Role.MEMBER, other, one.when(), around.reach(other), around.wide(), around.now());
            });
        }

        @Override
        public void retract(ReleaseId release, Instant now) {
            at(now);
            DigestsTest.this.retract(release);
        }

        @Override
        public void subscribe(Interests wanted, Instant now) {
            at(now);
            subscribe.subscribe(slack.workspace(), channel, PM, new Wanted(wanted.areas(), wanted.tiers(), WEEKLY),
                    new Seen.None());
        }

        @Override
        public void change(Interests wanted, Instant now) {
            at(now);
            subscribe.subscribe(slack.workspace(), channel, PM, new Wanted(wanted.areas(), wanted.tiers(), null),
                    Seen.of(there()));
        }

        private java.util.Optional<Subscription> there() {
            return subscriptions.of(slack.workspace(), channel);
        }

        @Override
        public void stop(Instant now) {
            at(now);
            assertThat(subscribe.stop(subscription())).isEqualTo(Removal.REMOVED);
        }

        @Override
        public void pause(Instant now) {
            at(now);
            assertThat(subscribe.pause(subscription())).isTrue();
        }

        @Override
        public void resume(Instant now) {
            at(now);
            assertThat(subscribe.resume(subscription())).isTrue();
        }

        @Override
        public List<ReleaseId> hold(Instant due, Instant now) {
            at(now);
            return DigestsTest.this.hold(subscription(), due, now);
        }

        private Subscription subscription() {
            return there().orElseThrow();
        }
    }
}
