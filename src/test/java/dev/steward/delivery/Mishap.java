package dev.steward.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import java.util.function.Supplier;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** What can go wrong with one call of Slack: what the caller gets instead of the answer. */
enum Mishap {
    TOO_MANY(() -> aResponse().withStatus(429).withHeader("Retry-After", "1")), SERVER_ERROR(
            () -> aResponse().withStatus(500).withBody("upstream error")), BAD_GATEWAY(
                    () -> aResponse().withStatus(502).withBody("<html>Bad gateway</html>")), UNAVAILABLE(
                            () -> aResponse().withStatus(503).withHeader("Retry-After", "0")), REQUEST_TIMEOUT(
                                    () -> aResponse().withStatus(408)), INTERNAL_ERROR(() -> okJson(
                                            "{\"ok\":false,\"error\":\"internal_error\"}")), SERVICE_UNAVAILABLE(
                                                    () -> okJson(
                                                            "{\"ok\":false,\"error\":\"service_unavailable\"}")), CONNECTION_RESET(
                                                                    () -> aResponse().withFault(
                                                                            Fault.CONNECTION_RESET_BY_PEER)), CONNECTION_CLOSED(
                                                                                    () -> aResponse().withFault(
                                                                                            Fault.EMPTY_RESPONSE)), RANDOM_BYTES(
                                                                                                    () -> aResponse()
                                                                                                            .withFault(
                                                                                                                    Fault.RANDOM_DATA_THEN_CLOSE)), BROKEN_OFF(
                                                                                                                            () -> aResponse()
                                                                                                                                    .withFault(
                                                                                                                                            Fault.MALFORMED_RESPONSE_CHUNK)), NO_ANSWER(
                                                                                                                                                    () -> okJson(
                                                                                                                                                            "{\"ok\":true}")
                                                                                                                                                            .withFixedDelay(
                                                                                                                                                                    3 * Mishap.CALL_TIMEOUT_MILLIS)), HALF_OF_THE_JSON(
                                                                                                                                                                            () -> okJson(
                                                                                                                                                                                    "{\"ok\":true,\"channel\":\"C")), NOT_JSON(
                                                                                                                                                                                            () -> aResponse()
                                                                                                                                                                                                    .withHeader(
                                                                                                                                                                                                            "Content-Type",
                                                                                                                                                                                                            "text/html")
                                                                                                                                                                                                    .withBody(
                                                                                                                                                                                                            "<html>Something went wrong</html>")), OTHER_JSON(
                                                                                                                                                                                                                    () -> okJson(
                                                                                                                                                                                                                            "[]")), NULL(
                                                                                                                                                                                                                                    () -> okJson(
                                                                                                                                                                                                                                            "null")), NOTHING(
                                                                                                                                                                                                                                                    () -> aResponse()
                                                                                                                                                                                                                                                            .withStatus(
                                                                                                                                                                                                                                                                    200));

    /** Short, so that no answer is soon no answer. */
    static final int CALL_TIMEOUT_MILLIS = 500;

    private final Supplier<ResponseDefinitionBuilder> answer;

    Mishap(Supplier<ResponseDefinitionBuilder> answer) {
        this.answer = answer;
    }

    ResponseDefinitionBuilder answer() {
        return answer.get();
    }

    /** Whether Slack may have done what was asked all the same. */
    boolean maybeDone() {
        return this != TOO_MANY;
    }
}
