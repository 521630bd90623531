package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.delivery.DecideDelivery.Result;
import dev.steward.delivery.DeliveryStatus.State;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Outgoing;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Decisions about rows that the sender works on, without it. */
class DecideDeliveryTest {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final DataSource SOURCE = DATABASE.dataSource();
    private static final ChannelId CHANNEL = new ChannelId("C0NEWS");
    private static final Recipient ADA = new Recipient.Direct(new UserId("U0ADA"));
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final Actor admin = new Actor(workspace, new UserId("U0ROOT"), "T1", Role.ADMIN);
    private final UUID thing = UUID.randomUUID();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Instance instance = Instance.on(SOURCE, "http://127.0.0.1:1/").rules(new Joined()).build();
    private final JdbcClient jdbc = instance.jdbc;
    private final DeliveryProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("steward.delivery", DeliveryProperties.class);
    private final SendQueue queue = new SendQueue(jdbc, clock, instance.leases, properties, Duration.ofSeconds(2));
    private final List<Object> events = new ArrayList<>();
    private final Decisions decisions = new Decisions(jdbc, clock, new Wakes(jdbc), events::add, queue,
            new Uploads(jdbc));
    private final DecideDelivery decide = new DecideDelivery(decisions);
    private final Undelivered undelivered = new Undelivered(jdbc, clock, queue);
    private final ThingStatus status = new ThingStatus(jdbc, decisions);
    private final ForgetDeliveries forget = new ForgetDeliveries(jdbc, clock, properties);

    @BeforeAll
    static void migrate() {
        Instance.migrate(SOURCE);
    }

    @BeforeEach
    void begin() {
        jdbc.sql("truncate delivery, delivery_file, delivery_file_part, delivery_lease").update();
        instance.leases.take(List.of(workspace));
    }

    @Test
    void whatFailedGoesToTheEndOfItsLaneAndForgetsItsTroubles() {
        show(thing);
        UUID failed = stop("failed", "is_archived").id();
        say("later", ADA);

        assertThat(decided(() -> decide.again(admin, Shelf.FAILED, failed))).isEqualTo(Result.DONE);

        assertThat(jdbc.sql("select id from delivery order by position desc limit 1").query(UUID.class).single())
                .isEqualTo(failed);
        assertThat(jdbc.sql("select state || attempts || coalesce(failure, '-') || (due_at <= clock_timestamp())"
                + " from delivery where id = :id").param("id", failed).query(String.class).single())
                .isEqualTo("pending0-true");
        assertThat(events).containsExactly(new DeliveryChanged(workspace, "news", thing));
        assertThat(claim(CHANNEL.value()).uncertain()).isFalse();
    }

    @Test
    void whatIsBeingSentCannotBeDropped() {
        show(thing);
        UUID sending = claim(CHANNEL.value()).id();

        assertThat(decided(() -> decide.drop(admin, Shelf.WAITING, sending))).isEqualTo(Result.BEING_SENT);
        assertThat(decided(() -> decide.again(admin, Shelf.WAITING, sending))).isEqualTo(Result.BEING_SENT);

        jdbc.sql("update delivery set sending_since = sending_since - interval '1 hour'").update();
        assertThat(decided(() -> decide.drop(admin, Shelf.WAITING, sending))).isEqualTo(Result.DONE);
        assertThat(states()).containsExactly("dropped");
    }

    @Test
    void aListThatIsOldChangesNothing() {
        show(thing);
        UUID id = stop("failed", "is_archived").id();

        decided(() -> decide.again(admin, Shelf.FAILED, id));
        assertThat(decided(() -> decide.drop(admin, Shelf.FAILED, id))).isEqualTo(Result.WAITS_MEANWHILE);
        decided(() -> decide.drop(admin, Shelf.WAITING, id));
        assertThat(decided(() -> decide.again(admin, Shelf.WAITING, id))).isEqualTo(Result.DROPPED_MEANWHILE);
        assertThat(decided(() -> decide.arrived(admin, id))).isEqualTo(Result.DROPPED_MEANWHILE);
        assertThat(states()).containsExactly("dropped");
    }

    @Test
    void anotherWorkspacesMessageIsNotThere() {
        show(thing);
        UUID id = stop("failed", "is_archived").id();
        var stranger = new Actor(new WorkspaceId(UUID.randomUUID()), new UserId("U1"), "T2", Role.ADMIN);

        assertThat(decided(() -> decide.again(stranger, Shelf.FAILED, id))).isEqualTo(Result.GONE);
        assertThat(decided(() -> decide.drop(stranger, Shelf.FAILED, id))).isEqualTo(Result.GONE);
        assertThat(decided(() -> decide.allAgain(stranger, Set.of("is_archived"), FAR))).isZero();
        assertThat(decided(() -> decide.dropAll(stranger, Set.of("is_archived"), FAR))).isZero();
        assertThat(undelivered.counts(stranger.workspace()).values()).containsOnly(0L);
        assertThat(states()).containsExactly("failed");
    }

