package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.approval.ApprovalDecided;
import dev.steward.approval.RequestId;
import dev.steward.delivery.Cards;
import dev.steward.initiative.InitiativeId;
import dev.steward.record.DecisionLog;
import dev.steward.release.AskOwner.Place;
import dev.steward.release.WriteRelease.Outcome;
import dev.steward.release.Writings.Writing;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.slack.Actor;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** People and deliveries that meet in the same instant: nobody waits for each other in a circle, and nothing is lost or done twice. */
@SandboxTest
class ReleaseRacesTest {
    private static final int CHANNELS = 60;

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Releases releases;
    @Autowired
    private SkipChannel skip;
    @Autowired
    private AskOwner asks;
    @Autowired
    private Writings writings;
    @Autowired
    private WriteRelease write;
    @Autowired
    private HearGates gates;
    @Autowired
    private DecisionLog log;
    @Autowired
    private Cards cards;
    @Autowired
    private Members members;
    @Autowired
    private ApplicationEventPublisher events;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private Clock clock;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @BeforeEach
    void everyoneIsThere() {
        List.of(Who.PM, Who.OPS, Who.SELLER).forEach(who -> members.save(new Member(slack.workspace(), who.id(),
                "T0FERNHILL", who.name(), null, ZoneOffset.UTC, who == Who.OPS ? Role.ADMIN : Role.MEMBER, false,
                false)));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoeverAgreesDoesNotWaitInACircleWithWhoeverDecidesAtTheGate() throws Exception {
        var initiative = new InitiativeId(UUID.randomUUID());
        ReleaseId id = draft(content("Export", List.of(slack.id("#general"))), new When.OnGate("launch", initiative));
        changes.change(slack.workspace(), id, (release, around) -> release.plan(Who.PM.id(), Role.MEMBER,
                around.reach(release.content()), around.wide(), Who.OPS.id(), around.now()));
        var logged = new CountDownLatch(1);
        Future<?> decides = threads.submit(() -> transaction.executeWithoutResult(status -> {
            log.append(slack.workspace(), new DecisionLog.NewEntry("approval.approved", UUID.randomUUID(), "AP-1",
                    Who.OPS.id(), clock.instant(), Map.of()));
            logged.countDown();
            awaitWaiting(1);
            gates.decided(new ApprovalDecided(slack.workspace(), new RequestId(UUID.randomUUID()), "AP-1", "DEC-1",
                    "launch", initiative, true, clock.instant()));
        }));
        Future<?> agrees = threads.submit(() -> {
            logged.await();
            return changes.change(slack.workspace(), id, (release, around) -> release.agree(Who.OPS.id(),
                    around.reach(release.content()), around.wide(), around.now()));
        });
        decides.get(20, TimeUnit.SECONDS);
        agrees.get(20, TimeUnit.SECONDS);
    }

    @Test
    void tryingAgainAndAnEditTakeTheSameMessagesInTurn() throws Exception {
        List<ChannelId> channels = IntStream.range(0, CHANNELS).mapToObj(n -> new ChannelId("C0RACE" + (100 + n)))
                .toList();
        ReleaseId id = published(content("Export", channels));
        transaction.executeWithoutResult(status -> {
            releases.lock(slack.workspace(), id);
            jdbc.update("""
                    update delivery d
                    set state = 'failed', failure = 'channel_not_found', due_at = null, waiting_since = null,
                        sending_since = null, position = -turned.place
                    from (select id, row_number() over (order by recipient) as place from delivery
                          where thing_id = ? and label = 'release') turned
                    where d.id = turned.id
                    """, id.value());
        });
        var locked = new CountDownLatch(1);
        Future<?> holds = threads.submit(() -> transaction.executeWithoutResult(status -> {
            jdbc.queryForList("""
                    select id from delivery where thing_id = ? and label = 'release' and recipient = ? for update
                    """, id.value(), channels.get(CHANNELS / 2).value());
            locked.countDown();
            awaitWaiting(2);
        }));
        locked.await();
        together(() -> skip.tryAgain(actor(Who.PM), id), () -> changes.change(slack.workspace(), id,
                (release, around) -> release.edit(Who.PM.id(), Role.MEMBER, content("Export, edited", channels),
                        release.when(), around.reach(release.content()), CHANNELS, around.now())));
        holds.get(20, TimeUnit.SECONDS);
    }

    @Test
    void twoEditsBringTheDigestsUpToDateInOneOrder() throws Exception {
        List<UUID> digests = IntStream.range(0, 40).mapToObj(n -> new UUID(n, n)).toList();
        ReleaseId one = draft(content("Export", List.of()), new When.Now());
        ReleaseId other = draft(content("Import", List.of()), new When.Now());
        digests.forEach(digest -> jdbc.update("""
                insert into release_digest (id, workspace_id, channel_id, by_user_id, from_at, due_at, held_at, coalesced,
                    zone) values (?, ?, 'C0RACE', ?, now(), now(), now(), 0, 'UTC')
                """, digest, slack.workspace().value(), Who.PM.id().value()));
        digests.forEach(digest -> entry(digest, one));
        digests.reversed().forEach(digest -> entry(digest, other));
        transaction.executeWithoutResult(status -> digests.forEach(
                digest -> cards.show(slack.workspace(), DigestCards.NAME, digest, new ChannelId("C0RACE"))));
        for (int round = 0; round < 12; round++) {
            together(() -> edited(one), () -> edited(other));
        }
    }

    private void entry(UUID digest, ReleaseId release) {
        jdbc.update("""
                insert into release_digest_entry (workspace_id, channel_id, release_id, digest_id) values (?, ?, ?, ?)
                """, slack.workspace().value(), "C" + digest, release.value(), digest);
    }

    private Object edited(ReleaseId release) {
        transaction.executeWithoutResult(status -> events.publishEvent(
                new ReleaseEdited(slack.workspace(), release, "REL-1", "Export", List.of(), List.of())));
        return release;
    }

    @Test
    void whatIsSubmittedTwiceAtOnceIsAskedOnce() throws Exception {
        ReleaseId id = published(content("Export", List.of(slack.id("#general"))));
        var place = new Place(id, slack.id("#general"), "1700000000.000100");
        var locked = new CountDownLatch(1);
        Future<?> holds = threads.submit(() -> transaction.executeWithoutResult(status -> {
            releases.lock(slack.workspace(), id);
            locked.countDown();
            awaitWaiting(2);
        }));
        locked.await();
        together(() -> ask(place), () -> ask(place));
        holds.get(20, TimeUnit.SECONDS);
        assertThat(jdbc.queryForObject("select count(*) from release_question where release_id = ?", Integer.class,
                id.value())).isEqualTo(1);
    }

    private Object ask(Place place) {
        asks.ask(actor(Who.SELLER), "the same", place, "Why?");
        return place;
    }

    @Test
    void aFormThatWasOpenBeforeSomebodyElsesChangeTakesNothingBack() {
        ReleaseId id = draft(content("Export", List.of()), new When.Now());
        Release before = releases.find(slack.workspace(), id).orElseThrow();
        Writing here = writings.begin(slack.workspace(), Who.PM.id(), before);
        changes.change(slack.workspace(), id, (release, around) -> release.edit(Who.OPS.id(), Role.ADMIN,
                content("Export, by ops", List.of()), release.when(), around.reach(release.content()), around.wide(),
                around.now()));
        Release after = releases.find(slack.workspace(), id).orElseThrow();
        writings.begin(slack.workspace(), Who.PM.id(), after);
        Written typed = Written.of(before.content(), before.when())
                .with(Map.of(Field.WHY.key(), List.of("Asked for.")));
        assertThat(write.submit(actor(Who.PM), here.state(), typed.fields())).isInstanceOf(Outcome.Elsewhere.class);
        assertThat(releases.find(slack.workspace(), id).orElseThrow().content().title()).isEqualTo("Export, by ops");
    }

    @Test
    void theCopiesSayWhoAnswersOnceItIsHandedOver() {
        ReleaseId id = published(content("Export", List.of(slack.id("#general"))));
        long before = revision(id);
        changes.change(slack.workspace(), id, (release, around) -> release.handOver(Who.PM.id(), Role.MEMBER,
                Who.SELLER.id(), around.now()));
        assertThat(revision(id)).isGreaterThan(before);
    }

    private long revision(ReleaseId id) {
        Long revision = jdbc.queryForObject("select revision from delivery where thing_id = ? and label = 'release'",
                Long.class, id.value());
        return revision == null ? 0 : revision;
    }

    @Test
    void releasesGoWithTheirWorkspace() {
        var workspace = new WorkspaceId(UUID.randomUUID());
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, ?, 'One', 'A1', 'U0', 'B0', '', now())
                """, workspace.value(), "T" + workspace.value());
        drafts.draft(workspace, "one", Who.PM.id(), content("Export", List.of()), new When.Now());
        assertThat(kept(workspace)).isEqualTo(1);
        jdbc.update("delete from workspace where id = ?", workspace.value());
        assertThat(kept(workspace)).isZero();
    }

    private int kept(WorkspaceId workspace) {
        Integer kept = jdbc.queryForObject("select count(*) from release where workspace_id = ?", Integer.class,
                workspace.value());
        return kept == null ? 0 : kept;
    }

    /** One of two things that are done at once. */
    @FunctionalInterface
    private interface Doing {
        Object done() throws Exception;
    }

    private void together(Doing one, Doing other) throws Exception {
        var barrier = new CyclicBarrier(2);
        List<Future<?>> both = new ArrayList<>();
        for (Doing each : List.of(one, other)) {
            both.add(threads.submit(() -> {
                barrier.await();
                return each.done();
            }));
        }
        for (Future<?> each : both) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    /** Until so many wait for a lock in this database. */
    private void awaitWaiting(int many) {
        await().until(() -> jdbc.queryForObject("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                """, Integer.class), waiting -> waiting != null && waiting >= many);
    }

    private ReleaseId draft(Content content, When when) {
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), Who.PM.id(), content, when).facts().id();
    }

    private ReleaseId published(Content content) {
        ReleaseId id = draft(content, new When.Now());
        changes.change(slack.workspace(), id, (release, around) -> release.plan(Who.PM.id(), Role.MEMBER,
                around.reach(release.content()), CHANNELS, null, around.now()));
        return id;
    }

    private Actor actor(Who who) {
        return new Actor(slack.workspace(), who.id(), "T0FERNHILL", who == Who.OPS ? Role.ADMIN : Role.MEMBER);
    }

    private static Content content(String title, List<ChannelId> channels) {
        return new Content(title, "", 3, null, List.of(), List.of(), "You can export.", "", "", "", List.of(), channels,
                true, true, List.of());
    }
}
