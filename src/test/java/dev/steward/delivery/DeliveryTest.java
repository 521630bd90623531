package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThan;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.net.URLDecoder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("DeliveryTest")
class DeliveryTest {
    private static final ChannelId CHANNEL = new ChannelId("C0INTAKE");
    private static final UserId ADA = new UserId("U0ADA");
    private static final UserId ROOT = new UserId("U0ROOT");
    private static final DataSource SOURCE = TestDatabase.create().dataSource();
    private static final WireMockServer SLACK = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UUID thing = UUID.randomUUID();
    private final List<Instance> instances = new ArrayList<>();
    private volatile @Nullable String look = "as it was";

    @BeforeAll
    static void start() {
        SLACK.start();
        Instance.migrate(SOURCE);
    }

    @AfterAll
    static void stop() {
        SLACK.stop();
    }

    @BeforeEach
    void begin() {
        SLACK.resetAll();
        JdbcClient.create(SOURCE).sql("truncate delivery, delivery_lease, delivery_pause, workspace cascade").update();
        answer("chat.postMessage", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");
        answer("chat.update", "{\"ok\":true,\"channel\":\"C0INTAKE\",\"ts\":\"1.1\"}");
        answer("chat.getPermalink", "{\"ok\":true,\"permalink\":\"https://acme.slack.com/p1\"}");
        answer("conversations.open", "{\"ok\":true,\"channel\":{\"id\":\"D0ADA\"}}");
        // on a slow machine a call may time out, and is looked for before it is made again
        answer("conversations.history", "{\"ok\":true,\"messages\":[]}");
    }

    @AfterEach
    void end() throws Exception {
        for (Instance instance : instances) {
            instance.close();
        }
    }

    @Test
    void tenChangesInASecondCostOneUpdate() throws Exception {
        var steward = sending(on().with("settle", "1s"));
        say(steward, () -> steward.outbox.show(workspace, "test", thing, CHANNEL));
        awaitStates(steward, "sent");

        for (int i = 1; i <= 10; i++) {
            look = "change " + i;
            say(steward, () -> steward.outbox.changed(workspace, "test", thing));
            Thread.sleep(50);
        }

        awaitStates(steward, "sent");
        assertThat(bodies("chat.update")).singleElement().asString().contains("text=change 10");
    }

    @Test
    void aCardIsUpdatedAsSoonAsItHasSettled() {
        var steward = sending(on().with("settle", "200ms"));
        say(steward, () -> steward.outbox.show(workspace, "test", thing, CHANNEL));
        awaitStates(steward, "sent");
        List<Duration> waits = new ArrayList<>();

        for (int i = 1; i <= 8; i++) {
            look = "change " + i;
            long began = System.nanoTime();
            say(steward, () -> steward.outbox.changed(workspace, "test", thing));
            int count = i;
            await().pollInterval(Duration.ofMillis(5)).until(() -> bodies("chat.update").size() == count);
            waits.add(Duration.ofNanos(System.nanoTime() - began));
        }

        assertThat(waits).allMatch(wait -> wait.toMillis() >= 200);
        // a sender that looked every second only would be so quick once
        assertThat(waits).filteredOn(wait -> wait.toMillis() < 800).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aChannelHasItsRestBetweenTwoMessages() {
        var steward = sending(on().with("pace", "300ms"));
        long began = System.currentTimeMillis();

        say(steward, () -> IntStream.range(0, 3).forEach(i -> steward.outbox.say(workspace, UUID.randomUUID(), "n",
                new Recipient.Channel(CHANNEL, null), Message.of(String.valueOf(i)))));

        awaitStates(steward, "sent", "sent", "sent");
        var arrived = arrivals("chat.postMessage");
        assertThat(arrived).hasSize(3);
        assertThat(arrived.get(1) - began).isGreaterThanOrEqualTo(300);
        assertThat(arrived.get(2) - began).isGreaterThanOrEqualTo(600);
    }

    @Test
    void methodsAreCalledNoMoreOftenThanSlackAllows() {
        var steward = sending(on().with("settle", "0").with("limits", "true"));
        List<UUID> cards = IntStream.range(0, 3).mapToObj(i -> UUID.randomUUID()).toList();
        cards.forEach(card -> say(steward, () -> steward.outbox.show(workspace, "test", card, CHANNEL)));
        awaitStates(steward, "sent", "sent", "sent");

        look = "as it is";
        long began = System.currentTimeMillis();
        say(steward, () -> cards.forEach(card -> steward.outbox.changed(workspace, "test", card)));

        awaitStates(steward, "sent", "sent", "sent");
        var updates = arrivals("chat.update");
        assertThat(updates).hasSize(3);
        // two at once, then one every 1.25 seconds
        assertThat(updates.get(2) - began).isGreaterThanOrEqualTo(1_200);
    }

    @Test
    void noticesOfOneRuleThatStandTogetherBecomeOneMessage() {
        var steward = sending(on().rules(new Together()).with("settle", "150ms"));
        var ada = new Recipient.Direct(ADA);

        say(steward, () -> {
            steward.outbox.say(workspace, thing, "one", ada, Message.of("one"), "together");
            steward.outbox.say(workspace, thing, "two", ada, Message.of("two"), "together");
            steward.outbox.say(workspace, thing, "alone", ada, Message.of("alone"));
            steward.outbox.say(workspace, thing, "three", ada, Message.of("three"), "together");
        });

        awaitStates(steward, "sent", "sent", "sent", "sent");
        assertThat(bodies("chat.postMessage").stream().map(DeliveryTest::text))
                .containsExactly("one, two", "alone", "three");
        assertThat(steward.jdbc
                .sql("select count(distinct ts) from delivery where merged_into is not null or label = 'one'")
                .query(Long.class).single()).isOne();
    }

    @Test
    void aMergedMessageThatSlackTookWithoutAnsweringIsFoundForAllOfThem() {
        SLACK.stubFor(post("/api/chat.postMessage").willReturn(okJson("{\"ok\":true}").withFixedDelay(1_500)));
        var steward = sending(on().rules(new Together()).with("settle", "150ms").callTimeout(Duration.ofMillis(300)));
        answer("conversations.history", "{\"ok\":false,\"error\":\"internal_error\"}");
        say(steward, () -> {
            steward.outbox.say(workspace, thing, "one", new Recipient.Direct(ADA), Message.of("one"), "together");
            steward.outbox.say(workspace, thing, "two", new Recipient.Direct(ADA), Message.of("two"), "together");
        });
        await().until(() -> steward.jdbc.sql("select bool_or(uncertain) from delivery").query(Boolean.class).single());

        UUID first = steward.jdbc.sql("select id from delivery order by position limit 1").query(UUID.class).single();
        answer("conversations.history", found(first));

        awaitStates(steward, "sent", "sent");
        assertThat(bodies("chat.postMessage")).hasSize(1);
    }

    @Test
    void noRuleNoMerge() {
        var steward = sending(on());
        assertThatIllegalArgumentException().isThrownBy(() -> say(steward, () -> steward.outbox.say(workspace, thing,
                "one", new Recipient.Direct(ADA), Message.of("one"), "together")));
    }

    @Test
    void oneInstanceAtATimeSendsForAWorkspaceAndAnotherTakesOverWhenItsLeaseRunsOut() {
        var steward = on().with("lease", "2s").build();
        instances.add(steward);
        steward.jdbc
                .sql("insert into delivery_lease (workspace_id, holder, until) values (:w, :h, now() + interval '2 s')")
                .param("w", workspace.value()).param("h", UUID.randomUUID()).update();
        long began = System.nanoTime();
        steward.start();

        notice(steward, CHANNEL, "hello");

        awaitStates(steward, "sent");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(1_800),
                Duration.ofSeconds(8));
    }

    @Test
    void theSenderOfAnotherInstanceHearsOfAMessageAtOnce() {
        var sender = sending(on());
        notice(sender, CHANNEL, "so that it has the lease");
        awaitStates(sender, "sent");
        var writer = on().build();
        instances.add(writer);
        writer.start();
        List<Long> waits = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            long committed = notice(writer, CHANNEL, "message " + i);
            int count = i + 2;
            await().pollInterval(Duration.ofMillis(5)).until(() -> bodies("chat.postMessage").size() == count);
            waits.add(System.nanoTime() - committed);
        }

        // somebody who only looks every second would not be so quick five times out of five
        assertThat(waits.stream().mapToLong(Long::longValue).average().orElseThrow()).isLessThan(400e6);
        assertThat(writer.leases.held()).isEmpty();
    }

