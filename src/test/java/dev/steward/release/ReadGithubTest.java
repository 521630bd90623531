package dev.steward.release;

import static dev.steward.release.GithubPayloads.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.steward.release.Shipped.Standing;

class ReadGithubTest {
    private static final GithubPayloads LEDGER = GithubPayloads.release("ledger-api", "2.3.0");

    @Test
    void aPublishedReleaseIsNews() {
        Shipped read = news(LEDGER.body("## What's changed\r\n- Faster"));
        assertThat(read.key()).isEqualTo(LEDGER.repository() + "/" + LEDGER.release());
        assertThat(read.name()).isEqualTo("ledger-api");
        assertThat(read.version()).isEqualTo("2.3.0");
        assertThat(read.url()).isEqualTo("https://github.com/fernhill/ledger-api/releases/tag/v2.3.0");
        assertThat(read.notes()).isEqualTo("## What's changed\n- Faster");
        assertThat(read.standing()).isEqualTo(Standing.OUT);
        assertThat(read.publishedAt()).isEqualTo(NOON);
        assertThat(read.said().at()).isEqualTo(NOON);
    }

    @Test
    void everyActionHasItsMeaning() {
        assertThat(news(LEDGER.action("created")).standing()).isEqualTo(Standing.OUT);
        assertThat(news(LEDGER.action("released")).standing()).isEqualTo(Standing.OUT);
        assertThat(news(LEDGER.action("edited")).standing()).isEqualTo(Standing.OUT);
        assertThat(news(LEDGER.action("prereleased").early(true)).standing()).isEqualTo(Standing.PRERELEASE);
        assertThat(news(LEDGER.action("published").early(true)).standing()).isEqualTo(Standing.PRERELEASE);
        assertThat(news(LEDGER.action("unpublished").draft(true)).standing()).isEqualTo(Standing.WITHDRAWN);
        assertThat(news(LEDGER.action("deleted").draft(true)).standing()).isEqualTo(Standing.DELETED);
        assertThat(word(LEDGER.action("created").draft(true))).contains("draft");
        assertThat(word(LEDGER.action("edited").draft(true))).contains("draft");
        assertThat(word(LEDGER.action("yanked"))).contains("yanked");
    }

    /** By GitHub's own time; where that is the same, an edit is newer than what it edits, a release than its prerelease. */
    @Test
    void theNewestWinsWhateverComesFirst() {
        Shipped published = news(LEDGER.body("first"));
        Shipped edited = news(LEDGER.action("edited").body("second").updated(NOON.plusSeconds(60)));
        Shipped same = news(LEDGER.action("edited").body("second"));
        assertThat(edited.said().replaces(published.said())).isTrue();
        assertThat(published.said().replaces(edited.said())).isFalse();
        assertThat(same.said().replaces(published.said())).isTrue();
        assertThat(published.said().replaces(same.said())).isFalse();
        Shipped early = news(LEDGER.action("edited").early(true));
        Shipped released = news(LEDGER.action("released"));
        assertThat(released.said().replaces(early.said())).isTrue();
        assertThat(early.said().replaces(released.said())).isFalse();
        Part gone = new Part(news(LEDGER.action("deleted")), null);
        assertThat(gone.hears(edited)).isEqualTo(gone);
        Shipped undated = news(LEDGER.action("unpublished").draft(true).published(null).updated(null));
        assertThat(new Part(edited, null).hears(undated).is().standing()).isEqualTo(Standing.WITHDRAWN);
    }

