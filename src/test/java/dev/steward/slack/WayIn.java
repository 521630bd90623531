package dev.steward.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;

import java.util.HashMap;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import dev.steward.StewardApplication;
import dev.steward.testing.OnlySteward;
import dev.steward.testing.TestDatabase;

/** A whole Steward in HTTP mode against a Slack of WireMock's, with features made for these tests; one for all of them. */
final class WayIn {
    static final String TEAM = "T0WAYIN";
    static final WireMockServer SLACK = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    static final ConfigurableApplicationContext STEWARD;
    static final Signed SIGNED;

    static {
        SLACK.start();
        SLACK.stubFor(any(urlMatching("/.*")).atPriority(10).willReturn(okJson("{\"ok\":true}")));
        SLACK.stubFor(post(urlEqualTo("/api/auth.test")).willReturn(okJson("""
                {"ok":true,"team_id":"%s","team":"Way In","user_id":"U0BOT","bot_id":"B0BOT","app_id":"A0APP"}
                """.formatted(TEAM))));
        SLACK.stubFor(post(urlEqualTo("/api/users.list")).willReturn(okJson("""
                {"ok":true,"members":[
                  {"id":"U0MIA","team_id":"%1$s","name":"mia","tz":"Europe/Berlin","profile":{"display_name":"Mia"}},
                  {"id":"U0ADA","team_id":"%1$s","name":"ada","is_admin":true,"profile":{"real_name":"Ada"}},
                  {"id":"U0GONE","team_id":"%1$s","name":"gone","deleted":true,"profile":{}},
                  {"id":"U0OUT","team_id":"T0OTHER","name":"out","is_stranger":true,"profile":{}}],
                 "response_metadata":{"next_cursor":""}}
                """.formatted(TEAM))));
        SLACK.stubFor(post(urlEqualTo("/api/views.open"))
                .willReturn(okJson("{\"ok\":true,\"view\":{\"id\":\"V0OPENED\",\"hash\":\"h1\",\"type\":\"modal\"}}")));
        SLACK.stubFor(post(urlEqualTo("/api/views.push"))
                .willReturn(okJson("{\"ok\":true,\"view\":{\"id\":\"V0PUSHED\",\"hash\":\"h1\",\"type\":\"modal\"}}")));
        Map<String, Object> properties = new HashMap<>();
        properties.put("steward.slack.strict", true);
        properties.put("steward.commands.probe", "poke");
        properties.put("logging.structured.format.console", "");
        STEWARD = new SpringApplicationBuilder(StewardApplication.class, ProbeFeature.class)
                .initializers(new TestDatabase.Fresh(), onlySteward(),
                        context -> context.getEnvironment().getPropertySources().addFirst(
                                new org.springframework.core.env.MapPropertySource("way in", properties)))
                .run("--server.port=0", "--server.address=127.0.0.1", "--SLACK_BOT_TOKEN=xoxb-way-in",
                        "--SLACK_SIGNING_SECRET=" + Signed.SECRET,
                        "--STEWARD_SLACK_API_URL=" + SLACK.baseUrl() + "/api/");
        SIGNED = new Signed(STEWARD.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    static ProbeFeature probe() {
        return STEWARD.getBean(ProbeFeature.class);
    }

    /** Everything the members list says has arrived. */
    static void settled() {
        org.awaitility.Awaitility.await().until(() -> STEWARD.getBean(dev.steward.workspace.Installations.class)
                .find(null, TEAM)
                .filter(known -> STEWARD.getBean(dev.steward.workspace.Members.class).all(known.workspace()).size() > 2)
                .isPresent());
    }

    static ApplicationContextInitializer<ConfigurableApplicationContext> onlySteward() {
        return OnlySteward.initializer();
    }

    private WayIn() {}
}
