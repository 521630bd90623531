package dev.steward.sandbox;

import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.slack.api.methods.MethodsClient;
import com.slack.api.model.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.slack.SlackApi;

/** Slack's own client for Java finds in the sandbox's answers what it looks for. */
@TeaTest
class BoltClientTest {
    @Autowired
    SandboxSlack slack;

    @Autowired
    SlackApi api;

    private MethodsClient client;

    @BeforeEach
    void connect() {
        client = api.client(slack.workspace());
    }

    @Test
    void knowsItselfAndItsPlace() throws Exception {
        assertThat(client.authTest(r -> r).getBotId()).isEqualTo("B0STEWARD0");
        assertThat(client.conversationsList(r -> r).getChannels()).extracting(c -> c.getName()).contains("general");
        assertThat(client.usersInfo(r -> r.user(PM.id().value())).getUser().getProfile().getDisplayName())
                .isEqualTo("maya");
        assertThat(client.usergroupsList(r -> r.includeUsers(true)).getUsergroups()).hasSize(2);
    }

    @Test
    void findsAMessageByItsMetadata() throws Exception {
        String channel = slack.id("#general").value();
        var marker = Message.Metadata.builder().eventType("delivery").eventPayload(Map.of("id", "42")).build();
        var posted = client.chatPostMessage(r -> r.channel(channel).text("Card").metadata(marker));
        assertThat(posted.isOk()).as(posted.getError()).isTrue();

        var history = client.conversationsHistory(
                r -> r.channel(channel).oldest(posted.getTs()).inclusive(true).includeAllMetadata(true));

        assertThat(history.getMessages()).singleElement()
                .satisfies(found -> assertThat(found.getMetadata().getEventPayload()).containsEntry("id", "42"));
        assertThat(client.chatGetPermalink(r -> r.channel(channel).messageTs(posted.getTs())).getPermalink())
                .contains(channel);
    }

    @Test
    void uploadsFiles() throws Exception {
        var uploaded = client.filesUploadV2(r -> r.filename("week.csv").title("This week")
                .fileData("a,b".getBytes(StandardCharsets.UTF_8)).channel(slack.id("#general").value())
                .initialComment("The numbers"));

        assertThat(uploaded.getError()).isNull();
        Shown shared = slack.channel("#general").message("The numbers");
        assertThat(shared.json().path("files").path(0).path("title").asString()).isEqualTo("This week");
        assertThat(slack.reads.fileContent(PM.id(), shared.json().path("files").path(0).path("id").asString())
                .orElseThrow().content()).asString().isEqualTo("a,b");
    }
}