    @Test
    void aLeaseIsGivenBackByWhoeverStops() throws Exception {
        var first = sending(on());
        notice(first, CHANNEL, "first");
        awaitStates(first, "sent");
        first.close();
        instances.remove(first);
        long began = System.nanoTime();
        var second = sending(on());

        notice(second, CHANNEL, "second");

        awaitStates(second, "sent", "sent");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void whatAnInstanceLeftWhenItDiedIsLookedForBeforeItIsSentAgain() {
        var writer = on().build();
        instances.add(writer);
        notice(writer, CHANNEL, "arrived");
        notice(writer, CHANNEL, "did not");
        writer.jdbc.sql("""
                update delivery set sending_since = now() - interval '1 minute', tried_at = now(), attempts = 1
                """).update();
        UUID arrived = writer.jdbc.sql("select id from delivery order by position limit 1").query(UUID.class).single();
        answer("conversations.history", found(arrived));

        sending(on());

        awaitStates(writer, "sent", "sent");
        assertThat(bodies("chat.postMessage").stream().map(DeliveryTest::text)).containsExactly("did not");
    }

    @Test
    void aCallThatMayStillBeOnItsWayIsWaitedFor() {
        var writer = on().build();
        instances.add(writer);
        notice(writer, CHANNEL, "hello");
        writer.jdbc.sql("update delivery set sending_since = now(), tried_at = now(), attempts = 1").update();
        answer("conversations.history", "{\"ok\":true,\"messages\":[]}");
        long began = System.nanoTime();

        sending(on().callTimeout(Duration.ofSeconds(1)));

        awaitStates(writer, "sent");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(2_900));
        SLACK.verify(moreThan(0), postRequestedFor(urlEqualTo("/api/conversations.history")));
        assertThat(bodies("chat.postMessage")).hasSize(1);
    }

