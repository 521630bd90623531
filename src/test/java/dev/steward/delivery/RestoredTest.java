package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.delivery.Notices.Recipient;
import dev.steward.delivery.SlackMemory.Call;
import dev.steward.slack.Message;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** A database that was restored from a backup: what was said since is not said again, though no row tells of it. */
class RestoredTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ChannelId CHANNEL = new ChannelId("C0INTAKE");
    private static final Recipient HERE = new Recipient.Channel(CHANNEL, null);

    private final SlackMemory memory = new SlackMemory();
    private final WireMockServer slack = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1")
            .dynamicPort().extensions(new Remembering()));
    private final DataSource source = TestDatabase.create().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UUID thing = UuidCreator.getTimeOrderedEpoch();

    @BeforeEach
    void start() {
        slack.stubFor(any(anyUrl()).willReturn(aResponse()));
        slack.start();
        memory.at(slack.baseUrl());
        Instance.migrate(source);
    }

    @AfterEach
    void stop() {
        slack.stop();
    }

    @Test
    void nothingIsSaidTwice() throws Exception {
        Instant backup;
        try (Instance steward = on().build()) {
            say(steward, "waited");
            steward.transaction.executeWithoutResult(status -> {
                steward.outbox.show(workspace, "test", thing, CHANNEL);
                steward.outbox.say(workspace, thing, "one", HERE, Message.of("one"), "together");
                steward.outbox.say(workspace, thing, "two", HERE, Message.of("two"), "together");
            });
            jdbc.sql("create table backup as select * from delivery").update();
            await().until(() -> Instant.now().toEpochMilli() > thing.getMostSignificantBits() >>> 16);
            backup = Instant.now();

            steward.start();
            awaitSent();
            say(steward, "reminded");
            awaitSent();
        }
        List<String> said = List.of("waited", "the card", "one, two", "reminded");
        assertThat(said()).containsExactlyElementsOf(said);

        jdbc.sql("truncate delivery cascade").update();
        jdbc.sql("insert into delivery select * from backup").update();
        assertThat(new LookForWaiting(jdbc).take()).startsWith("4 messages");
        try (Instance steward = on().restoredFrom(backup).build().start()) {
            awaitSent();
            say(steward, "reminded");
            awaitSent();
            assertThat(said()).containsExactlyElementsOf(said);

            say(steward, "said for the first time");
            awaitSent();
            steward.transaction.executeWithoutResult(status -> steward.outbox.say(workspace,
                    UuidCreator.getTimeOrderedEpoch(), "waited", HERE, Message.of("of something new")));
            awaitSent();
            assertThat(said().subList(said.size(), said().size())).containsExactly("said for the first time",
                    "of something new");
        }
    }

    private void say(Instance steward, String words) {
        steward.transaction.executeWithoutResult(
                status -> steward.outbox.say(workspace, thing, words, HERE, Message.of(words)));
    }

    private List<String> said() {
        return memory.said(workspace.value().toString(), CHANNEL.value());
    }

    private void awaitSent() {
        await("sent").atMost(PATIENCE).until(() -> jdbc
                .sql("select count(*) from delivery where due_at is not null or state <> 'sent'").query(Integer.class)
                .single() == 0);
    }

    private Instance.Builder on() {
        return Instance.on(source, slack.baseUrl() + "/api/").token(workspace -> workspace).with("settle", "100ms")
                .kinds(Instance.kind("test", thing -> "the card")).rules(new Together());
    }

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

    private final class Remembering implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "remembering";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            var request = event.getRequest();
            return okJson(memory.answer(Call.of(request.getUrl(), request.getHeader("Authorization"),
                    request.getBodyAsString()))).build();
        }
    }
}
