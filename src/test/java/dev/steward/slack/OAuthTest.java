package dev.steward.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.StewardApplication;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;

/** Workspaces install Steward by themselves, with a browser. */
class OAuthTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext steward;
    private static Signed slack;

    @BeforeAll
    static void start() {
        Map<String, Object> properties = Map.of("steward.commands.probe", "poke", "logging.structured.format.console",
                "");
        steward = new SpringApplicationBuilder(StewardApplication.class, ProbeFeature.class)
                .initializers(new TestDatabase.Fresh(), WayIn.onlySteward(),
                        context -> context.getEnvironment().getPropertySources()
                                .addFirst(new MapPropertySource("oauth", properties)))
                .run("--server.port=0", "--management.server.port=0", "--server.address=127.0.0.1",
                        "--SLACK_CLIENT_ID=1.2",
                        "--SLACK_CLIENT_SECRET=client-secret", "--SLACK_SIGNING_SECRET=" + Signed.SECRET,
                        "--STEWARD_SLACK_API_URL=" + WayIn.SLACK.baseUrl() + "/api/");
        slack = new Signed(steward.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @BeforeEach
    void reset() {
        steward.getBean(ProbeFeature.class).reset();
        WayIn.SLACK.resetRequests();
    }

    @Test
    void installingLeadsToSlackWithTheManifestsScopesAndAStateOfItsOwn() throws Exception {
        HttpResponse<String> answer = get("/slack/install", null);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).hasHost("slack.com").hasPath("/oauth/v2/authorize");
        Map<String, String> query = query(location(answer));
        assertThat(query).containsEntry("client_id", "1.2");
        assertThat(query.getOrDefault("scope", "").split(",", -1))
                .containsExactlyElementsOf(steward.getBean(AppManifest.class).botScopes());
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains(query.get("state"))
                .contains("HttpOnly").contains("Secure");
        guarded(answer);
        assertThat(begin()).isNotEqualTo(begin());
    }

    @Test
    void anInstallationIsKeptWithItsTokenEncrypted() throws Exception {
        install("T0KEPT", "xoxb-kept");

        assertThat(find("T0KEPT").orElseThrow()).returns("xoxb-kept", Installation::botToken)
                .returns("U0T0KEPT", Installation::botUserId).returns("B0T0KEPT", Installation::botId)
                .returns("Name of T0KEPT", Installation::name);
        String row = steward.getBean(JdbcClient.class)
                .sql("select to_jsonb(workspace)::text from workspace where team_id = 'T0KEPT'").query(String.class)
                .single();
        assertThat(row).contains("U0T0KEPT").doesNotContain("xoxb");
        WayIn.SLACK.verify(postRequestedFor(urlEqualTo("/api/oauth.v2.access")).withRequestBody(containing("code=c-")));
    }

    @Test
    void aStateNobodyGaveIsRefused() throws Exception {
        exchange("T0FORGED", "xoxb-forged");
        String mine = begin();
        String another = begin();

        refused(callback("T0FORGED", "made-up", "made-up"));
        refused(callback("T0FORGED", mine, another));
        refused(callback("T0FORGED", mine, null));
        refused(get("/slack/oauth_redirect?code=c-T0FORGED", cookie(mine)));
        assertThat(find("T0FORGED")).isEmpty();
        WayIn.SLACK.verify(0, postRequestedFor(urlEqualTo("/api/oauth.v2.access")));
    }

    @Test
    void aStateServesOnce() throws Exception {
        exchange("T0ONCE", "xoxb-once");
        String state = begin();
        callback("T0ONCE", state, state);

        refused(callback("T0ONCE", state, state));
        WayIn.SLACK.verify(1, postRequestedFor(urlEqualTo("/api/oauth.v2.access")));
    }

    @Test
    void aStateServesOnceAlsoWhenSlackRefusesTheCode() throws Exception {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/oauth.v2.access")).withRequestBody(containing("code=c-T0BAD"))
                .atPriority(1).willReturn(okJson("{\"ok\":false,\"error\":\"invalid_code\"}")));
        String state = begin();
        assertThat(callback("T0BAD", state, state).body()).contains("invalid_code");

        exchange("T0BAD", "xoxb-bad");
        refused(callback("T0BAD", state, state));
        assertThat(find("T0BAD")).isEmpty();
    }

    @Test
    void aStateServesOnceAlsoWhenItComesTwiceAtTheSameMoment() throws Exception {
        exchange("T0RACE", "xoxb-race");
        String state = begin();

        Stream<CompletableFuture<HttpResponse<String>>> asked = Stream.generate(() -> HTTP
                .sendAsync(request("/slack/oauth_redirect?code=c-T0RACE&state=" + state, cookie(state)),
                        BodyHandlers.ofString()))
                .limit(8);
        asked.toList().forEach(CompletableFuture::join);

        WayIn.SLACK.verify(1, postRequestedFor(urlEqualTo("/api/oauth.v2.access")));
    }

    @Test
    void whatCannotBeSavedIsToldWithoutTheDatabasesWords() throws Exception {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/oauth.v2.access")).withRequestBody(containing("code=c-T0NOBOT"))
                .atPriority(1).willReturn(okJson("""
                        {"ok":true,"access_token":"xoxb-nobot","app_id":"A0APP","team":{"id":"T0NOBOT","name":"n"},
                         "authed_user":{"id":"U0MIA"}}""")));
        String state = begin();

        HttpResponse<String> answer = callback("T0NOBOT", state, state);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("could not save it").contains("/slack/install")
                .doesNotContain("bot_user_id").doesNotContain("insert");
    }

    @Test
    void whoChangesTheirMindIsNotInstalled() throws Exception {
        String state = begin();

        HttpResponse<String> answer = get(
                "/slack/oauth_redirect?error=access_denied%3Cscript%3E&state=" + state, cookie(state));

        assertThat(answer.body()).contains("access_denied").contains("/slack/install").doesNotContain("<script>");
        guarded(answer);
    }

    @Test
    void eachWorkspaceIsServedWithItsOwnToken() throws Exception {
        install("T0EAST", "xoxb-east");
        install("T0WEST", "xoxb-west");
        steward.getBean(ProbeFeature.class).answer = request -> Reply.opens(ProbeFeature.form());

        Map<String, String> east = command("T0EAST");
        Map<String, String> west = command("T0WEST");
        slack.form(east);
        slack.form(west);

        opens(east, "xoxb-east");
        opens(west, "xoxb-west");
        var asked = steward.getBean(ProbeFeature.class).asked;
        assertThat(asked.stream().map(request -> request.actor().workspace()).distinct()).hasSize(2);
        assertThat(slack.form(command("T0NORTH")).body()).contains("not set up for this workspace");
    }

    @Test
    void aRevokedTokenIsDroppedAndComesBackToTheSameWorkspace() throws Exception {
        install("T0REV", "xoxb-rev");
        Installation before = find("T0REV").orElseThrow();

        slack.send(event("T0REV", "tokens_revoked", "\"tokens\":{\"oauth\":[\"U0SOMEONE\"],\"bot\":[\"U0OTHERBOT\"]}"));
        assertThat(find("T0REV").orElseThrow().botToken()).isEqualTo("xoxb-rev");
        slack.send(event("T0REV", "tokens_revoked", "\"tokens\":{\"oauth\":[],\"bot\":[\"U0T0REV\"]}"));
        assertThat(find("T0REV").orElseThrow().botToken()).isEmpty();

        install("T0REV", "xoxb-renewed");
        assertThat(find("T0REV").orElseThrow()).returns("xoxb-renewed", Installation::botToken)
                .returns(before.workspace(), Installation::workspace);
    }

    @Test
    void anUninstalledWorkspaceIsForgottenAndNoOther() throws Exception {
        install("T0LEAVES", "xoxb-leaves");
        install("T0STAYS", "xoxb-stays");

        assertThat(slack.send(event("T0LEAVES", "app_uninstalled", "\"x\":1")).statusCode()).isEqualTo(200);
        // Slack sends both, in any order
        assertThat(slack.send(event("T0LEAVES", "tokens_revoked", "\"tokens\":{\"bot\":[\"U0T0LEAVES\"]}"))
                .statusCode()).isEqualTo(200);

        assertThat(find("T0LEAVES")).isEmpty();
        assertThat(find("T0STAYS")).isPresent();
        assertThat(slack.form(command("T0LEAVES")).body()).contains("not set up for this workspace");
    }

    @Test
    void metricsAreNotAtThePortThatTheWorldReaches() throws Exception {
        assertThat(get("/actuator/prometheus", null).statusCode()).isEqualTo(404);
        assertThat(get("/livez", null).statusCode()).isEqualTo(200);
        assertThat(get("/readyz", null).statusCode()).isEqualTo(200);
        int apart = steward.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        assertThat(HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apart + "/actuator/prometheus"))
                .build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static void install(String team, String token) throws Exception {
        exchange(team, token);
        String state = begin();
        HttpResponse<String> answer = callback(team, state, state);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Thank you").doesNotContain(token);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("=deleted");
        guarded(answer);
    }

    /** A page whose address holds a code is kept by nobody, tells nobody its address, and runs nothing. */
    private static void guarded(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'").doesNotContain("script");
    }

    /** Slack's answers to whoever installs Steward in this team. */
    private static void exchange(String team, String token) {
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/oauth.v2.access")).withRequestBody(containing("code=c-" + team))
                .atPriority(1).willReturn(okJson("""
                        {"ok":true,"access_token":"%2$s","token_type":"bot","scope":"commands","bot_user_id":"U0%1$s",
                         "app_id":"A0APP","team":{"id":"%1$s","name":"Name of %1$s"},"enterprise":null,
                         "is_enterprise_install":false,"authed_user":{"id":"U0MIA"}}""".formatted(team, token))));
        WayIn.SLACK.stubFor(post(urlEqualTo("/api/auth.test")).withHeader("Authorization", equalTo("Bearer " + token))
                .atPriority(1).willReturn(okJson("""
                        {"ok":true,"team_id":"%1$s","user_id":"U0%1$s","bot_id":"B0%1$s","app_id":"A0APP"}"""
                        .formatted(team))));
    }

    /** Answers the state of an installation begun. */
    private static String begin() throws Exception {
        return query(location(get("/slack/install", null))).getOrDefault("state", "");
    }

    private static HttpResponse<String> callback(String team, String state, @Nullable String inCookie)
            throws Exception {
        return get("/slack/oauth_redirect?code=c-" + team + "&state=" + state,
                inCookie == null ? null : cookie(inCookie));
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("invalid_state").contains("/slack/install");
    }

    private static void opens(Map<String, String> command, String token) {
        await().untilAsserted(() -> WayIn.SLACK.verify(postRequestedFor(urlEqualTo("/api/views.open"))
                .withHeader("Authorization", equalTo("Bearer " + token))
                .withRequestBody(containing(command.get("trigger_id")))));
    }

    private static Map<String, String> command(String team) {
        Map<String, String> fields = Payload.commandFields("/poke", "", "U0MIA");
        fields.put("team_id", team);
        return fields;
    }

    private static String event(String team, String type, String more) {
        return Payload.event(type, "Ev" + Payload.unique(), "{\"type\":\"" + type + "\"," + more + "}")
                .replace(WayIn.TEAM, team);
    }

    private static Optional<Installation> find(String team) {
        return steward.getBean(Installations.class).find(null, team);
    }

    private static String cookie(String state) {
        return "other=1; slack-app-oauth-state=" + state;
    }

    private static HttpResponse<String> get(String path, @Nullable String cookie) throws Exception {
        return HTTP.send(request(path, cookie), BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, @Nullable String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(slack.endpoint().resolve(path));
        return (cookie == null ? request : request.header("Cookie", cookie)).build();
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&", -1)).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
