package dev.steward.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** What people do in Slack, with a feature that orders tea. */
@TeaTest
class StoriesTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    ConfigurableEnvironment environment;

    @Autowired
    TinyFeature tea;

    @Test
    void somebodyOrdersTeaWithAForm() {
        Person maya = slack.as(PM).in("#general").types("/tea").seesModal("Tea");

        maya.submits().seesFieldError("Your words", "Please complete this required field.");
        maya.fills("Your words", "A coffee & a cake").submits().seesFieldError("Your words", "We serve tea only.");

        maya.chooses("Kind", "Green").sees("Which leaf of green?");
        assertThat(maya.field("Your words")).as("kept while the form changed").isEqualTo("A coffee & a cake");
        assertThat(maya.field("Kind")).isEqualTo("Green");
        assertThat(maya.offered("Which leaf of green?", "s")).containsExactly("Assam", "Sencha");
        maya.picks("Which leaf of green?", "sen", "Sencha");
        assertThat(maya.field("Which leaf of green?")).isEqualTo("Sencha");

        maya.presses("Add a note").seesModal("Note");
        assertThat(maya.modals()).isEqualTo(2);
        maya.closes().seesModal("Tea");
        assertThat(slack.calls()).contains("TO_APP view_closed tea_note ok");

        maya.presses("Add a note").seesModal("Note").submits().seesNoModal();
        slack.hadNoTrouble();
    }

    @Test
    void somebodyOrdersTeaInALineAndPlaysWithTheAnswer() {
        Person maya = slack.as(PM).in("#general").types("/tea a pot of Assam").sees("Ordered: a pot of Assam");
        assertThat(maya.whisper().ephemeral()).isTrue();
        slack.as(OPS).in("#general").seesNo("a pot of Assam");

        maya.presses("Another").seesModal("Tea").closes().seesNoModal();
        maya.presses("Drink it").sees("Enjoy your tea").seesNo("Ordered: a pot of Assam");
        slack.hadNoTrouble();
    }

    @Test
    void aMessageBecomesAnOrder() {
        Shown said = slack.as(SELLER).in("#general").says("Nadia would like Sencha & cake, says @maya in #releases");

        assertThat(Json.text(said.json(), "text"))
                .isEqualTo("Nadia would like Sencha &amp; cake, says <@U0MAYAPM01> in <#C0RELEASES|releases>");
        Person maya = slack.as(PM).usesShortcut("Tea for this").on(said).seesModal("Tea");
        assertThat(maya.field("Your words")).contains("Sencha");
        maya.closesAll();
        maya.usesGlobalShortcut("Tea now").seesModal("Tea");
        slack.hadNoTrouble();
    }

    @Test
    void anAppThatIsLateIsSaidToBe() {
        var late = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
        late.start();
        late.stubFor(any(anyUrl()).willReturn(ok().withFixedDelay(3_500)));
        var instead = new MapPropertySource("late app", Map.of("local.server.port", late.port()));
        environment.getPropertySources().addFirst(instead);
        try {
            slack.as(PM).in("#general").tries().types("/tea now")
                    .seesFailure("/tea failed because the app did not respond");
        } finally {
            environment.getPropertySources().remove(instead.getName());
            late.stop();
        }
        assertThat(slack.calls()).contains("TO_APP /tea timeout");
    }

    @Test
    void stewardIsNeverLate() {
        slack.as(PM).in("#general").types("/tea late").sees("That took Steward too long");
    }

    @Test
    void slackKnowsWhatIsNoCommandAndThatThreadsTakeNone() {
        Person maya = slack.as(PM).in("#general");
        maya.tries().types("/coffee").seesFailure("/coffee is not a valid command");

        Shown said = maya.says("Anyone for tea?");
        maya.inThreadOf(said).tries().types("/tea").seesFailure("/tea is not supported in threads");
        maya.inThreadOf(said).types("Me!");
        assertThat(slack.channel("#general").replies(said)).extracting(Shown::text).containsExactly("Me!");
    }

    @Test
    void aFourthModalIsOneTooMany() {
        Person maya = slack.as(PM).in("#general").types("/tea").presses("Add a note").presses("Go deeper")
                .seesModal("Deeper");
        assertThat(maya.modals()).isEqualTo(3);

        maya.presses("Go deeper");

        Awaitility.await().atMost(SandboxSlack.PATIENCE)
                .until(() -> slack.calls().contains("TO_SLACK views.push push_limit_reached"));
        assertThat(maya.modals()).isEqualTo(3);
        maya.closesAll().seesNoModal();
    }

    @Test
    void theAppHearsOfReactionsAndNewcomersWhereItIs() {
        tea.heard.clear();
        Shown said = slack.as(PM).in("#general").says("Tea is good");
        Shown secret = slack.as(OPS).in("#leadership").says("Tea budget");

        slack.as(OPS).reacts("tea").on(said).unreacts("tea").on(said);
        slack.as(OPS).reacts("tea").on(secret).unreacts("tea").on(secret);
        slack.actions.joins(OPS.id(), slack.id("#customer-acme"));
        slack.settles();

        assertThat(tea.heard).containsExactly("reaction_removed tea");
        assertThat(slack.calls()).as("of newcomers and messages too, its manifest says")
                .contains("TO_APP event member_joined_channel ok", "TO_APP event message ok");
    }

    @Test
    void outsidersSeeTheSharedChannelAlone() {
        assertThat(slack.reads.conversations(OUTSIDER.id())).extracting(SandboxReads.Conversation::name)
                .containsExactly("customer-acme");
        assertThat(slack.reads.joinable(OUTSIDER.id())).isEmpty();
        slack.as(OUTSIDER).tries().types("Hello").seesFailure("You are not in this channel");
    }

    @Test
    void unreadMessagesAreCountedUntilTheyAreRead() {
        Person maya = slack.as(PM).in("#general");
        maya.says("Mine");
        assertThat(unread()).isZero();

        Shown last = slack.as(OPS).in("#general").says("@maya look");
        slack.as(OPS).inThreadOf(last).types("not counted");
        assertThat(unread()).isOne();
        assertThat(slack.reads.conversation(PM.id(), last.channel()).orElseThrow().mentions()).isOne();

        slack.actions.marksRead(PM.id(), last.channel(), last.ts());
        assertThat(unread()).isZero();
    }

    @Test
    void peopleEditDeleteAndShareFiles() {
        Person maya = slack.as(PM).in("#general");
        Shown said = maya.says("Tee");
        maya.edits(said, "Tea").sees("Tea");
        assertThat(slack.channel("#general").message("Tea").json().path("edited").path("user").asString())
                .isEqualTo(PM.id().value());
        slack.as(OPS).tries().deletes(said).seesFailure("Only its author");
        maya.deletes(said);
        assertThat(slack.reads.message(PM.id(), said.channel(), said.ts())).isEmpty();

        Shown shared = maya.uploads("menu.txt", "text/plain", "Assam".getBytes(StandardCharsets.UTF_8), "The menu");
        String file = shared.json().path("files").path(0).path("id").asString();
        assertThat(slack.reads.fileContent(OPS.id(), file).orElseThrow().content()).asString().isEqualTo("Assam");
        assertThat(slack.reads.fileContent(OUTSIDER.id(), file)).as("not in the channel").isEmpty();
    }

    @Test
    void theComposerKnowsTheCommandsAndTheirForms() {
        assertThat(slack.reads.completions("/te")).extracting(SandboxReads.Completion::shown)
                .containsExactly("/tea [what]");
        assertThat(slack.reads.completions("/tea ")).extracting(SandboxReads.Completion::shown)
                .containsExactly("/tea <what>", "/tea late");
        assertThat(slack.reads.completions("tea")).isEmpty();
    }

    private int unread() {
        return slack.reads.conversation(PM.id(), slack.id("#general")).orElseThrow().unread();
    }
}
