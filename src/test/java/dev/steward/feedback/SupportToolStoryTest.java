package dev.steward.feedback;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** Feedback from support tools and spreadsheets. */
@SandboxTest
class SupportToolStoryTest {
    private static final String INTAKE = "#product-feedback";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private SandboxSlack slack;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aSupportToolFilesFeedbackOnceHoweverOftenItTries() throws Exception {
        String token = token("zendesk");
        String body = """
                {"words": "The export is broken\\n导出坏了", "customer": "Acme", "area": "export", "kind": "problem",
                 "importance": 3, "source": "support", "contact": true, "link": "https://zendesk.example/4711",
                 "summary": null}""";
        var first = post("/api/feedback", token, "application/json", body, "ticket-4711");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(json(first).path("reference").stringValue()).isEqualTo("FB-1");
        refused(422, "another body before: FB-1", post("/api/feedback", token, "application/json",
                "{\"words\": \"other\"}", "ticket-4711"));
        assertThat(items()).isEqualTo(1);
        var again = post("/api/feedback", token, "application/json",
                body.replace("\"summary\": null", "\"summary\":  null").replace(", \"kind\"", ",\n\"kind\""),
                "ticket-4711");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(slack.channel(INTAKE).awaitMessage("FB-1").text()).contains("导出坏了", "Acme", "Export",
                "filed by zendesk");
        assertThat(post("/api/feedback", token, "application/json", "{\"words\": \"x\"}", null).body())
                .contains("FB-2");
    }

    @Test
    void everyMistakeIsAProblemWithASentence() throws Exception {
        String token = token("zendesk");
        refused(401, "Authorization", post("/api/feedback", "stw_forged", "application/json", "{}", null));
        refused(415, "application/json", post("/api/feedback", token, "text/plain", "words", null));
        refused(400, "not JSON", post("/api/feedback", token, "application/json", "{\"words\": ", null));
        refused(400, "not JSON", post("/api/feedback", token, "application/json", "{\"words\":\"a\",\"words\":\"b\"}",
                null));
        refused(400, "JSON object", post("/api/feedback", token, "application/json", "[]", null));
        refused(400, "Idempotency-Key", post("/api/feedback", token, "application/json", "{}", "k".repeat(201)));
        refused(413, "4 MB", post("/api/feedback", token, "application/json",
                "{\"words\": \"" + "x".repeat(WebEndpoint.MOST_BYTES) + "\"}", null));
        var fields = post("/api/feedback", token, "application/json",
                "{\"words\": 7, \"kind\": \"moan\", \"colour\": \"red\", \"area\": \"Exprot\", \"link\": \"x\"}", null);
        refused(422, "cannot be taken", fields);
        assertThat(json(fields).path("errors").valueStream().map(error -> error.path("field").stringValue()))
                .containsExactlyInAnyOrder("words", "kind", "colour", "area", "link");
        assertThat(items()).isZero();
    }

    @Test
    void onlyAdminsMakeTokensAndRevokedOnesWorkNoMore() throws Exception {
        slack.as(SELLER).types("/feedback token new mine").sees("Only workspace admins can do this.");
        String token = token("zendesk");
        var jonas = slack.as(OPS);
        jonas.closesAll().types("/feedback token list").sees("zendesk");
        jonas.types("/feedback token revoke zendesk").sees("works no more");
        refused(401, "Authorization", post("/api/feedback", token, "application/json", "{\"words\": \"x\"}", null));
    }

    @Test
    void aSupportToolImportsCsv() throws Exception {
        String token = token("zendesk");
        String csv = "words,customer,kind,key\nOne,Acme,idea,1\n,Acme,,2\nThree,Globex,praise,3\n";
        var first = post("/api/feedback/import", token, "text/csv; charset=utf-8", csv, null);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(json(first).path("saved").intValue()).isEqualTo(2);
        assertThat(json(first).path("rows").valueStream()
                .map(row -> row.path("line").intValue() + " " + row.path("outcome").stringValue()))
                .containsExactly("2 saved", "3 refused", "4 saved");
        var again = json(post("/api/feedback/import", token, "text/csv", csv, null));
        assertThat(again.path("saved").intValue()).isZero();
        assertThat(again.path("already").intValue()).isEqualTo(2);
        slack.channel(INTAKE).awaitMessage("imported 2 items of feedback (FB-1 to FB-2)");
        refused(422, "“words”", post("/api/feedback/import", token, "text/csv", "a,b\n1,2\n", null));
    }

    @Test
    void opsImportsAFile() {
        var jonas = slack.as(OPS);
        var shared = jonas.uploads("tickets.csv", "text/csv",
                "words,customer\nOne,Acme\nTwo,Globex\n".getBytes(StandardCharsets.UTF_8), "");
        String file = shared.json().path("files").get(0).path("id").stringValue();
        jonas.types("/feedback import").fills("CSV file", file).submits().sees("Importing the file.").closes();
        slack.directMessages(OPS).awaitMessage("2 saved (FB-1 to FB-2)");
        assertThat(items()).isEqualTo(2);
    }

    private String token(String name) {
        var view = slack.as(OPS).types("/feedback token new " + name).sees("shown only now").modal();
        Matcher token = Pattern.compile("stw_[A-Za-z0-9_-]{64}").matcher(view.toString());
        assertThat(token.find()).as("a token in the modal").isTrue();
        return token.group();
    }

    private static void refused(int status, String sentence, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).path("status").intValue()).isEqualTo(status);
        assertThat(json(response).path("detail").stringValue()).contains(sentence);
    }

    private HttpResponse<String> post(String path, String token, String type, String body,
            @org.jspecify.annotations.Nullable String key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(slack.address() + path)).header("Content-Type", type)
                .header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private int items() {
        return jdbc.sql("select count(*) from feedback_item").query(Integer.class).single();
    }
}
