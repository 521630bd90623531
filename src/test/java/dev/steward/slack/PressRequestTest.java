package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.util.SlackRequestParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a press is what Bolt reads of it. */
class PressRequestTest {
    private static final RequestHeaders NONE = new RequestHeaders(Map.of());
    private static final AppConfig CONFIG = AppConfig.builder().signingSecret("secret").build();
    private static final String IN_MESSAGE = """
            {"type":"block_actions","user":{"id":"U1","username":"x","name":"x","team_id":"T2"},"api_app_id":"A0",
             "token":"t","container":{"type":"message","message_ts":"1.1","channel_id":"C1","is_ephemeral":false},
             "trigger_id":"tr","team":{"id":"T1","domain":"d"},"enterprise":null,"is_enterprise_install":false,
             "channel":{"id":"C1","name":"g"},"message":{"type":"message","ts":"1.1","text":"Grüße & mehr"},
             "state":{"values":{"b":{"a":{"type":"plain_text_input","value":"100 % ✓"}}}},"response_url":"https://r",
             "actions":[{"action_id":"a","block_id":"b","text":{"type":"plain_text","text":"Go"},"value":"v",
             "type":"button","action_ts":"1"}]}""";
    private static final String IN_HOME_OF_AN_ORGANISATION = """
            {"type":"block_actions","user":{"id":"U1","team_id":"T2"},"container":{"type":"view","view_id":"V1"},
             "enterprise":{"id":"E1","name":"e"},"team":null,"is_enterprise_install":true,"trigger_id":"tr",
             "view":{"id":"V1","type":"home","blocks":[],"hash":"h","state":{"values":{}}},
             "actions":[{"action_id":"a","block_id":"b","type":"static_select","selected_option":{"value":"one"}}]}""";

    @ParameterizedTest
    @ValueSource(strings = {IN_MESSAGE, IN_HOME_OF_AN_ORGANISATION})
    void itIsWhatBoltReads(String payload) throws Exception {
        String body = body(payload);
        BlockActionRequest bolts = (BlockActionRequest) new SlackRequestParser(CONFIG)
                .parse(SlackRequestParser.HttpRequest.builder().requestBody(body).headers(NONE).queryString(Map.of())
                        .remoteAddress("127.0.0.1").build());
        PressRequest ours = Objects.requireNonNull(PressRequest.read(body, NONE));
        ours.updateContext(CONFIG);

        assertThat(ours.getPayload()).isEqualTo(bolts.getPayload());
        assertThat(ours.getContext()).usingRecursiveComparison().isEqualTo(bolts.getContext());
        assertThat(ours.getRequestBodyAsString()).isEqualTo(bolts.getRequestBodyAsString());
        assertThat(ours.getResponseUrl()).isEqualTo(bolts.getResponseUrl());
        assertThat(ours.getRequestType()).isEqualTo(bolts.getRequestType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"view_submission\",\"x\":\"block_actions\"}", "{\"type\":[\"block_actions\"]}",
            "[\"block_actions\"]", "{\"block_actions\":1}"})
    void allElseIsLeftToBolt(String payload) {
        assertThat(PressRequest.read(body(payload), NONE)).isNull();
        assertThat(PressRequest.read("command=%2Ffeedback&text=block_actions", NONE)).isNull();
    }

    @Test
    void whatIsNobodysIsNotTaken() {
        assertThatThrownBy(() -> PressRequest.read(body("{\"type\":\"block_actions\"}"), NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String body(String payload) {
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }
}
