package dev.steward.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.slack.SlackRequest.MessageShortcutRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Role;

/** What a person gets to see of what a handler answers. */
class RepliesTest {
    @BeforeEach
    void reset() {
        WayIn.settled();
        WayIn.probe().reset();
        WayIn.SLACK.resetRequests();
    }

    @Test
    void aCommandIsAnsweredInItsAckAndOnlyToThePerson() throws Exception {
        WayIn.probe().answer = request -> Reply.says("Hello");

        JsonNode answer = command("/poke", "  one\ntwo  ", "U0MIA");

        assertThat(answer.path("response_type").asString()).isEqualTo("ephemeral");
        assertThat(answer.path("text").asString()).isEqualTo("Hello");
        var asked = (CommandRequest) asked();
        assertThat(asked.command()).isEqualTo("/poke");
        assertThat(asked.text()).isEqualTo("one\ntwo");
        assertThat(asked.key()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void everyCommandIsAlsoReachedThroughSteward() throws Exception {
        command("/steward", "poke some words", "U0MIA");
        assertThat((CommandRequest) asked()).returns("/poke", CommandRequest::command).returns("some words",
                CommandRequest::text);

        command("/steward", "PROBE", "U0MIA");
        assertThat((CommandRequest) asked()).returns("/poke", CommandRequest::command).returns("",
                CommandRequest::text);

        command("/steward", "attic left corner", "U0MIA");
        assertThat((CommandRequest) asked()).returns("left corner", CommandRequest::text);
    }

    @Test
    void aHandlerKnowsWhoAsks() throws Exception {
        command("/poke", "", "U0ADA");
        assertThat(asked().actor()).returns(Role.ADMIN, Actor::role).returns(false, Actor::outsider);

        command("/poke", "", "U0MIA");
        assertThat(asked().actor()).returns(Role.MEMBER, Actor::role).returns(WayIn.TEAM, Actor::teamId);

        command("/poke", "", "U0OUT");
        assertThat(asked().actor()).returns(Role.OUTSIDER, Actor::role);
    }

    @Test
    void aDeactivatedMemberIsRefused() throws Exception {
        changed("\"deleted\":false");
        changed("\"deleted\":true");

        assertThat(command("/poke", "", "U0GONE").path("text").asString()).contains("deactivated");
        assertThat(WayIn.probe().runs).hasValue(0);
    }

    /** Slack tells that this became so of U0GONE. */
    private static void changed(String what) throws Exception {
        assertThat(WayIn.SIGNED.send(Payload.event("user_change", "Ev" + Payload.unique(), """
                {"type":"user_change","user":{"id":"U0GONE","team_id":"%s","name":"gone",%s,"profile":{}}}"""
                .formatted(WayIn.TEAM, what))).statusCode()).isEqualTo(200);
    }

    @Test
    void somebodyUnknownIsAskedOfSlackBeforeTheyAreLetIn() throws Exception {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/users.info")).willReturn(okJson("""
                {"ok":true,"user":{"id":"U0NEW","team_id":"T0FAR","is_stranger":true,"name":"new","profile":{}}}""")
                .withFixedDelay(300)));

        WayIn.SIGNED.interaction(Payload.press("probe.press", "1", "U0NEW"));

        assertThat(asked().actor()).returns(Role.OUTSIDER, Actor::role);
    }

    @Test
    void somebodySlackDoesNotTellOfInTimeIsAskedToTryAgain() throws Exception {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/users.info"))
                .willReturn(okJson("{\"ok\":true}").withFixedDelay(5_000)));

        assertThat(command("/poke", "my words", "U0LATE").toString()).contains(
                "could not find out from Slack who you are",
                "my words");
        assertThat(WayIn.probe().runs).hasValue(0);
    }

    @Test
    void aPayloadThatPlacesSomebodyUnknownElsewhereMakesThemAnOutsider() throws Exception {
        WayIn.SIGNED.interaction(Payload.press("probe.press", "1", "U0FAR")
                .replace("\"name\":\"x\",\"team_id\":\"" + WayIn.TEAM, "\"name\":\"x\",\"team_id\":\"T0ELSEWHERE"));

        assertThat(asked().actor()).returns(true, Actor::outsider);
    }

    @Test
    void aTeamWhereStewardIsNotInstalledIsToldSo() throws Exception {
        Map<String, String> fields = Payload.commandFields("/poke", "", "U0MIA");
        fields.put("team_id", "T0UNKNOWN");

        var answer = WayIn.SIGNED.form(fields);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("not set up for this workspace");
        assertThat(WayIn.probe().runs).hasValue(0);
    }

    @Test
    void aFormIsOpenedWithTheTriggerAndFilledAfterwards() throws Exception {
        WayIn.probe().answer = request -> new Reply.Opens(ProbeFeature.form(), ProbeFeature::form);

        var answer = WayIn.SIGNED.send(Payload.command("/poke", "", "U0MIA"));

        assertThat(answer.body()).isEmpty();
        arrives(postRequestedFor(urlEqualTo("/api/views.open")).withRequestBody(containing("trigger_id=")));
        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("view_id=V0OPENED"))
                .withRequestBody(containing("hash=h1")));
    }

    @Test
    void aSkeletonThatCannotBeFilledSaysSo() throws Exception {
        WayIn.probe().answer = request -> new Reply.Opens(ProbeFeature.form(), () -> {
            throw new IllegalStateException("broken");
        });

        WayIn.SIGNED.send(Payload.command("/poke", "", "U0MIA"));

        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("wrong")));
    }

    @Test
    void aFormOpensAlsoWhereItsConnectionBreaks() throws Exception {
        String trigger = "broken." + Payload.unique();
        breaksOnce(trigger, okJson("{\"ok\":true,\"view\":{\"id\":\"V0AGAIN\",\"hash\":\"h1\",\"type\":\"modal\"}}"));
        WayIn.probe().answer = request -> new Reply.Opens(ProbeFeature.form(), ProbeFeature::form);

        poke(trigger);

        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("view_id=V0AGAIN")));
    }

    @Test
    void whoSeesNoFormIsTold() throws Exception {
        String trigger = "lost." + Payload.unique();
        breaksOnce(trigger, aResponse().withFault(Fault.EMPTY_RESPONSE));
        WayIn.probe().answer = request -> Reply.opens(ProbeFeature.form());

        poke(trigger);

        arrives(postRequestedFor(urlMatching("/commands/.*"))
                .withRequestBody(matchingJsonPath("$.text", containing("could not reach Slack to open the form"))));
        WayIn.SLACK.verify(2, postRequestedFor(urlEqualTo("/api/views.open"))
                .withRequestBody(containing(trigger)));
    }

    /** Slack's answer is lost the first time. */
    private static void breaksOnce(String trigger, ResponseDefinitionBuilder then) {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/views.open")).withRequestBody(containing(trigger)).atPriority(1)
                .inScenario(trigger).whenScenarioStateIs(Scenario.STARTED).willSetStateTo("broken")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/views.open")).withRequestBody(containing(trigger)).atPriority(1)
                .inScenario(trigger).whenScenarioStateIs("broken").willReturn(then));
    }

    private static void poke(String trigger) throws Exception {
        Map<String, String> fields = Payload.commandFields("/poke", "", "U0MIA");
        fields.put("trigger_id", trigger);
        WayIn.SIGNED.form(fields);
    }

    @Test
    void aFieldIsOfferedNoMoreThanItHolds() throws Exception {
        WayIn.probe().answer = request -> Reply.opens(ProbeFeature.form(words -> words.maxLength(300)
                .initialValue("a".repeat(299) + "bc")));
        poke("long." + Payload.unique());
        arrives(postRequestedFor(urlEqualTo("/api/views.open")).withRequestBody(containing("ab%22"))
                .withRequestBody(notContaining("abc")));

        WayIn.probe().answer = request -> Reply.opens(ProbeFeature.form(words -> words
                .initialValue("a".repeat(2_999) + "de")));
        poke("longer." + Payload.unique());
        arrives(postRequestedFor(urlEqualTo("/api/views.open")).withRequestBody(containing("ad%22"))
                .withRequestBody(notContaining("ade")));
    }

    @Test
    void aFormThatSlackDoesNotOpenIsExplained() throws Exception {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/views.open")).withRequestBody(containing("expired"))
                .atPriority(1).willReturn(okJson("{\"ok\":false,\"error\":\"expired_trigger_id\"}")));
        WayIn.probe().answer = request -> Reply.opens(ProbeFeature.form());

        poke("expired." + Payload.unique());

        arrives(postRequestedFor(urlMatching("/commands/.*"))
                .withRequestBody(matchingJsonPath("$.text", containing("took too long"))));
    }

    @Test
    void aButtonInAMessageIsAnsweredThroughItsResponseUrl() throws Exception {
        WayIn.probe().answer = request -> Reply.says("Done it");

        WayIn.SIGNED.interaction(Payload.press("probe.press#FB-1", "FB-1", "U0MIA")
                .replaceFirst("\"action_ts\":\"[^\"]*\"", "\"action_ts\":\"1548261231.200271\""));

        var asked = (ActionRequest) asked();
        assertThat(asked.usedAt()).isEqualTo("2019-01-23T16:33:51.200271Z");
        assertThat(asked.value()).isEqualTo("FB-1");
        assertThat(asked.message()).isNotNull();
        arrives(postRequestedFor(urlMatching("/actions/.*")).withRequestBody(matchingJsonPath("$.text"))
                .withRequestBody(matchingJsonPath("$[?(@.response_type == 'ephemeral')]"))
                .withRequestBody(matchingJsonPath("$[?(@.replace_original == false)]")));
    }

    @Test
    void aMessageIsReplaced() throws Exception {
        WayIn.probe().answer = request -> new Reply.Replaces(Message.of("New words"));

        WayIn.SIGNED.interaction(Payload.press("probe.press", "1", "U0MIA"));

        arrives(postRequestedFor(urlMatching("/actions/.*"))
                .withRequestBody(matchingJsonPath("$[?(@.replace_original == true)]")));
    }

    @Test
    void aButtonInAModalPushesAndUpdates() throws Exception {
        WayIn.probe().answer = request -> Reply.opens(ProbeFeature.form());
        WayIn.SIGNED.interaction(Payload.pressInModal("probe.press", "U0MIA"));
        assertThat(((ActionRequest) asked()).values().value("words")).isEqualTo("half typed");
        arrives(postRequestedFor(urlEqualTo("/api/views.push")));

        WayIn.probe().answer = request -> new Reply.Updates(ProbeFeature.form());
        WayIn.SIGNED.interaction(Payload.pressInModal("probe.press", "U0MIA"));
        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("view_id=V0OPEN"))
                .withRequestBody(containing("hash=h7")));
    }

    @Test
    void anUpdateOvertakenByAnEarlierOneIsMadeAgain() throws Exception {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/views.update")).withRequestBody(containing("hash=h7"))
                .willReturn(okJson("{\"ok\":false,\"error\":\"hash_conflict\"}")));
        WayIn.probe().answer = request -> new Reply.Updates(ProbeFeature.form());

        WayIn.SIGNED.interaction(Payload.pressInModal("probe.press", "U0MIA"));

        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("view_id=V0OPEN"))
                .withRequestBody(notContaining("hash=")));
    }

    @Test
    void aSubmissionIsAnsweredByResponseActions() throws Exception {
        WayIn.probe().answer = request -> Reply.refuses("words", "Too short");
        JsonNode refused = submit("one");
        assertThat(refused.path("response_action").asString()).isEqualTo("errors");
        assertThat(refused.path("errors").path("words").asString()).isEqualTo("Too short");
        var asked = (SubmissionRequest) asked();
        assertThat(asked.values().value("words")).isEqualTo("one");
        assertThat(asked.privateMetadata()).isEqualTo("meta");

        WayIn.probe().answer = request -> new Reply.Updates(ProbeFeature.form());
        assertThat(submit("two").path("response_action").asString()).isEqualTo("update");
        WayIn.probe().answer = request -> new Reply.Pushes(ProbeFeature.form());
        assertThat(submit("three").path("view").path("callback_id").asString()).isEqualTo("probe.form");
        WayIn.probe().answer = request -> new Reply.ClosesAll();
        assertThat(submit("four").path("response_action").asString()).isEqualTo("clear");
    }

    @Test
    void aSubmissionCanOpenASkeletonAndFillItByTheNameItGaveIt() throws Exception {
        WayIn.probe().answer = request -> new Reply.Opens(ProbeFeature.form(), ProbeFeature::form);

        JsonNode answer = submit("five");

        assertThat(answer.path("response_action").asString()).isEqualTo("push");
        String name = answer.path("view").path("external_id").asString();
        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("external_id=" + name)));
    }

    @Test
    void aSubmissionThatTakesLongerUpdatesItsModalTwice() throws Exception {
        WayIn.probe().answer = request -> new Reply.Updates(ProbeFeature.form(), ProbeFeature::form);

        JsonNode answer = submit("six");

        assertThat(answer.path("response_action").asString()).isEqualTo("update");
        String name = answer.path("view").path("external_id").asString();
        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("external_id=" + name)));
    }

    @Test
    void aButtonThatTakesLongerUpdatesItsModalTwice() throws Exception {
        WayIn.probe().answer = request -> new Reply.Updates(Modals.says("Wait", "Looking …"),
                () -> Modals.says("There", "Found it"));

        WayIn.SIGNED.interaction(Payload.pressInModal("probe.press", "U0MIA"));

        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("Looking")));
        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("Found")));
    }

    @Test
    void aSubmissionReturnsToTheModalBeneath() throws Exception {
        WayIn.probe().answer = request -> new Reply.Returns(ProbeFeature.form());

        var answer = WayIn.SIGNED.interaction(Payload.submission("V" + Payload.unique(), "h", "U0MIA", "x")
                .replace("\"previous_view_id\":null", "\"previous_view_id\":\"V0BENEATH\""));

        assertThat(answer.body()).isEmpty();
        arrives(postRequestedFor(urlEqualTo("/api/views.update")).withRequestBody(containing("view_id=V0BENEATH")));
    }

    @Test
    void aFailureKeepsTheFormOpen() throws Exception {
        WayIn.probe().answer = request -> {
            throw new IllegalStateException("secret detail");
        };
        JsonNode failed = submit("six");
        assertThat(failed.path("response_action").asString()).isEqualTo("errors");
        assertThat(failed.path("errors").path("words").asString()).contains("What you typed is still here")
                .doesNotContain("secret");

        WayIn.probe().answer = request -> {
            throw new DataAccessResourceFailureException("gone");
        };
        assertThat(submit("seven").path("errors").path("words").asString()).contains("cannot reach its database");
    }

    @Test
    void aFailedCommandIsToldWithWhatWasTyped() throws Exception {
        WayIn.probe().answer = request -> {
            throw new IllegalStateException("secret detail");
        };

        JsonNode answer = command("/poke", "precious <words>", "U0MIA");

        assertThat(answer.path("text").asString()).contains("went wrong");
        assertThat(answer.path("blocks").get(1).path("text").path("text").asString())
                .isEqualTo("You typed: /poke precious <words>");
        assertThat(answer.toString()).doesNotContain("secret detail");
    }

    @Test
    void whatSlackWouldRefuseToShowFailsBeforeItIsSent() throws Exception {
        WayIn.probe().answer = request -> Reply.says("x".repeat(40_001));

        assertThat(command("/poke", "", "U0MIA").path("text").asString()).contains("went wrong");
    }

    @Test
    void choicesAreOffered() throws Exception {
        WayIn.probe().answer = request -> ProbeFeature.offers(Map.of("A".repeat(90), "acme"));

        var answer = WayIn.SIGNED.interaction(Payload.suggestion("probe.choices", "ac", "U0MIA"));

        JsonNode option = JsonMapper.shared().readTree(answer.body()).path("options").get(0);
        assertThat(option.path("value").asString()).isEqualTo("acme");
        assertThat(option.path("text").path("text").asString()).hasSize(75).endsWith("more");
        assertThat((OptionsRequest) asked()).returns("ac", OptionsRequest::typed).returns("customer",
                OptionsRequest::blockId);
    }

    @Test
    void aMessageShortcutSaysWhichMessage() throws Exception {
        WayIn.probe().answer = request -> Reply.says("Caught");

        WayIn.SIGNED.interaction(Payload.messageShortcut("U0MIA"));

        var asked = (MessageShortcutRequest) asked();
        assertThat(asked.authorId()).isEqualTo("U0ADA");
        assertThat(asked.text()).isEqualTo("It is <slow>");
        assertThat(asked.message().threadTs()).isEqualTo("1700000000.000100");
        arrives(postRequestedFor(urlMatching("/app/.*")));
    }

    @Test
    void aGlobalShortcutHasNoPlaceSoItIsAnsweredInDirectMessages() throws Exception {
        WayIn.probe().answer = request -> Reply.says("Here");

        WayIn.SIGNED.interaction(Payload.globalShortcut("U0MIA"));

        arrives(postRequestedFor(urlEqualTo("/api/chat.postMessage")).withRequestBody(containing("channel=U0MIA")));
    }

    @Test
    void anEventReachesItsHandlerOnceAndTheBotsOwnDoNot() throws Exception {
        String event = Payload.event("channel_created", "Ev" + Payload.unique(),
                "{\"type\":\"channel_created\",\"channel\":\"C0X\",\"user\":\"U0MIA\",\"count\":3}");

        WayIn.SIGNED.send(event);
        WayIn.SIGNED.send(event, "X-Slack-Retry-Num", "1");

        assertThat(WayIn.probe().runs).hasValue(1);
        assertThat(((EventRequest) asked()).event()).containsEntry("channel", "C0X").containsEntry("count", 3);

        WayIn.SIGNED.send(Payload.event("channel_created", "Ev" + Payload.unique(),
                "{\"type\":\"channel_created\",\"channel\":\"C0X\",\"user\":\"U0BOT\"}"));
        assertThat(WayIn.probe().runs).hasValue(1);
    }

    @Test
    void anEventOfATimeThatDoesNotExistHasNoTime() throws Exception {
        String event = Payload.event("channel_created", "Ev" + Payload.unique(),
                "{\"type\":\"channel_created\",\"channel\":\"C0X\",\"user\":\"U0MIA\"}");
        WayIn.SIGNED.send(event.replaceFirst("\"event_time\":\\d+", "\"event_time\":31556889864403200"));

        assertThat(((EventRequest) asked()).at()).isNull();
    }

    @Test
    void anEventIsAskedForAgainOnlyWhenTheDatabaseIsAway() throws Exception {
        WayIn.probe().answer = request -> {
            throw new DataAccessResourceFailureException("gone");
        };
        assertThat(archive().statusCode()).isEqualTo(503);
        WayIn.probe().answer = request -> {
            throw new IllegalStateException("broken");
        };
        assertThat(archive().statusCode()).isEqualTo(200);
    }

    @Test
    void membersAreKeptTrueByEvents() throws Exception {
        WayIn.SIGNED.send(Payload.event("user_change", "Ev" + Payload.unique(), """
                {"type":"user_change","user":{"id":"U0JOIN","team_id":"%s","name":"joe","is_owner":true,
                 "tz":"Asia/Tokyo","profile":{"display_name":"Joe"}}}""".formatted(WayIn.TEAM)));

        command("/poke", "", "U0JOIN");

        assertThat(asked().actor().role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void unknownButtonsAndFormsDoNoHarm() throws Exception {
        assertThat(WayIn.SIGNED.interaction(Payload.press("nobody.knows", "1", "U0MIA")).statusCode()).isEqualTo(200);
        assertThat(WayIn.SIGNED.interaction(
                Payload.submission("V" + Payload.unique(), "h", "U0MIA", "x").replace("probe.form", "old.form"))
                .body()).contains("older version");
        assertThat(WayIn.SIGNED.interaction(Payload.suggestion("nobody.knows", "x", "U0MIA")).body())
                .isEqualTo("{\"options\":[]}");
        assertThat(command("/gone", "", "U0MIA").path("text").asString()).contains("Steward has no /gone");
    }

    private static java.net.http.HttpResponse<String> archive() throws Exception {
        return WayIn.SIGNED.send(Payload.event("channel_created", "Ev" + Payload.unique(),
                "{\"type\":\"channel_created\",\"channel\":\"C0X\",\"user\":\"U0MIA\"}"));
    }

    private static JsonNode submit(String typed) throws Exception {
        var answer = WayIn.SIGNED.interaction(Payload.submission("V" + Payload.unique(), "h1", "U0MIA", typed));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode command(String command, String text, String user) throws Exception {
        var answer = WayIn.SIGNED.send(Payload.command(command, text, user));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(answer.body());
    }

    private static SlackRequest asked() {
        return List.copyOf(WayIn.probe().asked).getLast();
    }

    private static void arrives(RequestPatternBuilder request) {
        await().untilAsserted(() -> WayIn.SLACK.verify(request));
    }
}
