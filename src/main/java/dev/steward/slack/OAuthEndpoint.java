package dev.steward.slack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import com.slack.api.bolt.service.builtin.oauth.OAuthV2SuccessPersistenceErrorCallback;
import com.slack.api.bolt.util.QueryStringParser;
import com.slack.api.bolt.util.SlackRequestParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a workspace's admin installs Steward with a browser: Bolt's OAuth pages. */
final class OAuthEndpoint extends HttpServlet {
    static final String INSTALL_PATH = "/slack/install";
    static final String REDIRECT_PATH = "/slack/oauth_redirect";
    /** Bolt's pages bring their style along, and nothing else. */
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(OAuthEndpoint.class);

    private final transient App app;
    private final transient SlackRequestParser parser;

    OAuthEndpoint(App app) {
        this.app = app;
        this.parser = new SlackRequestParser(app.config());
    }

    /** In the place of Bolt's page, which shows whatever the database said. */
    static void notSaved(OAuthV2SuccessPersistenceErrorCallback.Arguments failed) {
        log.error("An installation could not be saved", failed.getError());
        Response answer = failed.getResponse();
        answer.setStatusCode(500);
        answer.setContentType("text/html; charset=utf-8");
        answer.setBody(failed.getPageRenderer().renderFailurePage(INSTALL_PATH, "Steward could not save it"));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Response answer;
        try {
            Map<String, List<String>> headers = new HashMap<>();
            headers.put("Cookie", Collections.list(request.getHeaders("Cookie")));
            Request<?> parsed = parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri(request.getRequestURI()).queryString(QueryStringParser.toMap(request.getQueryString()))
                    .headers(new RequestHeaders(headers)).requestBody("").remoteAddress(request.getRemoteAddr())
                    .build());
            answer = parsed == null ? Response.error(400) : app.run(parsed);
        } catch (Exception e) {
            log.error("An installation by browser failed", e);
            answer = Response.builder().statusCode(400).contentType("text/plain; charset=utf-8")
                    .body("Steward could not be installed. Please start again at " + INSTALL_PATH + ".").build();
        }
        response.setStatus(answer.getStatusCode());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", PAGE_POLICY);
        if (answer.getBody() != null) {
            response.setContentType(answer.getContentType());
            response.getOutputStream().write(answer.getBody().getBytes(StandardCharsets.UTF_8));
        }
    }
}