    @Test
    void whatArrivedIsFoundLongBeforeItsCallMustHaveEnded() {
        var writer = on().build();
        instances.add(writer);
        notice(writer, CHANNEL, "arrived");
        notice(writer, CHANNEL, "behind it");
        writer.jdbc.sql("""
                update delivery set sending_since = now(), tried_at = now(), attempts = 1
                where position = (select min(position) from delivery)
                """).update();
        UUID arrived = writer.jdbc.sql("select id from delivery order by position limit 1").query(UUID.class).single();
        answer("conversations.history", found(arrived));
        long began = System.nanoTime();

        sending(on().callTimeout(Duration.ofMinutes(1)));

        awaitStates(writer, "sent", "sent");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(bodies("chat.postMessage").stream().map(DeliveryTest::text)).containsExactly("behind it");
    }

    @Test
    void anInstanceThatWasHeldUpDoesNotSendWhatAnotherHasTakenOver() throws Exception {
        var rendering = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = on().kinds(Instance.kind("slow", which -> {
            rendering.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late";
        })).build();
        instances.add(slow.start());
        say(slow, () -> slow.outbox.show(workspace, "slow", thing, CHANNEL));
        rendering.await();

        slow.jdbc.sql("update delivery_lease set holder = :other, until = now() + interval '1 hour'")
                .param("other", UUID.randomUUID()).update();
        slow.jdbc.sql("update delivery set sending_since = now() + interval '1 ms'").update();
        await().pollDelay(Duration.ofMillis(1_600)).until(() -> true);
        goOn.countDown();
        slow.close();
        instances.remove(slow);

        assertThat(bodies("chat.postMessage")).isEmpty();
        assertThat(slow.jdbc.sql("select state || attempts from delivery").query(String.class).single())
                .isEqualTo("pending1");
    }

    @Test
    void whatNothingCanTellIsHeldForAnAdmin() {
        answer("conversations.history", "{\"ok\":false,\"error\":\"missing_scope\"}");
        var writer = on().build();
        instances.add(writer);
        notice(writer, CHANNEL, "hello");
        writer.jdbc.sql("update delivery set sending_since = now() - interval '1 minute', tried_at = now()").update();

        var steward = sending(on().members(admin(ROOT)));

        awaitStates(steward, "held", "sent");
        assertThat(bodies("chat.postMessage")).singleElement().satisfies(
                told -> assertThat(text(told)).contains("to <#C0INTAKE> may not have arrived"));
    }

    @Test
    void anEphemeralMessageThatGotNoAnswerIsHeld() {
        SLACK.stubFor(post("/api/chat.postEphemeral").willReturn(okJson("{\"ok\":true}").withFixedDelay(1_500)));
        var steward = sending(on().callTimeout(Duration.ofMillis(300)));

        say(steward, () -> steward.outbox.say(workspace, thing, "psst", new Recipient.Ephemeral(CHANNEL, ADA),
                Message.of("psst")));

        awaitStates(steward, "held");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/api/chat.postEphemeral")));
    }

    @Test
    void aNoticeGoesThroughAResponseUrlWhichIsKeptNowhereElse() {
        SLACK.stubFor(post("/respond/here").willReturn(aResponse().withBody("ok")));
        var steward = sending(on());

        say(steward, () -> steward.outbox.say(workspace, thing, "answer",
                new Recipient.Response(SLACK.baseUrl() + "/respond/here"), Message.of("done")));

        awaitStates(steward, "sent");
        SLACK.verify(1, postRequestedFor(urlEqualTo("/respond/here")).withRequestBody(containing("\"text\":\"done\""))
                .withRequestBody(containing("\"replace_original\":false")));
        assertThat(steward.jdbc.sql("select recipient from delivery").query(String.class).single())
                .startsWith(">").doesNotContain("http");
    }

    @Test
    void aResponseUrlThatIsNotSlacksIsNotCalled() {
        var steward = sending(on());

        say(steward, () -> steward.outbox.say(workspace, thing, "answer",
                new Recipient.Response("http://127.0.0.2:" + SLACK.port() + "/respond/here"), Message.of("done")));

        awaitStates(steward, "failed");
        SLACK.verify(0, postRequestedFor(urlEqualTo("/respond/here")));
    }

