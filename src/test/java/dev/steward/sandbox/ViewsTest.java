package dev.steward.sandbox;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Modals and App Homes by the Web API: triggers, stacks, hashes, and what was typed. */
@TeaTest
class ViewsTest {
    @Autowired
    SandboxSlack slack;

    @Autowired
    Triggers triggers;

    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(slack);
    }

    @Test
    void aTriggerIsGoodOnceForThreeSeconds() {
        String used = triggers.issue(PM.id(), null);
        String late = triggers.issue(PM.id(), null);

        assertThat(open(used, modal("A")).path("ok").asBoolean()).isTrue();
        assertThat(error(open(used, modal("A")))).isEqualTo("exchanged_trigger_id");
        slack.clock().advance(Duration.ofMillis(3100));
        assertThat(error(open(late, modal("A")))).isEqualTo("expired_trigger_id");
        assertThat(error(open("1.2.3", modal("A")))).isEqualTo("invalid_trigger_id");
        assertThat(error(wire.call("views.open", "view", modal("A")))).isEqualTo("invalid_arguments");
    }

    @Test
    void aViewThatBreaksALimitSaysWhere() {
        JsonNode refused = open(triggers.issue(PM.id(), null), modal("A title of more than 24 characters"));

        assertThat(error(refused)).isEqualTo("invalid_arguments");
        assertThat(refused.path("response_metadata").path("messages").path(0).asString())
                .contains("[json-pointer:/view/title");
        assertThat(error(open(triggers.issue(PM.id(), null), modal("A").replace("modal", "home"))))
                .isEqualTo("invalid_arguments");
        assertThat(error(open(triggers.issue(PM.id(), null),
                modal("A").replace("\"type\": \"modal\"", "\"type\": \"modal\", \"private_metadata\": \"%s\""
                        .formatted("x".repeat(260_000))))))
                .isEqualTo("view_too_large");
        assertThat(slack.reads.openViews(PM.id())).isEmpty();
    }

    @Test
    void onlyFromAModalMayAnotherBePushedUpToThree() {
        assertThat(error(push(triggers.issue(PM.id(), null)))).isEqualTo("invalid_trigger_id");
        String root = open(triggers.issue(PM.id(), null), modal("A")).path("view").path("id").asString();
        JsonNode second = push(triggers.issue(PM.id(), root)).path("view");
        assertThat(second.path("root_view_id").asString()).isEqualTo(root);
        assertThat(second.path("previous_view_id").asString()).isEqualTo(root);
        assertThat(push(triggers.issue(PM.id(), second.path("id").asString())).path("ok").asBoolean()).isTrue();

        assertThat(error(push(triggers.issue(PM.id(), root)))).isEqualTo("push_limit_reached");
        assertThat(slack.reads.openViews(PM.id())).hasSize(3);
    }

    @Test
    void anUpdateKeepsWhatWasTypedInFieldsThatStay() {
        String id = open(triggers.issue(PM.id(), null), modal("A")).path("view").path("id").asString();
        slack.actions.keeps(PM.id(), id,
                List.of(Field.of("stays", "stays", "typed"), Field.of("goes", "goes", "lost")));

        JsonNode updated = update(id, modal("B").replace("\"goes\"", "\"comes\""), null).path("view");

        assertThat(updated.path("title").path("text").asString()).isEqualTo("B");
        assertThat(updated.path("state").path("values").path("stays").path("stays").path("value").asString())
                .isEqualTo("typed");
        assertThat(updated.path("state").path("values").path("comes").path("comes").path("value").isNull()).isTrue();
        assertThat(updated.path("state").path("values").has("goes")).isFalse();
    }

    @Test
    void aStaleHashIsAConflict() {
        JsonNode opened = open(triggers.issue(PM.id(), null), modal("A")).path("view");
        String id = opened.path("id").asString();
        String hash = opened.path("hash").asString();

        assertThat(update(id, modal("B"), hash).path("ok").asBoolean()).isTrue();
        assertThat(error(update(id, modal("C"), hash))).isEqualTo("hash_conflict");
        assertThat(error(update("V0NONE", modal("C"), null))).isEqualTo("not_found");
    }

    @Test
    void aViewIsFoundByItsExternalIdWhichIsUnique() {
        String named = modal("A").replace("\"type\": \"modal\"", "\"type\": \"modal\", \"external_id\": \"mine\"");
        open(triggers.issue(PM.id(), null), named);

        assertThat(wire.call("views.update", "external_id", "mine", "view", named.replace("\"A\"", "\"B\""))
                .path("view").path("title").path("text").asString()).isEqualTo("B");
        assertThat(error(open(triggers.issue(OPS.id(), null), named))).isEqualTo("duplicate_external_id");
    }

    @Test
    void aHomeIsPublishedForOnePersonAndSurvivesTheirModals() {
        String home = """
                {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Your day"}}]}""";

        assertThat(wire.call("views.publish", "user_id", PM.id(), "view", home).path("ok").asBoolean()).isTrue();
        wire.call("views.publish", "user_id", PM.id(), "view", home.replace("Your day", "Your week"));

        slack.as(PM).opensHome().sees("Your week");
        assertThat(slack.reads.home(OPS.id())).isEmpty();
        assertThat(error(wire.call("views.publish", "user_id", "U0NOBODY", "view", home))).isEqualTo("user_not_found");
        assertThat(error(wire.call("views.publish", "user_id", PM.id(), "view", modal("A"))))
                .isEqualTo("invalid_arguments");
    }

    @Test
    void openViewsAreKeptInTheDatabase() {
        String id = open(triggers.issue(PM.id(), null), modal("A")).path("view").path("id").asString();

        slack.actions.keeps(PM.id(), id, List.of(Field.of("stays", "stays", "half a sen")));

        assertThat(slack.reads.openViews(PM.id()).getFirst().path("state").path("values").path("stays").path("stays")
                .path("value").asString()).isEqualTo("half a sen");
        assertThat(slack.actions.submits(OPS.id(), id, List.of()).failure()).as("it is not theirs").isNotNull();
    }

    private JsonNode open(String trigger, String view) {
        return wire.call("views.open", "trigger_id", trigger, "view", view);
    }

    private JsonNode push(String trigger) {
        return wire.call("views.push", "trigger_id", trigger, "view", modal("P"));
    }

    private JsonNode update(String id, String view, @Nullable String hash) {
        return hash == null
                ? wire.call("views.update", "view_id", id, "view", view)
                : wire.call("views.update", "view_id", id, "view", view, "hash", hash);
    }

    private static String error(JsonNode response) {
        return Json.text(response, "error");
    }

    private static String modal(String title) {
        return """
                {"type": "modal", "title": {"type": "plain_text", "text": "%s"},
                 "submit": {"type": "plain_text", "text": "OK"}, "blocks": [%s, %s]}
                """.formatted(title, input("stays"), input("goes"));
    }

    private static String input(String blockId) {
        return """
                {"type": "input", "block_id": "%s", "label": {"type": "plain_text", "text": "Field"},
                 "element": {"type": "plain_text_input", "action_id": "%s"}}""".formatted(blockId, blockId);
    }
}