    @Test
    void whatWasMadeOfSeveralIsOneToThoseWhoDecide() {
        for (int i = 0; i < 3; i++) {
            merged("part " + i);
        }
        var head = claim("@U0ADA");
        assertThat(queue.claimNeighbours(head)).hasSize(2);
        queue.stop(head, "failed", "user_disabled");

        var shown = undelivered.page(workspace, Shelf.FAILED, null, 10);
        assertThat(shown).singleElement().satisfies(entry -> assertThat(entry.more()).isEqualTo(2));
        assertThat(undelivered.counts(workspace)).containsEntry(Shelf.FAILED, 1L);

        decided(() -> decide.again(admin, Shelf.FAILED, head.id()));
        var again = claim("@U0ADA");
        assertThat(again.id()).isEqualTo(head.id());
        assertThat(queue.claimNeighbours(again)).hasSize(2);
        queue.postpone(again, Duration.ofMinutes(1), "Slack answered 500", true);
        jdbc.sql("update delivery set sending_since = sending_since - interval '1 hour'").update();

        assertThat(decided(() -> decide.drop(admin, Shelf.WAITING, head.id()))).isEqualTo(Result.DONE);
        assertThat(states()).containsExactly("dropped", "dropped", "dropped");
    }

    @Test
    void aFeatureThatSendsItsOwnAgainLeavesTheOthersToStandForThemselves() {
        for (int i = 0; i < 3; i++) {
            merged("part " + i);
        }
        var head = claim("@U0ADA");
        queue.claimNeighbours(head);
        queue.stop(head, "failed", "user_disabled");

        assertThat(decided(() -> status.retry(workspace, head.thing(), head.label()))).isOne();

        assertThat(undelivered.page(workspace, Shelf.FAILED, null, 10)).hasSize(2)
                .allSatisfy(entry -> assertThat(entry.more()).isZero());
    }

    @Test
    void aCardThatSomebodyDeletedIsPostedAnew() {
        show(thing);
        queue.sent(claim(CHANNEL.value()), new Outcome.Sent("C0NEWS", "1.1", "hash", null, true));
        touch();
        var update = claim(Lane.UPDATES);
        queue.stop(update, "failed", "message_not_found");

        decided(() -> decide.again(admin, Shelf.FAILED, update.id()));

        assertThat(claim(CHANNEL.value()).ts()).isNull();
    }

    @Test
    void whatWasDroppedOrSeenStaysSoWhenItsThingChanges() {
        show(thing);
        UUID id = stop("held", "timeout").id();
        decided(() -> decide.arrived(admin, id));
        touch();
        assertThat(states()).containsExactly("sent");

        UUID other = UUID.randomUUID();
        show(other);
        UUID dropped = stop("failed", "is_archived").id();
        decided(() -> decide.drop(admin, Shelf.FAILED, dropped));
        instance.transaction.executeWithoutResult(tx -> instance.outbox.changed(workspace, "news", other));
        assertThat(states()).containsExactly("sent", "dropped");
    }

    @Test
    void whatIsHeldIsSentWithoutLookingForIt() {
        show(thing);
        UUID id = stop("held", "timeout").id();
        jdbc.sql("update delivery set uncertain = true").update();

        decided(() -> decide.again(admin, Shelf.HELD, id));

        assertThat(claim(CHANNEL.value()).uncertain()).isFalse();
    }

    @Test
    void anAnswerToACommandHasNoAddressAfterItFailed() {
        say("answer", new Recipient.Response("https://hooks.slack.com/commands/1"));
        UUID id = stop("failed", "expired_url").id();

        assertThat(jdbc.sql("select address is null from delivery").query(Boolean.class).single()).isTrue();
        assertThat(undelivered.page(workspace, Shelf.FAILED, null, 5)).singleElement()
                .satisfies(entry -> assertThat(entry.expired()).isTrue());
        assertThat(decided(() -> decide.again(admin, Shelf.FAILED, id))).isEqualTo(Result.TOO_LATE);
        assertThat(states()).containsExactly("failed");
    }

