package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The committed manifests are what the features declare now, and what Slack takes. */
class AppManifestTest {
    private static final Path FOLDER = Path.of("manifests/slack");
    private static final String BASE = "https://steward.example.com";
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void theCommittedManifestsAreWhatTheFeaturesDeclare() throws Exception {
        AppManifest manifest = ofSteward();
        for (var file : Map.of("manifest.http.json", manifest.http(BASE), "manifest.socket.json", manifest.socket())
                .entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            String json = JSON.writeValueAsString(file.getValue()).replace("\r\n", "\n") + "\n";
            if (Boolean.getBoolean("steward.manifest.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(path, json);
            }
            assertThat(path).as("write it anew: mvn test -Dtest=AppManifestTest -Dsteward.manifest.write=true")
                    .content().isEqualTo(json);
        }
    }

    @Test
    void slackTakesThem() throws Exception {
        AppManifest manifest = ofSteward();
        assertThat(schemaErrors(manifest.http(BASE))).isEmpty();
        assertThat(schemaErrors(manifest.socket())).isEmpty();
        assertThat(ManifestRules.check(manifest.http(BASE))).isEmpty();
        assertThat(ManifestRules.check(manifest.socket())).isEmpty();
    }

    @Test
    void theSchemaAndTheRulesSeeWhatIsWrong() throws Exception {
        ObjectNode broken = ofSteward().http(BASE);
        ((ObjectNode) broken.path("features").path("slash_commands").get(0)).put("command", "no-slash");
        assertThat(schemaErrors(broken)).isNotEmpty();

        assertThat(check(manifest -> scopes(manifest, "chat:write"))).anyMatch(error -> error.contains("commands"));
        assertThat(check(manifest -> scopes(manifest, "commands", "chat:write", "flying")))
                .contains("unknown scope flying").anyMatch(error -> error.contains("users:read"));
        assertThat(check(manifest -> ((ObjectNode) manifest.path("settings").path("event_subscriptions"))
                .putArray("bot_events").add("message.channels").add("sunrise")))
                .contains("unknown event sunrise");
        assertThat(check(manifest -> ((ObjectNode) manifest.path("settings").path("interactivity")).put("request_url",
                "http://plain.example.com"))).anyMatch(error -> error.contains("not https"));
        assertThat(check(manifest -> ((ObjectNode) manifest.path("features").path("slash_commands").get(0))
                .put("command", "/Feed Back"))).anyMatch(error -> error.contains("/Feed Back"));
        assertThat(check(manifest -> ((ObjectNode) manifest.path("settings")).put("socket_mode_enabled", true)))
                .anyMatch(error -> error.contains("Socket Mode"));
    }

    @Test
    void commandNamesAreTheConfiguredOnes() {
        List<SlackFeature> features = List.of(() -> List
                .of(new Route.Command("feedback", "files what a customer said", "[words]", List.of(), Access.ANYONE,
                        r -> Reply.done())));
        var manifest = new GeneratedManifest(
                new Routes(features, new CommandNames(Map.of("feedback", "voice", "steward", "ops"))), features);

        assertThat(manifest.commands()).extracting(AppManifest.ManifestCommand::command).containsExactly("/voice",
                "/ops");
        assertThat(manifest.botScopes()).containsExactly("chat:write", "commands", "users:read", "users:read.email");
        assertThat(manifest.http(BASE).path("features").path("slash_commands").get(0).path("url").asString())
                .isEqualTo(BASE + "/slack/events");
        assertThat(manifest.socket().toString()).doesNotContain("url\"");
    }

    private static List<String> check(java.util.function.Consumer<ObjectNode> change) {
        ObjectNode manifest = ofSteward().http(BASE);
        change.accept(manifest);
        return ManifestRules.check(manifest);
    }

    private static void scopes(ObjectNode manifest, String... scopes) {
        var bot = ((ObjectNode) manifest.path("oauth_config").path("scopes")).putArray("bot");
        Set.of(scopes).forEach(bot::add);
    }

    /** Of Steward's own features, under their own names. */
    private static AppManifest ofSteward() {
        var features = new ArrayList<SlackFeature>(WayIn.STEWARD.getBeanProvider(SlackFeature.class).orderedStream()
                .filter(feature -> !(feature instanceof ProbeFeature)).toList());
        return new GeneratedManifest(new Routes(features, new CommandNames(null)), features);
    }

    private static List<String> schemaErrors(JsonNode manifest) throws Exception {
        try (InputStream schema = AppManifestTest.class
                .getResourceAsStream("/slack/app-manifest.rules.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema)
                    .validate(JSON.writeValueAsString(manifest), InputFormat.JSON).stream()
                    .map(Object::toString).toList();
        }
    }
}
