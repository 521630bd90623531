package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What fields hold, in Slack's shapes. */
class ViewStateTest {
    private static final String OPTIONS = """
            "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"},
                        {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}]""";

    @Test
    void fieldsBeginWithTheirInitialValues() {
        assertThat(initial("plain_text_input", "\"initial_value\": \"x\"").path("value").asString()).isEqualTo("x");
        assertThat(initial("plain_text_input", "\"multiline\": true").path("value").isNull()).isTrue();
        assertThat(initial("static_select", OPTIONS).path("selected_option").isNull()).isTrue();
        assertThat(initial("checkboxes", OPTIONS).path("selected_options").isEmpty()).isTrue();
        assertThat(initial("datepicker", "\"initial_date\": \"2026-03-31\"").path("selected_date").asString())
                .isEqualTo("2026-03-31");
        assertThat(initial("multi_users_select", "\"initial_users\": [\"U1\"]").path("selected_users").path(0)
                .asString()).isEqualTo("U1");
    }

    @Test
    void whatIsChosenIsHeldAsSlackHoldsIt() {
        assertThat(held("static_select", OPTIONS, "2").path("selected_option").path("text").path("text").asString())
                .isEqualTo("Two");
        assertThat(held("checkboxes", OPTIONS, "1", "2").path("selected_options").size()).isEqualTo(2);
        assertThat(held("users_select", "\"x\": 1", "U1").path("selected_user").asString()).isEqualTo("U1");
        assertThat(held("datetimepicker", "\"x\": 1", "1767225600").path("selected_date_time").isNumber()).isTrue();
        assertThat(held("rich_text_input", "\"x\": 1", "bold").path("rich_text_value").path("type").asString())
                .isEqualTo("rich_text");
        assertThat(held("plain_text_input", "\"x\": 1", "").path("value").isNull()).as("emptied").isTrue();
    }

    @Test
    void aLabelOfferedWhileTypingIsKept() {
        JsonNode blocks = input("external_select", "\"x\": 1");
        JsonNode offered = Json.parse("{\"text\": {\"type\": \"plain_text\", \"text\": \"Acme\"}, \"value\": \"a\"}");

        ObjectNode values = ViewState.with(blocks, Json.object(), List.of(Field.of("b", "e", "a")),
                (block, action, value) -> Optional.of(offered));
        ObjectNode again = ViewState.with(blocks, values, List.of(Field.of("b", "e", "a")),
                (block, action, value) -> Optional.empty());

        assertThat(again.path("b").path("e").path("selected_option")).isEqualTo(offered);
    }

    @Test
    void slackRefusesWhatTheFieldCannotTake() {
        assertThat(refusal("plain_text_input", "\"max_length\": 3", "four")).contains("3 characters");
        assertThat(refusal("plain_text_input", "\"min_length\": 5", "four")).contains("at least 5");
        assertThat(refusal("email_text_input", "\"x\": 1", "maya")).isEqualTo("Please enter a valid email address.");
        assertThat(refusal("email_text_input", "\"x\": 1", "maya@acme.example")).isEmpty();
        assertThat(refusal("url_text_input", "\"x\": 1", "acme")).isEqualTo("Please enter a valid URL.");
        assertThat(refusal("url_text_input", "\"x\": 1", "https://acme.example/a b")).isNotEmpty();
        assertThat(refusal("number_input", "\"is_decimal_allowed\": false", "1.5")).contains("whole number");
        assertThat(refusal("number_input", "\"is_decimal_allowed\": true, \"max_value\": \"1\"", "1.5"))
                .contains("at most 1");
        assertThat(refusal("static_select", OPTIONS, "")).isEqualTo("Please complete this required field.");
    }

    private static JsonNode initial(String type, String more) {
        return ViewState.of(input(type, more), Json.object()).path("b").path("e");
    }

    private static JsonNode held(String type, String more, String... values) {
        return filled(type, more, values).path("b").path("e");
    }

    private static ObjectNode filled(String type, String more, String... values) {
        return ViewState.with(input(type, more), Json.object(), List.of(Field.of("b", "e", values)),
                (block, action, value) -> Optional.empty());
    }

    private static String refusal(String type, String more, String value) {
        return ViewState.refusals(input(type, more), filled(type, more, value)).getOrDefault("b", "");
    }

    private static JsonNode input(String type, String more) {
        return Json.parse("""
                [{"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "Label"},
                  "element": {"type": "%s", "action_id": "e", %s}}]""".formatted(type, more));
    }
}