    @Test
    void thePagesHoldEachMessageOnce() {
        for (int i = 0; i < 25; i++) {
            show(UUID.randomUUID());
            stop("failed", i % 2 == 0 ? "is_archived" : "not_in_channel");
        }
        for (int i = 0; i < 25; i++) {
            show(UUID.randomUUID());
        }

        for (Shelf shelf : List.of(Shelf.FAILED, Shelf.WAITING)) {
            var seen = new HashSet<UUID>();
            Undelivered.Place after = null;
            for (int page = 0; page < 4; page++) {
                var found = undelivered.page(workspace, shelf, after, 10);
                found.forEach(entry -> assertThat(seen.add(entry.id())).isTrue());
                if (!found.isEmpty()) {
                    after = found.getLast().place();
                }
            }
            assertThat(seen).hasSize(25);
        }
        assertThat(undelivered.reasons(workspace, 5)).extracting(Undelivered.Many::count).containsExactly(13L, 12L);
        assertThat(decided(() -> decide.dropAll(admin, Set.of("is_archived"), Instant.EPOCH)))
                .as("none of them had failed when that was shown").isZero();
        assertThat(decided(() -> decide.dropAll(admin, Set.of("is_archived"), FAR))).isEqualTo(13);
        assertThat(undelivered.counts(workspace)).containsEntry(Shelf.FAILED, 12L).containsEntry(Shelf.WAITING, 25L);
    }

    @Test
    void theLongestListIsOneThatSlackTakes() {
        Map<UUID, Things.Thing> things = new HashMap<>();
        for (var failure : List.of("messages_tab_disabled", "channel_not_found",
                "restricted_action_read_only_channel")) {
            for (int i = 0; i < 6; i++) {
                UUID what = UUID.randomUUID();
                things.put(what, new Things.Thing("FB-" + "1".repeat(60), null));
                show(what);
                stop(i == 0 ? "held" : "failed", failure);
            }
        }
        for (int i = 0; i < 20; i++) {
            show(UUID.randomUUID());
        }
        var counts = undelivered.counts(workspace);
        var reasons = undelivered.reasons(workspace, 3);
        Map<Shelf, List<Undelivered.Entry>> all = Map.of(Shelf.HELD, page(Shelf.HELD, 3), Shelf.FAILED,
                page(Shelf.FAILED, 5), Shelf.WAITING, page(Shelf.WAITING, 5));

        var glimpse = DeliveryList.of(DeliveryList.View.ALL, counts, all, List.of(Shelf.values()), reasons, things,
                "It is on its way.");
        var failed = DeliveryList.of(new DeliveryList.View(Shelf.FAILED, null), counts,
                Map.of(Shelf.FAILED, page(Shelf.FAILED, 15)), List.of(Shelf.FAILED), reasons, things, "Dropped.");

        var outgoing = new Outgoing(true);
        assertThat(outgoing.message(glimpse).getAsJsonArray("blocks").size()).isGreaterThan(30);
        assertThat(outgoing.message(failed).getAsJsonArray("blocks").size()).isGreaterThan(35);
    }

    @Test
    void whatStandsInAButtonIsReadAsItWasWritten() {
        var on = new DeliveryList.Pressed(new DeliveryList.View(Shelf.FAILED,
                new Undelivered.Place(Instant.parse("2026-11-21T10:00:00.123456Z"), thing)), Shelf.FAILED, thing);

        assertThat(DeliveryList.Pressed.CODEC.read(DeliveryList.Pressed.CODEC.encode(on))).contains(on);
    }

    @Test
    void everyStateIsToldToTheFeature() {
        var sent = List.of("sent", "failed", "held", "dropped", "deleted", "pending");
        for (int i = 0; i < sent.size(); i++) {
            var channel = new ChannelId("C" + i);
            instance.transaction.executeWithoutResult(tx -> instance.outbox.show(workspace, "news", thing, channel));
            jdbc.sql("update delivery set state = :state, failure = 'x' where recipient = :channel")
                    .param("state", sent.get(i)).param("channel", channel.value()).update();
        }

        var progress = status.of(workspace, thing, "news");

        assertThat(progress.all()).extracting(DeliveryStatus.To::state).containsExactly(State.DELIVERED, State.FAILED,
                State.HELD, State.DROPPED, State.REMOVED, State.PENDING);
        assertThat(status.of(workspace, thing, "other").all()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> status.retry(workspace, thing, "news"));
    }

