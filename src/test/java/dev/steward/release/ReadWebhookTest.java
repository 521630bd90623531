package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.steward.release.Shipped.Standing;

/** The reader, and that the schema people are given takes what it takes. */
class ReadWebhookTest {
    private static final Schema SCHEMA = schema();

    @Test
    void packagesAreNews() {
        Reading read = read("""
                {"packages": [
                  {"name": "ledger-api", "version": "2.3.0", "url": "https://example.com/r/1", "notes": "Faster",
                   "published_at": "2026-11-20T13:00:00+01:00", "updated_at": "2026-11-20T12:30:00Z"},
                  {"key": "ui", "name": "ledger-ui", "version": "1.8.0", "prerelease": true},
                  {"name": "ledger-cli", "version": "1", "withdrawn": true, "prerelease": true}]}""");
        assertThat(((Reading.News) read).shipped()).extracting(Shipped::key, Shipped::standing).containsExactly(
                org.assertj.core.groups.Tuple.tuple("ledger-api@2.3.0", Standing.OUT),
                org.assertj.core.groups.Tuple.tuple("ui", Standing.PRERELEASE),
                org.assertj.core.groups.Tuple.tuple("ledger-cli@1", Standing.WITHDRAWN));
        assertThat(((Reading.News) read).shipped().getFirst().publishedAt())
                .isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    }

    @Test
    void everyMistakeIsToldWhereItIs() {
        Reading.Bad bad = bad("""
                {"colour": "red", "packages": [{"name": " ", "version": 7, "url": "javascript:x", "notes": [],
                 "prerelease": "yes", "published_at": "yesterday", "a/b": 1}, "ledger"]}""");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.mistakes()).containsOnlyKeys("/colour", "/packages/0/name", "/packages/0/version",
                "/packages/0/url", "/packages/0/notes", "/packages/0/prerelease", "/packages/0/published_at",
                "/packages/0/a~1b", "/packages/1");
        assertThat(bad("{\"packages\": []}").mistakes()).containsOnlyKeys("/packages");
        assertThat(bad("{\"packages\": [" + "{},".repeat(99) + "{}]}").mistakes()).hasSize(20);
        assertThat(bad("""
                {"packages": [{"name": "a", "version": "1"}, {"name": "a", "version": "1"}]}""").mistakes())
                .containsOnlyKeys("/packages/1");
        assertThat(bad("{\"packages\": 1, \"packages\": 2}").status()).isEqualTo(400);
        assertThat(bad("{} {}").status()).isEqualTo(400);
        assertThat(bad("[]").status()).isEqualTo(400);
        assertThat(ReadWebhook.read("text/plain", bytes("{}")))
                .isInstanceOfSatisfying(Reading.Bad.class, each -> assertThat(each.status()).isEqualTo(415));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"packages\":[{\"name\":\"a\",\"version\":\"1\"}]}",
            "{\"packages\":[{\"name\":\"a\",\"version\":\"1\",\"notes\":\"\"}]}",
            "{\"packages\":[{\"name\":\"a\"}]}", "{\"packages\":[{\"name\":\"\",\"version\":\"1\"}]}",
            "{\"packages\":[{\"name\":\"a\",\"version\":\"1\",\"extra\":1}]}", "{\"packages\":[]}", "{}",
            "{\"packages\":[{\"name\":\"a\",\"version\":null}]}",
            "{\"packages\":[{\"name\":\"a\",\"version\":\"1\",\"url\":\"ftp://x\"}]}",
            "{\"packages\":[{\"name\":\"a\",\"version\":\"1\",\"key\":\"\"}]}"})
    void theSchemaSaysTheSame(String json) {
        assertThat(read(json) instanceof Reading.News).isEqualTo(fits(json));
    }

    @Test
    void theExamplesOfTheSchemaAreTaken() throws Exception {
        var examples = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(Files.readString(Path.of("docs/release-webhook.schema.json"))).path("examples");
        assertThat(examples.size()).isPositive();
        examples.forEach(example -> assertThat(read(example.toString())).isInstanceOf(Reading.News.class));
    }

    /** What the reader takes, the schema takes: nobody who trusts the schema is told more than it says. */
    @Property(tries = 1_000)
    void noJsonIsTooStrange(@ForAll("json") String json) {
        Reading read = read(json);
        if (read instanceof Reading.News) {
            assertThat(fits(json)).as(json).isTrue();
        }
        assertThat(read).isNotInstanceOf(Reading.NoNews.class);
    }

    @Property(tries = 300)
    void noBytesAreTooStrange(@ForAll byte[] body) {
        assertThat(ReadWebhook.read("application/json", body)).isNotNull();
    }

    @Provide
    static Arbitrary<String> json() {
        Arbitrary<String> any = AnyJson.like("name", "version");
        Arbitrary<String> text = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of("\"a\"", "\" 1.0\"")),
                Tuple.of(1, any));
        Arbitrary<String> flag = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of("true", "false")),
                Tuple.of(1, any));
        Arbitrary<String> time = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just("\"2026-11-20T12:00:00Z\"")),
                Tuple.of(1, any));
        Arbitrary<String> url = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just("\"https://example.com/\"")),
                Tuple.of(1, any));
        return Combinators.combine(text, text, text, text, flag, time, url).as((name, version, key, notes, early, at,
                link) -> "{\"packages\":[{\"name\":" + name + ",\"version\":" + version + ",\"key\":" + key
                        + ",\"notes\":"
                        + notes + ",\"prerelease\":" + early + ",\"updated_at\":" + at + ",\"url\":" + link + "}]}");
    }

    private static boolean fits(String json) {
        return SCHEMA.validate(json, InputFormat.JSON, context -> context
                .executionConfig(config -> config.formatAssertionsEnabled(true))).isEmpty();
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(
                    Files.readString(Path.of("docs/release-webhook.schema.json")), InputFormat.JSON);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Reading read(String json) {
        return ReadWebhook.read("application/json; charset=utf-8", bytes(json));
    }

    private static Reading.Bad bad(String json) {
        return (Reading.Bad) read(json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
