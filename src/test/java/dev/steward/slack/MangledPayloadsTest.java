package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whoever holds the secret may send what they like: it never ends in a 5xx, and never in a stack trace. */
class MangledPayloadsTest {
    private static final List<String> JSON = List.of("null", "true", "-1", "1e400", "\"\"", "\"x\"", "[]", "{}",
            "[null]", "[[]]", "{\"id\":7}", "{\"id\":null}", "{\"values\":[]}", "{\"values\":{\"a\":null}}",
            "{\"values\":{\"a\":{\"b\":7}}}", "\"\\u0000\"", "\"\\ud800\"", "\"" + "y".repeat(5_000) + "\"",
            "[".repeat(2_000) + "]".repeat(2_000));

    @BeforeContainer
    static void settled() {
        WayIn.settled();
        WayIn.probe().reset();
        WayIn.probe().answer = request -> switch (request) {
            // touches all a handler could
            case SlackRequest.SubmissionRequest form -> Reply.says("." + form.values().value("words")
                    + form.values().values("words") + form.privateMetadata());
            case SlackRequest.ActionRequest action ->
                Reply.says("." + action.value() + action.values().values("words"));
            case SlackRequest.OptionsRequest options -> ProbeFeature.offers(Map.of("a", "b"));
            default -> Reply.done();
        };
    }

    @Property(tries = 2_000)
    void aMangledInteractionNeverBreaksAnything(@ForAll("interactions") String payload) throws Exception {
        harmless(WayIn.SIGNED.interaction(payload));
    }

    @Property(tries = 700)
    void aMangledEventNeverBreaksAnything(@ForAll("events") String payload) throws Exception {
        harmless(WayIn.SIGNED.send(payload));
    }

    @Property(tries = 700)
    void aMangledCommandNeverBreaksAnything(@ForAll("commands") String body) throws Exception {
        harmless(WayIn.SIGNED.send(body));
    }

    @Property(tries = 700)
    void bytesOfAnyKindNeverBreakAnything(@ForAll byte[] body) throws Exception {
        harmless(WayIn.SIGNED.send(body));
    }

    private static void harmless(HttpResponse<String> answer) {
        // 401 is for the same bytes within the same second, which the guard takes for a replay
        assertThat(answer.statusCode()).isIn(200, 400, 401);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "java.", "dev.steward", "com.slack");
    }

    @Provide
    Arbitrary<String> interactions() {
        return mangled(Arbitraries.of(Payload.submission("V1", "h", "U0MIA", "typed"),
                Payload.press("probe.press", "1", "U0MIA"), Payload.pressInModal("probe.press", "U0MIA"),
                Payload.messageShortcut("U0MIA"), Payload.globalShortcut("U0MIA"),
                Payload.suggestion("probe.choices", "a", "U0MIA"),
                "{\"type\":\"view_closed\",\"view\":{\"id\":\"V1\"},\"user\":{\"id\":\"U0MIA\"},\"team\":{\"id\":\"T\"}}",
                "{\"type\":\"interactive_message\",\"callback_id\":\"x\",\"user\":{},\"team\":{}}",
                "{\"type\":\"dialog_submission\"}", "{\"type\":\"workflow_step_edit\"}", "{\"type\":\"brand_new\"}"));
    }

    @Provide
    Arbitrary<String> events() {
        return mangled(Arbitraries.of(
                Payload.event("channel_created", "Ev1",
                        "{\"type\":\"channel_created\",\"channel\":\"C1\",\"user\":\"U0MIA\"}"),
                Payload.event("user_change", "Ev2",
                        "{\"type\":\"user_change\",\"user\":{\"id\":\"U0MANGLED\",\"team_id\":\"T0WAYIN\",\"profile\":{}}}"),
                Payload.event("tokens_revoked", "Ev3",
                        "{\"type\":\"tokens_revoked\",\"tokens\":{\"bot\":[\"U0SOMEBODY\"]}}"),
                Payload.event("message", "Ev4", "{\"type\":\"message\",\"subtype\":\"message_changed\"}"),
                "{\"type\":\"url_verification\",\"challenge\":\"x\"}"));
    }

    @Provide
    Arbitrary<String> commands() {
        Arbitrary<String> field = Arbitraries.of("command", "text", "user_id", "team_id", "channel_id", "trigger_id",
                "response_url", "enterprise_id", "ssl_check", "payload");
        Arbitrary<String> value = Arbitraries.of("", "%", "%zz", "%00", "%ED%A0%80", "=", "&&", "{", "/poke",
                "/steward",
                "/steward%20%00", "x".repeat(9_000), "%F0%9F%98%80", "null", "{}", "[", "%7B%22type%22%3A7%7D");
        return Combinators.combine(field, value, Arbitraries.of("/poke", "/steward", "/other"), Arbitraries.integers()
                .between(0, 3)).as((name, mangled, command, how) -> {
                    String whole = Payload.command(command, "help me", "U0MIA");
                    return switch (how) {
                        case 0 -> whole.replaceAll("(^|&)" + name + "=[^&]*", "$1" + name + "="
                                + java.util.regex.Matcher.quoteReplacement(mangled));
                        case 1 -> whole.replaceAll("(^|&)" + name + "=[^&]*", "");
                        case 2 -> whole + "&" + name + "=" + mangled;
                        default -> whole.substring(0, Math.abs((name + mangled).hashCode()) % whole.length());
                    };
                });
    }

    /** One value replaced, one property taken out, or the text cut or disturbed. */
    private static Arbitrary<String> mangled(Arbitrary<String> whole) {
        Arbitrary<Integer> where = Arbitraries.integers().between(0, 100_000);
        Arbitrary<String> other = Arbitraries.oneOf(Arbitraries.of(JSON),
                Arbitraries.strings().ofMaxLength(20).map(Json::quoted));
        return Combinators.combine(whole, Arbitraries.integers().between(0, 4), where, other)
                .as((json, how, position, replacement) -> switch (how) {
                    case 0, 1 -> Json.replaceValue(json, position, replacement);
                    case 2 -> Json.removeProperty(json, position);
                    case 3 -> json.substring(0, position % json.length());
                    default -> new StringBuilder(json).replace(position % json.length(), position % json.length() + 1,
                            replacement).toString();
                });
    }

    /** Just enough of JSON to break it at a chosen place. */
    private static final class Json {
        private static final java.util.regex.Pattern PROPERTY = java.util.regex.Pattern
                .compile("\"(\\w+)\"\\s*:\\s*(\"[^\"]*\"|[\\w.+-]+|\\{[^{}]*\\}|\\[[^\\[\\]]*\\])");

        static String replaceValue(String json, int which, String replacement) {
            var found = PROPERTY.matcher(json).results().toList();
            var property = found.get(which % found.size());
            return json.substring(0, property.start(2)) + replacement + json.substring(property.end(2));
        }

        static String removeProperty(String json, int which) {
            var found = PROPERTY.matcher(json).results().toList();
            var property = found.get(which % found.size());
            return json.substring(0, property.start()) + "\"gone\":0" + json.substring(property.end());
        }

        static String quoted(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }
}
