package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.steward.delivery.Notices.Recipient;
import dev.steward.delivery.SlackMemory.Call;
import dev.steward.slack.Message;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** A Slack that fails in every way, and remembers what it took: nothing is lost, nothing is said twice, order is kept. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("DeliveryFaultsTest")
@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class DeliveryFaultsTest {
    private static final String UPLOAD = "upload?";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SlackMemory memory = new SlackMemory();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<WorkspaceId> workspaces = new CopyOnWriteArrayList<>();
    private final WireMockServer slack = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1")
            .dynamicPort().containerThreads(80).disableRequestJournal().extensions(new FailingSlack()));
    private final Random random = new Random(20261121);
    private int turn;
    /** What a call meets; null: nothing happens to it. */
    private volatile Function<Call, @Nullable Trouble> trouble = call -> null;
    private volatile String look = "as it was";
    @SuppressWarnings("NullAway.Init")
    private Instance steward;

    @BeforeEach
    void start() {
        var database = TestDatabase.create().dataSource();
        Instance.migrate(database);
        slack.stubFor(any(anyUrl()).willReturn(aResponse()));
        slack.start();
        memory.at(slack.baseUrl());
        steward = Instance.on(database, slack.baseUrl() + "/api/").token(workspace -> workspace)
                .callTimeout(Duration.ofMillis(Mishap.CALL_TIMEOUT_MILLIS)).with("settle", "0")
                .kinds(Instance.kind("test", thing -> look)).build().start();
    }

    @AfterEach
    void stop(CapturedOutput output) throws Exception {
        steward.close();
        slack.stop();
        // other tests may run beside this one
        assertThat(output.getAll().lines().filter(line -> line.contains("could not be sent and stays due"))
                .filter(line -> workspaces.stream().anyMatch(each -> line.contains(each.toString()))))
                .as("what nobody thought of").isEmpty();
    }

    @Test
    void noMishapLosesOrRepeatsAMessageWhetherSlackTookItOrNot() {
        var workspaces = Arrays.stream(Mishap.values()).map(mishap -> workspace()).toList();
        Map<String, Trouble> first = new ConcurrentHashMap<>();
        for (Mishap mishap : Mishap.values()) {
            String workspace = workspaces.get(mishap.ordinal()).toString();
            first.put(workspace + "C0LOST", new Trouble(mishap.answer(), false));
            first.put(workspace + "C0TAKEN", new Trouble(mishap.answer(), mishap.maybeDone()));
        }
        trouble = call -> call.method().equals("chat.postMessage")
                ? first.remove(call.token() + call.get("channel"))
                : null;

        for (WorkspaceId workspace : workspaces) {
            say(workspace, "C0LOST", 1, 3);
            say(workspace, "C0TAKEN", 1, 3);
        }
        awaitAllSent();

        for (Mishap mishap : Mishap.values()) {
            String workspace = workspaces.get(mishap.ordinal()).toString();
            assertThat(memory.said(workspace, "C0LOST")).as("%s before Slack took it", mishap)
                    .isEqualTo(words("C0LOST", 3));
            assertThat(memory.said(workspace, "C0TAKEN")).as("%s after Slack took it", mishap)
                    .isEqualTo(words("C0TAKEN", 3));
        }
        assertThat(first).isEmpty();
    }

    @Test
    void noMishapOnTheWayLosesOrRepeatsAFileWhicheverCallItMeets() {
        var calls = List.of("files.getUploadURLExternal", UPLOAD, "files.completeUploadExternal");
        var workspaces = Arrays.stream(Mishap.values()).map(mishap -> workspace()).toList();
        Map<String, Trouble> first = new ConcurrentHashMap<>();
        for (Mishap mishap : Mishap.values()) {
            String workspace = workspaces.get(mishap.ordinal()).toString();
            first.put(workspace + "files.getUploadURLExternal", new Trouble(mishap.answer(), false));
            first.put(workspace + "C0LOST", new Trouble(mishap.answer(), false));
            first.put(workspace + "C0TAKEN", new Trouble(mishap.answer(), mishap.maybeDone()));
        }
        first.put(UPLOAD, new Trouble(Mishap.SERVER_ERROR.answer(), true));
        trouble = call -> call.method().equals("files.completeUploadExternal")
                ? first.remove(call.token() + call.get("channel_id"))
                : first.remove(call.token() + (call.method().startsWith(UPLOAD) ? UPLOAD : call.method()));

        for (WorkspaceId workspace : workspaces) {
            for (String channel : List.of("C0LOST", "C0TAKEN")) {
                say(workspace, channel, 1, 1);
                share(workspace, channel, 2);
                say(workspace, channel, 3, 1);
            }
        }
        awaitAllSent();

        for (Mishap mishap : Mishap.values()) {
            String workspace = workspaces.get(mishap.ordinal()).toString();
            assertThat(memory.said(workspace, "C0LOST")).as("%s before Slack took it", mishap)
                    .isEqualTo(words("C0LOST", 3));
            assertThat(memory.said(workspace, "C0TAKEN")).as("%s after Slack took it", mishap)
                    .isEqualTo(words("C0TAKEN", 3));
        }
        assertThat(first).as("what no call met").isEmpty();
        assertThat(calls).allMatch(each -> arrivals.stream().anyMatch(call -> call.method.startsWith(each)));
        assertThat(steward.jdbc.sql("select count(*) from delivery_file").query(Integer.class).single()).isZero();
    }

    @Test
    void noMishapLosesOrRepeatsACardInDirectMessages() {
        var workspaces = Arrays.stream(Mishap.values()).map(mishap -> workspace()).toList();
        Map<String, Trouble> first = new ConcurrentHashMap<>();
        for (Mishap mishap : Mishap.values()) {
            String workspace = workspaces.get(mishap.ordinal()).toString();
            first.put(workspace + "conversations.openU0LOST", new Trouble(mishap.answer(), false));
            first.put(workspace + "chat.postMessageDU0LOST", new Trouble(mishap.answer(), false));
            first.put(workspace + "chat.postMessageDU0TAKEN", new Trouble(mishap.answer(), mishap.maybeDone()));
        }
        trouble = call -> first.remove(call.token() + call.method() + call.get("users") + call.get("channel"));

        for (WorkspaceId workspace : workspaces) {
            steward.transaction.executeWithoutResult(status -> {
                for (String member : List.of("U0LOST", "U0TAKEN")) {
                    var user = new UserId(member);
                    steward.outbox.say(workspace, UUID.randomUUID(), "1", new Recipient.Direct(user), Message.of("1"));
                    steward.outbox.showTo(workspace, "test", Map.of(UUID.randomUUID(), user));
                    steward.outbox.say(workspace, UUID.randomUUID(), "3", new Recipient.Direct(user), Message.of("3"));
                }
            });
        }
        awaitAllSent();

        for (Mishap mishap : Mishap.values()) {
            String workspace = workspaces.get(mishap.ordinal()).toString();
            assertThat(memory.said(workspace, "DU0LOST")).as("%s before Slack took it", mishap)
                    .containsExactly("1", "as it was", "3");
            assertThat(memory.said(workspace, "DU0TAKEN")).as("%s after Slack took it", mishap)
                    .containsExactly("1", "as it was", "3");
        }
        assertThat(first).as("what no call met").isEmpty();
    }

    @Test
    void mishapsInARowAndWhileItLooksForAMessageChangeNothing() {
        WorkspaceId workspace = workspace();
        var row = List.of(Mishap.NO_ANSWER, Mishap.SERVER_ERROR);
        var posts = new AtomicInteger();
        var looks = new AtomicInteger();
        trouble = call -> switch (call.method()) {
            case "chat.postMessage" -> posts.getAndIncrement() == 0
                    ? new Trouble(Mishap.NO_ANSWER.answer(), true)
                    : null;
            case "conversations.history" -> looks.get() < row.size()
                    ? new Trouble(row.get(looks.getAndIncrement()).answer(), false)
                    : null;
            default -> null;
        };

        say(workspace, "C0INTAKE", 1, 3);
        awaitAllSent();

        assertThat(memory.said(workspace.toString(), "C0INTAKE")).isEqualTo(words("C0INTAKE", 3));
        assertThat(looks).hasValue(row.size());
    }

    @Test
    void retryAfterIsObeyedToTheSecondByThatMethodOfThatWorkspaceAlone() {
        WorkspaceId limited = workspace();
        WorkspaceId stormy = workspace();
        WorkspaceId other = workspace();
        var card = UUID.randomUUID();
        steward.transaction.executeWithoutResult(
                status -> steward.outbox.show(limited, "test", card, new ChannelId("C0CARD")));
        awaitAllSent();
        arrivals.clear();
        Map<String, List<Integer>> waits = Map.of(limited.toString(), new ArrayList<>(List.of(3)),
                stormy.toString(), new ArrayList<>(List.of(1, 2, 1)), other.toString(), new ArrayList<>());
        trouble = call -> call.method().equals("chat.postMessage")
                ? tooMany(waits.getOrDefault(call.token(), List.of()))
                : null;

        say(limited, "C0LIMITED", 1, 2);
        say(stormy, "C0STORM", 1, 2);
        await().until(() -> !posts(limited).isEmpty());
        say(limited, "C0BESIDE", 1, 1);
        say(other, "C0CALM", 1, 5);
        look = "as it is";
        steward.transaction.executeWithoutResult(status -> steward.outbox.changed(limited, "test", card));
        awaitAllSent();

        Arrival first = posts(limited).getFirst();
        assertThat(posts(limited)).hasSize(1 + 2 + 1);
        assertThat(seconds(first, posts(limited).get(1))).isBetween(3.0, 5.0);
        assertThat(posts(other)).hasSize(5).allMatch(post -> seconds(first, post) < 3);
        assertThat(arrivals.stream().filter(call -> call.method.equals("chat.update"))).singleElement()
                .matches(update -> seconds(first, update) < 3);

        List<Arrival> storm = posts(stormy);
        assertThat(storm).hasSize(3 + 2);
        assertThat(seconds(storm.get(0), storm.get(1))).isBetween(1.0, 3.0);
        assertThat(seconds(storm.get(1), storm.get(2))).isBetween(2.0, 4.0);
        assertThat(seconds(storm.get(2), storm.get(3))).isBetween(1.0, 3.0);
        assertThat(memory.said(stormy.toString(), "C0STORM")).isEqualTo(words("C0STORM", 2));
    }

    @Test
    void hundredsOfMessagesThroughAMixOfMishapsStandOnceAndInOrder() {
        List<WorkspaceId> workspaces = Stream.generate(this::workspace).limit(3).toList();
        List<String> channels = IntStream.range(0, 12).mapToObj("C0MIXED%02d"::formatted).toList();
        Map<Mishap, Integer> met = new ConcurrentHashMap<>();
        Map<String, Integer> ofThisMessage = new ConcurrentHashMap<>();
        trouble = call -> {
            synchronized (random) {
                String place = call.token() + call.get("channel");
                // more would only be waited for: each pause is twice the one before
                if (random.nextInt(100) >= 25 || ofThisMessage.getOrDefault(place, 0) == 3) {
                    if (call.method().equals("chat.postMessage")) {
                        ofThisMessage.remove(place);
                    }
                    return null;
                }
                ofThisMessage.merge(place, 1, Integer::sum);
                // each in turn, so that none is left to chance
                Mishap mishap = Mishap.values()[turn++ % Mishap.values().length];
                met.merge(mishap, 1, Integer::sum);
                return new Trouble(mishap.answer(), mishap.maybeDone() && random.nextBoolean());
            }
        };

        for (int round = 0; round < 3; round++) {
            for (WorkspaceId workspace : workspaces) {
                for (String channel : channels) {
                    say(workspace, channel, 1 + 2 * round, 2);
                }
            }
        }
        awaitAllSent();

        for (WorkspaceId workspace : workspaces) {
            for (String channel : channels) {
                assertThat(memory.said(workspace.toString(), channel)).isEqualTo(words(channel, 6));
            }
        }
        assertThat(met).containsOnlyKeys(Mishap.values());
    }

    private void say(WorkspaceId workspace, String channel, int from, int count) {
        steward.transaction.executeWithoutResult(status -> {
            for (int i = from; i < from + count; i++) {
                String words = channel + " #" + i;
                steward.outbox.say(workspace, UUID.nameUUIDFromBytes(words.getBytes(UTF_8)), "test",
                        new Recipient.Channel(new ChannelId(channel), null), Message.of(words));
            }
        });
    }

    private void share(WorkspaceId workspace, String channel, int number) {
        String words = channel + " #" + number;
        steward.transaction.executeWithoutResult(status -> steward.outbox.share(workspace, UUID.randomUUID(), "test",
                new Recipient.Channel(new ChannelId(channel), null),
                new Document("a.png", "A", words, words.getBytes(UTF_8))));
    }

    private static List<String> words(String channel, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> channel + " #" + i).toList();
    }

    private void awaitAllSent() {
        var rows = steward.jdbc.sql("""
                select state || ' ' || lane || ' ' || coalesce(failure, '') from delivery
                where state <> 'sent' or due_at is not null order by state = 'pending', position limit 20
                """);
        List<String> open = new ArrayList<>();
        await("all sent").atMost(PATIENCE).until(() -> {
            open.clear();
            open.addAll(rows.query(String.class).list());
            return open.isEmpty() || !open.getFirst().startsWith("pending");
        });
        assertThat(open).as("not sent").isEmpty();
    }

    private List<Arrival> posts(WorkspaceId workspace) {
        return arrivals.stream().filter(
                call -> call.method.equals("chat.postMessage") && call.token.equals(workspace.toString())).toList();
    }

    private static double seconds(Arrival from, Arrival to) {
        return (to.at - from.at) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static @Nullable Trouble tooMany(List<Integer> waits) {
        synchronized (waits) {
            return waits.isEmpty()
                    ? null
                    : new Trouble(aResponse().withStatus(429).withHeader("Retry-After",
                            Integer.toString(waits.removeFirst())), false);
        }
    }

    private WorkspaceId workspace() {
        var workspace = new WorkspaceId(UUID.randomUUID());
        workspaces.add(workspace);
        return workspace;
    }

    /** @param done whether Slack did what was asked before it answered so */
    private record Trouble(ResponseDefinitionBuilder answer, boolean done) {}

    private record Arrival(String method, String token, long at) {}

    private final class FailingSlack implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "failing-slack";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            var request = event.getRequest();
            String token = request.getHeader("Authorization");
            Call call = Call.of(request.getUrl(), token == null ? "" : token, request.getBodyAsString());
            arrivals.add(new Arrival(call.method(), call.token(), System.nanoTime()));
            Trouble met = trouble.apply(call);
            if (met == null) {
                return done(call).build();
            }
            if (met.done) {
                done(call);
            }
            return met.answer.build();
        }

        private ResponseDefinitionBuilder done(Call call) {
            if (call.method().startsWith(UPLOAD)) {
                memory.put(call.method().substring(UPLOAD.length()));
                return aResponse().withBody("OK");
            }
            return okJson(memory.answer(call));
        }
    }
}