    @Test
    void olderServersTellNoTimeOfChange() {
        assertThat(news(LEDGER.updated(null)).said().at()).isEqualTo(NOON);
        assertThat(news(LEDGER.updated(null).published(null)).said().at())
                .isEqualTo(Instant.parse("2026-11-20T11:59:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"v2.3.0, v2.3.0, ledger, 2.3.0", "2.3.0-rc.1, '', ledger, 2.3.0-rc.1", "v7, , ledger, 7",
            "ledger-ui@1.8.0, ledger-ui@1.8.0, ledger-ui, 1.8.0",
            "@fernhill/ledger-ui@1.8.0, '', @fernhill/ledger-ui, 1.8.0", "ledger-ui-v1.8.0, '', ledger-ui, 1.8.0",
            "ledger-ui/v1.8.0-2, '', ledger-ui, 1.8.0-2", "release-2026.11, Release 2026.11, ledger, 2026.11",
            "nightly, nightly, ledger, nightly", "v2.3.0, The spring release, ledger: The spring release, 2.3.0",
            "v2.3.0, Ledger API 2.3.0, Ledger API, 2.3.0", "v2.3.0, 2.3.0: Faster, ledger: Faster, 2.3.0",
            "v2.3.0, Ledger API v2.3.0 (LTS), Ledger API: (LTS), 2.3.0"})
    void tagsAndTitlesNameWhatShipped(String tag, String title, String name, String version) {
        Shipped read = news(GithubPayloads.release("ledger", "1").tag(tag).named(title));
        assertThat(read.name()).isEqualTo(name);
        assertThat(read.version()).isEqualTo(version);
    }

    @Test
    void aFormIsReadToo() {
        String form = "payload=" + URLEncoder.encode(LEDGER.json().toString(), StandardCharsets.UTF_8);
        assertThat(ReadGithub.read("release", "application/x-www-form-urlencoded", bytes(form)))
                .isInstanceOf(Reading.News.class);
        assertThat(bad("application/x-www-form-urlencoded", "payload=%").status()).isEqualTo(400);
        assertThat(bad("application/x-www-form-urlencoded", "other=1").sentence()).contains("payload");
    }

    @Test
    void whatIsNoReleaseIsToldWhere() {
        assertThat(bad("application/json", "{\"action\": ").sentence()).contains("line 1");
        assertThat(bad("application/json", "[]").status()).isEqualTo(400);
        assertThat(bad("application/json", "{}").mistakes()).containsOnlyKeys("/action", "/release/id",
                "/release/tag_name", "/repository/id", "/repository/name");
        assertThat(bad("application/json", "{\"action\":\"published\",\"release\":{\"id\":1.5,\"tag_name\":\" \"},"
                + "\"repository\":{\"id\":1e400,\"name\":7}}").mistakes()).containsOnlyKeys("/release/id",
                        "/release/tag_name", "/repository/id", "/repository/name");
        assertThat(ReadGithub.read(null, "application/json", LEDGER.bytes())).isInstanceOf(Reading.Bad.class);
        assertThat(ReadGithub.read("ping", "application/json", bytes("{\"zen\": \"x\"}")))
                .isInstanceOfSatisfying(Reading.NoNews.class, said -> assertThat(said.greeting()).isTrue());
        assertThat(ReadGithub.read("push", "application/json", bytes("{}")))
                .isInstanceOfSatisfying(Reading.NoNews.class, said -> assertThat(said.word()).contains("push"));
    }

    @Test
    void whatCannotBeShownIsLeftOut() {
        Shipped read = news(LEDGER.body("a\u0000b\ud800c\r\nd😀").named("x\u2028y\n z"));
        assertThat(read.notes()).isEqualTo("abc\nd😀");
        assertThat(read.name()).isEqualTo("ledger-api: x y z");
        assertThat(news(LEDGER.tag("x".repeat(100_000))).version()).hasSizeLessThanOrEqualTo(50);
        assertThat(news(LEDGER.body(null)).notes()).isEmpty();
        assertThat(news(LEDGER.named("!".repeat(2_000_000) + "2.3.0?")).name()).hasSizeLessThanOrEqualTo(200);
    }

    @Property(tries = 500)
    void noBytesAreTooStrange(@ForAll byte[] body, @ForAll String event, @ForAll String type) {
        assertThat(ReadGithub.read(event, type, body)).isNotNull();
        assertThat(ReadGithub.read("release", type, body)).isNotNull();
        assertThat(ReadGithub.read("release", "application/x-www-form-urlencoded", body)).isNotNull();
    }

    @Property(tries = 1_000)
    void noJsonIsTooStrange(@ForAll("json") String json) {
        assertThat(ReadGithub.read("release", "application/json", bytes(json))).isNotNull();
    }

    @Provide
    static Arbitrary<String> json() {
        return AnyJson.like("action", "release", "repository", "id", "tag_name", "name", "draft", "prerelease", "body",
                "published_at", "updated_at", "html_url");
    }

    private static Shipped news(GithubPayloads payload) {
        Reading read = ReadGithub.read("release", "application/json; charset=utf-8", payload.bytes());
        assertThat(read).isInstanceOf(Reading.News.class);
        return ((Reading.News) read).shipped().getFirst();
    }

    private static String word(GithubPayloads payload) {
        return ((Reading.NoNews) ReadGithub.read("release", "application/json", payload.bytes())).word();
    }

    private static Reading.Bad bad(String type, String body) {
        return (Reading.Bad) ReadGithub.read("release", type, bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
