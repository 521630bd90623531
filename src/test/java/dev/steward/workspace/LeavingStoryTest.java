package dev.steward.workspace;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.TeamEvents;

/** Steward is uninstalled from a workspace in which much was going on. */
@SandboxTest
class LeavingStoryTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern WEB_TOKEN = Pattern.compile("stw_[A-Za-z0-9_-]{64}");
    private static final Pattern FEED = address("calendar");
    private static final Pattern CHANGELOG = address("changelog");
    private static final Pattern HOOK = address("hooks");

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void aWorkspaceThatLeavesIsForgottenWhole() throws Exception {
        slack.as(SELLER).types("/feedback The export is broken for Acme");
        slack.as(PM).in("#releases").types("/release subscribe daily 9:00").sees("gets a digest");
        slack.as(PM).types("/cadence new \"Talk\" weekdays 9:30 in #general with @jonas and @maya")
                .sees("is set up");
        slack.as(PM).types("/initiative new Dark mode").submits();
        slack.as(OPS).types("/feedback token new zendesk").sees("shown only now").closesAll();
        slack.clock().advance(Duration.ofDays(2));
        slack.settles();
        assertThat(left()).contains("ritual", "timer", "delivery", "feedback_item");

        new TeamEvents(slack).uninstalled();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(left()).isEmpty());
        List<String> calls = slack.calls();
        slack.clock().advance(Duration.ofDays(8));
        assertThat(slack.calls()).isEqualTo(calls);
        assertThat(left()).isEmpty();
    }

    /** Erased or not: it is refused as soon as Slack's event is answered. */
    @Test
    void nobodyFindsAWorkspaceThatIsLeaving() throws Exception {
        String token = shown(slack.as(OPS).types("/feedback token new zendesk").sees("shown only now"), WEB_TOKEN);
        slack.as(OPS).closesAll();
        String feed = shown(slack.as(PM).types("/steward calendar").seesModal("Your calendar"), FEED);
        slack.as(PM).closesAll();
        String changelog = shown(slack.as(OPS).types("/release changelog").seesModal("Changelog").submits()
                .sees("/changelog/"), CHANGELOG);
        slack.as(OPS).closesAll();
        String hook = shown(slack.as(OPS).types("/release source new webhook builds").seesModal("New source").submits()
                .sees("/hooks/"), HOOK);
        slack.as(OPS).closesAll();
        assertThat(files(token)).isEqualTo(201);
        assertThat(reads(feed)).isEqualTo(200);
        assertThat(reads(changelog)).isEqualTo(200);
        assertThat(sendsUnsigned(hook)).isEqualTo(401);

        jdbc.sql("update workspace set team_id = null, left_at = now(), erase_at = 'infinity'").update();

        assertThat(files(token)).isEqualTo(401);
        assertThat(reads(feed)).isEqualTo(404);
        assertThat(reads(changelog)).isEqualTo(404);
        assertThat(sendsUnsigned(hook)).isEqualTo(404);
    }

    private static Pattern address(String door) {
        return Pattern.compile("http://[^\\s`\"<>|]+/" + door + "/[^\\s`\"<>|]+");
    }

    private static String shown(Person person, Pattern secret) {
        Matcher found = secret.matcher(person.modal().toString());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private int files(String token) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(slack.address() + "/api/feedback"))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"words\":\"The export is broken\"}")).build(),
                BodyHandlers.discarding()).statusCode();
    }

    private static int sendsUnsigned(String address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.discarding()).statusCode();
    }

    private static int reads(String address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding()).statusCode();
    }

    /** The tables with rows of the workspace. */
    private List<String> left() {
        return jdbc.sql("""
                select table_name from information_schema.columns
                where table_schema = current_schema() and column_name = 'workspace_id' order by table_name
                """).query(String.class).list().stream()
                .filter(table -> jdbc.sql("select exists (select from " + table + " where workspace_id = :workspace)")
                        .param("workspace", slack.workspace().value()).query(Boolean.class).single())
                .toList();
    }
}
