package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;

import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.util.SlackRequestParser;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a slash command is what Bolt reads of it. */
class SlashRequestTest {
    private static final RequestHeaders NONE = new RequestHeaders(Map.of());
    private static final AppConfig CONFIG = AppConfig.builder().signingSecret("secret").build();
    private static final String SLACKS = "token=t0k3n&team_id=T1&team_domain=fern&channel_id=C1&channel_name=general"
            + "&user_id=U1&user_name=maya&command=%2Ffeedback&text=Gr%C3%BC%C3%9Fe+%26+more%3Dless+100%25"
            + "&api_app_id=A1&is_enterprise_install=false&response_url=https%3A%2F%2Fhooks%2Fx&trigger_id=1.2.3";

    @ParameterizedTest
    @ValueSource(strings = {SLACKS, SLACKS + "&enterprise_id=E1&enterprise_name=Big+Inc", "&command=%2Fx&text=",
            "token=&command=%2Fx&team_id=T1&team_id=T2", "token=1&&command=%2Fx&=1&text=payload"})
    void itIsWhatBoltReads(String body) throws Exception {
        SlashCommandRequest bolts = (SlashCommandRequest) Objects.requireNonNull(bolts(body));
        SlashRequest ours = Objects.requireNonNull(SlashRequest.read(body, NONE));
        ours.updateContext(CONFIG);

        assertThat(ours.getPayload()).isEqualTo(bolts.getPayload());
        assertThat(ours.getContext()).usingRecursiveComparison().isEqualTo(bolts.getContext());
        assertThat(ours.getRequestBodyAsString()).isEqualTo(bolts.getRequestBodyAsString());
        assertThat(ours.getResponseUrl()).isEqualTo(bolts.getResponseUrl());
        assertThat(ours.getRequestType()).isEqualTo(bolts.getRequestType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"type\":\"event_callback\",\"x\":\"&command=1\"}", "payload=%7B%7D&command=%2Fx",
            "token=1&command=%2Fx&payload=%7B%7D", "token=1&command=", "token=1&comm%61nd=%2Fx", "token=1&command=a=b",
            "ssl_check=1&token=1", "[\"&command=1\"]", " {\"x\":\"&command=1\"}",
            "token=1&odd&command=%2Fx", "token=1&trigger_word=x"})
    void allElseIsLeftToBolt(String body) {
        assertThat(SlashRequest.read(body, NONE)).isNull();
    }

    @Test
    void whatIsNotWellFormedIsNotTaken() {
        assertThatThrownBy(() -> SlashRequest.read("token=1&command=%2", NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whateverItReadsBoltReadsAsWell(@ForAll("bodies") String body) throws Exception {
        SlashRequest ours = SlashRequest.read(body, NONE);
        if (ours != null) {
            assertThat(bolts(body)).isInstanceOfSatisfying(SlashCommandRequest.class,
                    bolts -> assertThat(ours.getPayload()).isEqualTo(bolts.getPayload()));
        }
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> names = Arbitraries.of("token", "command", "text", "payload", "team_id", "odd", "",
                " command",
                "comm%61nd", "te+xt");
        Arbitrary<String> values = Arbitraries.of("=", "", "=1", "=%2Fx", "=a=b", "=+", "=%26", "==");
        return names.flatMap(name -> values.map(value -> name + value)).list().ofMaxSize(5)
                .map(fields -> "token=1&" + String.join("&", fields));
    }

    private static Request<?> bolts(String body) throws Exception {
        return new SlackRequestParser(CONFIG).parse(SlackRequestParser.HttpRequest.builder().requestBody(body)
                .headers(NONE).queryString(Map.of()).remoteAddress("127.0.0.1").build());
    }
}