    @Test
    void theWordsOfWhatWasSaidLongAgoAreForgottenAndTheFactKept() {
        say("old", ADA);
        settleLongAgo("sent");
        say("failed", ADA);
        settleLongAgo("failed");
        say("new", ADA);
        jdbc.sql("update delivery set state = 'sent', due_at = null, settled_at = :at where label = 'new'")
                .param("at", NOW.atOffset(ZoneOffset.UTC)).update();

        assertThat(forget.payloads()).isOne();

        assertThat(jdbc.sql("select label from delivery where message is not null order by id").query(String.class)
                .list()).containsExactly("failed", "new");
        assertThat(states()).hasSize(3);
    }

    private List<Undelivered.Entry> page(Shelf shelf, int most) {
        return undelivered.page(workspace, shelf, null, most);
    }

    private void settleLongAgo(String state) {
        jdbc.sql("update delivery set state = :state, due_at = null, settled_at = :at where due_at is not null")
                .param("state", state).param("at", NOW.minus(Duration.ofDays(8)).atOffset(ZoneOffset.UTC)).update();
    }

    private <T> T decided(Supplier<T> work) {
        return instance.transaction.<T>execute(tx -> work.get());
    }

    @Test
    void aFileThatIsSentAgainIsPutInSlackAnewAndOneThatIsDroppedIsForgotten() {
        share("plan");
        UUID failed = stop("failed", "is_archived").id();
        jdbc.sql("update delivery_file set file_id = 'F1', left_at = now()").update();

        decided(() -> decide.again(admin, Shelf.FAILED, failed));
        assertThat(jdbc.sql("select file_id is null and left_at is null from delivery_file").query(Boolean.class)
                .single()).isTrue();

        decided(() -> decide.drop(admin, Shelf.WAITING, failed));
        assertThat(files()).isZero();
    }

    @Test
    void aFileAndACardInDirectMessagesTellHowTheyFare() {
        share("plan");
        instance.transaction.executeWithoutResult(
                tx -> instance.outbox.showTo(workspace, "news", Map.of(thing, new UserId("U0ADA"))));

        assertThat(status.of(workspace, thing, "plan").all()).containsExactly(
                new DeliveryStatus.To("<#C0NEWS>", null, State.PENDING, null, false));
        assertThat(status.of(workspace, thing, "news").all()).containsExactly(
                new DeliveryStatus.To("<@U0ADA>", null, State.PENDING, null, false));

        jdbc.sql("update delivery set state = 'sent', due_at = null, channel_id = 'D0ADA', ts = '1.1'").update();
        assertThat(status.of(workspace, thing, "news").all()).containsExactly(
                new DeliveryStatus.To("<@U0ADA>", new ChannelId("D0ADA"), State.DELIVERED, null, true));
    }

    private void share(String occasion) {
        instance.transaction.executeWithoutResult(tx -> instance.outbox.share(workspace, thing, occasion,
                new Recipient.Channel(CHANNEL, null), new Document("a.png", "A", "", new byte[]{1})));
    }

    private int files() {
        return jdbc.sql("select count(*) from delivery_file").query(Integer.class).single();
    }

    private void show(UUID what) {
        instance.transaction.executeWithoutResult(tx -> instance.outbox.show(workspace, "news", what, CHANNEL));
    }

    private void touch() {
        instance.transaction.executeWithoutResult(tx -> instance.outbox.changed(workspace, "news", thing));
        jdbc.sql("update delivery set due_at = clock_timestamp() where due_at is not null").update();
    }

    private void say(String occasion, Recipient recipient) {
        instance.transaction.executeWithoutResult(
                tx -> instance.outbox.say(workspace, thing, occasion, recipient, Message.of(occasion)));
    }

    private void merged(String words) {
        instance.transaction.executeWithoutResult(tx -> instance.outbox.say(workspace, UUID.randomUUID(), "told", ADA,
                Message.of(words), "joined"));
        jdbc.sql("update delivery set due_at = clock_timestamp()").update();
    }

    /** Claims the one that waits, and stops it. */
    private Delivery stop(String state, String failure) {
        String lane = jdbc.sql("select lane from delivery where due_at is not null").query(String.class).single();
        var delivery = claim(lane);
        assertThat(queue.stop(delivery, state, failure)).isTrue();
        return delivery;
    }

    private Delivery claim(String lane) {
        // a slow machine takes longer than a lease lasts
        instance.leases.renew();
        instance.leases.take(List.of(workspace));
        return queue.claim(new Lane(workspace, lane)).orElseThrow();
    }

    private List<String> states() {
        return jdbc.sql("select state from delivery order by id").query(String.class).list();
    }

    private static final class Joined implements MergeRule {
        @Override
        public String name() {
            return "joined";
        }

        @Override
        public Message merge(List<Message> notices) {
            return notices.getFirst();
        }
    }
}