    @Test
    void theOwnerAndTheAdminsAreToldWhatDidNotArriveAndTheAdminsOnceADay() {
        SLACK.stubFor(post("/api/chat.postMessage").withRequestBody(containing("channel=C0INTAKE"))
                .willReturn(okJson("{\"ok\":false,\"error\":\"is_archived\"}")));
        var steward = sending(on().members(admin(ROOT)).things((ws, things) -> things.stream()
                .collect(Collectors.toMap(each -> each, each -> new Things.Thing("FB-12", ADA)))));

        notice(steward, CHANNEL, "first");
        notice(steward, CHANNEL, "second");

        await().untilAsserted(() -> assertThat(bodies("chat.postMessage").stream().map(DeliveryTest::text)
                .filter(text -> text.contains("archived"))).hasSizeGreaterThanOrEqualTo(2));
        await().until(() -> steward.jdbc.sql("select count(*) from delivery where due_at is not null")
                .query(Long.class).single() == 0);
        assertThat(steward.jdbc.sql("select recipient from delivery where label like 'undelivered%' order by 1")
                .query(String.class).list()).containsExactly("@U0ADA", "@U0ADA", "@U0ROOT");
    }

    @Test
    void orderIsKeptInAChannelWhateverOtherChannelsDo() {
        var steward = sending(on());
        say(steward, () -> IntStream.range(0, 60).forEach(i -> steward.outbox.say(workspace, UUID.randomUUID(), "n",
                new Recipient.Channel(new ChannelId("C" + i % 3), null), Message.of(String.valueOf(i)))));

        await().until(() -> bodies("chat.postMessage").size() == 60);

        Map<String, List<Integer>> byChannel = bodies("chat.postMessage").stream().collect(Collectors.groupingBy(
                body -> field(body, "channel"),
                Collectors.mapping(body -> Integer.valueOf(text(body)), Collectors.toList())));
        assertThat(byChannel.values()).hasSize(3).allSatisfy(each -> assertThat(each).isSorted());
    }

    private Instance.Builder on() {
        return Instance.on(SOURCE, SLACK.baseUrl() + "/api/").kinds(Instance.kind("test", which -> look));
    }

    private Instance sending(Instance.Builder builder) {
        var instance = builder.build().start();
        instances.add(instance);
        return instance;
    }

    private static void say(Instance steward, Runnable what) {
        steward.transaction.executeWithoutResult(status -> what.run());
    }

    private long notice(Instance steward, ChannelId channel, String words) {
        say(steward,
                () -> steward.outbox.say(workspace, UUID.randomUUID(), "notice", new Recipient.Channel(channel, null),
                        Message.of(words)));
        return System.nanoTime();
    }

    private Member admin(UserId user) {
        return new Member(workspace, user, "T1", "Root", null, ZoneOffset.UTC, Role.ADMIN, false, false);
    }

    private void awaitStates(Instance steward, String... states) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(steward.jdbc.sql("""
                select case when due_at is null then state else 'waiting' end from delivery
                where workspace_id = :workspace order by position
                """).param("workspace", workspace.value()).query(String.class).list()).containsExactly(states));
    }

    private static void answer(String method, String json) {
        SLACK.stubFor(post("/api/" + method).willReturn(okJson(json)));
    }

    private static String found(UUID delivery) {
        return """
                {"ok":true,"messages":[{"type":"message","ts":"7.7","text":"words",
                 "metadata":{"event_type":"steward_delivery","event_payload":{"delivery":"%s"}}}]}
                """.formatted(delivery);
    }

    private static List<String> bodies(String method) {
        return SLACK.findAll(postRequestedFor(urlEqualTo("/api/" + method))).stream()
                .map(request -> URLDecoder.decode(request.getBodyAsString(), UTF_8)).toList();
    }

    /** When they came, in milliseconds. */
    private static List<Long> arrivals(String method) {
        return SLACK.findAll(postRequestedFor(urlEqualTo("/api/" + method))).stream()
                .map(request -> request.getLoggedDate().getTime()).sorted().toList();
    }

    private static String text(String body) {
        return field(body, "text");
    }

    private static String field(String body, String name) {
        return Arrays.stream(body.split("&", -1)).filter(pair -> pair.startsWith(name + "=")).findFirst().orElseThrow()
                .substring(name.length() + 1);
    }

    /** Says all of them in one line. */
    private static final class Together implements MergeRule {
        @Override
        public String name() {
            return "together";
        }

        @Override
        public Message merge(List<Message> notices) {
            return Message.of(notices.stream().map(Message::text).collect(Collectors.joining(", ")));
        }
    }
}
