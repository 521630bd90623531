package dev.steward.slack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.web.BodyRefused;
import dev.steward.web.InboundBody;
import dev.steward.web.Refusal;
import dev.steward.web.RefusalLog;

/**
 * {@code POST /slack/events}: reads the bytes exactly as they came, has them checked, and hands them to Bolt. A plain servlet,
 * because a filter or converter that touches the body makes every signature fail. The servlet thread, a virtual one, also writes
 * the ack.
 */
final class SlackEndpoint extends HttpServlet {
    static final String PATH = "/slack/events";
    static final int MOST_BYTES = 1_000_000;
    /** Slack waits for the answer no longer. */
    private static final Duration WITHIN = Duration.ofSeconds(3);
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(SlackEndpoint.class);
    private static final String RETRY = "X-Slack-Retry-Num";
    /** The headers that Bolt's parser reads; the rest need not be copied for each request. */
    private static final List<String> FOR_BOLT = List.of(RETRY, "X-Slack-Retry-Reason");

    private final transient @Nullable RequestGuard guard;
    private final transient App app;
    private final transient RefusalLog refusals;
    private final transient SlackRequestParser parser;

    /** @param guard null where requests come through Socket Mode only */
    SlackEndpoint(@Nullable RequestGuard guard, App app, RefusalLog refusals) {
        this.guard = guard;
        this.app = app;
        this.refusals = refusals;
        this.parser = new SlackRequestParser(app.config());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (guard == null) {
            answer(response, 404, "socket_mode", "This Steward hears from Slack through Socket Mode.");
        } else if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            answer(response, 405, "method_not_allowed", "Slack sends POST requests here.");
        } else {
            post(guard, request, response);
        }
    }

    private void post(RequestGuard guard, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String timestamp = request.getHeader("X-Slack-Request-Timestamp");
        String signature = request.getHeader("X-Slack-Signature");
        Refusal byHeaders = guard.judge(timestamp, signature);
        if (byHeaders != null) {
            refuse(response, 401, byHeaders);
            return;
        }
        InboundBody inbound = InboundBody.of(request);
        byte[] body;
        Refusal byBody;
        try {
            body = inbound.read(request, MOST_BYTES, WITHIN);
            byBody = inbound.check(body,
                    () -> guard.check(timestamp, signature, body, request.getHeader(RETRY) != null));
        } catch (BodyRefused refused) {
            refuse(response, refused.status(), refused.why());
            return;
        }
        if (byBody != null) {
            refuse(response, 401, byBody);
            return;
        }
        inbound.verified();
        Request<?> parsed = parse(request, body);
        if (parsed == null) {
            refuse(response, 400, Refusal.MALFORMED_PAYLOAD);
            return;
        }
        write(response, run(parsed));
    }

    private @Nullable Request<?> parse(HttpServletRequest request, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : FOR_BOLT) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, List.of(value));
            }
        }
        var forBolt = new RequestHeaders(headers);
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            Request<?> ours = SlashRequest.read(text, forBolt);
            ours = ours == null ? PressRequest.read(text, forBolt) : ours;
            if (ours != null) {
                ours.updateContext(app.config());
                ours.setClientIpAddress(request.getRemoteAddr());
                return ours;
            }
            return parser.parse(SlackRequestParser.HttpRequest.builder().requestUri(PATH)
                    .queryString(Collections.emptyMap()).headers(forBolt).requestBody(text)
                    .remoteAddress(request.getRemoteAddr()).build());
        } catch (RuntimeException | StackOverflowError malformed) {
            // Bolt takes each payload to be whole, and throws whatever comes of one that is not
            log.debug("A signed payload could not be parsed: {}", malformed.getClass().getName());
            return null;
        }
    }

    private Response run(Request<?> request) {
        try {
            return app.run(request);
        } catch (Exception e) {
            log.error("A request failed outside of its handler", e);
            return Answers.empty();
        }
    }

    private static void write(HttpServletResponse response, Response answer) throws IOException {
        response.setStatus(answer.getStatusCode());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        String body = answer.getBody();
        if (body == null || body.isEmpty()) {
            response.setContentLength(0);
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType(answer.getContentType());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private void refuse(HttpServletResponse response, int status, Refusal why) throws IOException {
        refusals.count(why, PATH);
        if (status == 503) {
            response.setHeader("Retry-After", "5");
        }
        answer(response, status, why.word(), why.sentence());
    }

    private static void answer(HttpServletResponse response, int status, String error, String sentence)
            throws IOException {
        byte[] body = ("{\"ok\":false,\"error\":\"" + error + "\",\"message\":\"" + sentence + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
