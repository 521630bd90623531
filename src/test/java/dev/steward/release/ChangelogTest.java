package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.workspace.Role;

/** What is published stands on a page for people without Slack, and goes from it when it is taken back. */
@SandboxTest
class ChangelogTest {
    private static final HttpClient WEB = HttpClient.newHttpClient();

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Changelogs changelogs;

    @Test
    void tellsWhatIsPublishedAndNothingElse() throws Exception {
        String path = opened("What’s <new>");
        publish(content("Ledger export", "2.14.0", 1, "You can **export** now. <script>alert(1)</script>", true));
        publish(content("Kept inside", "", 3, "Nobody outside hears of it.", false));
        draft(content("Not out yet", "", 3, "Soon.", true));
        Release taken = publish(content("Taken back", "", 2, "It was wrong.", true));

        String month = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH)
                .format(slack.clock().instant().atZone(ZoneOffset.UTC));
        String html = get(path).body();
        assertThat(html).contains("What’s &lt;new&gt;", "Ledger export", "2.14.0", "<strong>export</strong>",
                "Major release", "Taken back", "What you need to do", month)
                .doesNotContain("Kept inside", "Not out yet", "<script", "REL-", "general", PM.id().value(), "Sales",
                        "Only for them");
        changes.change(slack.workspace(), taken.facts().id(),
                (now, around) -> now.retract(PM.id(), Role.MEMBER, "Wrong.", around.now()));
        assertThat(get(path).body()).contains("Ledger export").doesNotContain("Taken back");
        assertThat(get(path + ".atom").body()).contains("Ledger export").doesNotContain("Taken back");
    }

    @Test
    void nothingIsPublicUnlessSomebodyChoseThatForIt() throws Exception {
        String path = opened("News");
        slack.as(PM).types("/release").fills("Title", "Plans for the board")
                .chooses("How big is it?", "Tier 3 (minor)")
                .fills("What changed?", "We sell the billing.").chooses("Other channels", slack.id("#general").value())
                .submits().seesModal("REL-1").presses("Publish to 1 channel").seesModal("Publish")
                .sees("It is *not public*").submits().sees("*Published*").seesNo("public").closesAll();
        slack.channel("#general").awaitMessage("We sell the billing.");
        assertThat(get(path).body()).doesNotContain("Plans for the board");
        assertThat(get(path + ".atom").body()).doesNotContain("Plans for the board");

        slack.as(PM).types("/release REL-1").presses("Edit").seesModal("Edit REL-1")
                .chooses("Also show it", "In digests", "On the public changelog page").submits()
                .seesModal("Save the edit");
        assertThat(get(path).body()).doesNotContain("Plans for the board");
        slack.as(PM).submits().seesModal("REL-1");
        assertThat(get(path).body()).contains("Plans for the board");
    }

    @Test
    void whoeverPublishesReadsThatItIsAlsoPublicBeforeAndAfter() throws Exception {
        String path = opened("News");
        var maya = slack.as(PM).types("/release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", slack.id("#general").value())
                .chooses("Also show it", "On the public changelog page").submits().seesModal("REL-1")
                .sees("*Also public*").presses("Publish to 1 channel, also public").seesModal("Publish")
                .sees("*Also public*: anyone who has the changelog’s address can read it from then on.");
        assertThat(maya.modal().path("submit").path("text").stringValue()).isEqualTo("Publish, also public");
        assertThat(get(path).body()).doesNotContain("Ledger export");
        maya.submits().seesModal("REL-1").sees("*Also public*: anyone who has the changelog’s address can read it.");
        assertThat(get(path).body()).contains("Ledger export");
        assertThat(slack.directMessages(PM).awaitMessage("Its channel has it.").text())
                .contains("*Also public*: anyone who has the changelog’s address can read it.");

        maya.presses("Retract").fills("Why?", "It lost rows.").submits().seesModal("REL-1").seesNo("public");
        assertThat(get(path).body()).doesNotContain("Ledger export");
        assertThat(slack.directMessages(PM).awaitMessage("shows that it is retracted").text())
                .doesNotContain("public");
    }

    @Test
    void aTitleThatSomebodyElseGaveMeanwhileStays() throws Exception {
        slack.makes(EXECUTIVE, "ADMIN");
        String path = opened("News");
        var jonas = slack.as(OPS).types("/release changelog").fills("What the page is called", "What’s new");
        var amara = slack.as(EXECUTIVE).types("/release changelog").fills("What the page is called", "What shipped");
        jonas.submits().sees("Saved.");
        amara.submits().seesFieldError("What the page is called", "Somebody else changed this just now.");
        assertThat(get(path).body()).contains("What’s new").doesNotContain("What shipped");
        jonas.fills("What the page is called", "Changes").submits().sees("Saved.");
        assertThat(get(path).body()).contains("Changes");
    }

    @Test
    void isReadAgainOnlyWhenItChanged() throws Exception {
        String path = opened("News");
        Release release = publish(content("Ledger export", "", 2, "You can export.", true));
        for (String address : List.of(path, path + ".atom")) {
            HttpResponse<String> first = get(address);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Cache-Control")).hasValue("max-age=300, private");
            assertThat(first.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(first.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
            assertThat(first.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; style-src 'sha256-").doesNotContain("unsafe", "script");
            String tag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = get(address, "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        changes.change(slack.workspace(), release.facts().id(),
                (now, around) -> now.edit(PM.id(), Role.MEMBER, content("Ledger export", "", 2, "It is faster.", true),
                        now.when(), around.reach(now.content()), around.wide(), around.now()));
        assertThat(get(path, "If-None-Match", tag).body()).contains("It is faster.").doesNotContain("You can export.");
    }

    @Test
    void aReaderOfFeedsFollowsItWithoutSeeingAnythingTwice() throws Exception {
        String path = opened("News & more");
        Release release = publish(content("A <b> & \u0001c", "1.0", 2, "Some *words*.", true));
        SyndFeed feed = feed(path);
        assertThat(feed.getTitle()).isEqualTo("News & more");
        assertThat(feed.getEntries()).hasSize(1);
        var entry = feed.getEntries().getFirst();
        assertThat(entry.getUri()).isEqualTo("urn:uuid:" + release.facts().id());
        assertThat(entry.getTitle()).isEqualTo("A <b> & c 1.0");
        assertThat(entry.getContents().getFirst().getValue()).contains("<em>words</em>");
        assertThat(entry.getUpdatedDate()).isEqualTo(entry.getPublishedDate());
        String page = get(URI.create(entry.getLink()).getPath() + "?" + URI.create(entry.getLink()).getQuery()).body();
        assertThat(page).contains("id=\"" + URI.create(entry.getLink()).getFragment() + "\"");

        slack.clock().advance(Duration.ofHours(1));
        changes.change(slack.workspace(), release.facts().id(),
                (now, around) -> now.edit(PM.id(), Role.MEMBER, content("Other", "1.1", 2, "Other words.", true),
                        now.when(), around.reach(now.content()), around.wide(), around.now()));
        String other = opened("News & more");
        var edited = feed(other).getEntries().getFirst();
        assertThat(feed(other).getUri()).isEqualTo(feed.getUri());
        assertThat(edited.getUri()).isEqualTo(entry.getUri());
        assertThat(edited.getUpdatedDate()).isAfter(edited.getPublishedDate());
        assertThat(edited.getPublishedDate()).isEqualTo(entry.getPublishedDate());
    }

    @Test
    void pagesLeadToEachOther() throws Exception {
        String path = opened("News");
        IntStream.range(0, 45).forEach(i -> publish(content("Release no. " + i + ".", "", 3, "x", true)));
        String first = get(path).body();
        assertThat(first).contains("Release no. 44.", "Release no. 25.").doesNotContain("no. 24.", "Newer releases");
        String second = get(link(first, "next")).body();
        assertThat(second).contains("no. 24.", "no. 5.").doesNotContain("no. 25.", "no. 4.");
        String third = get(link(second, "next")).body();
        assertThat(third).contains("no. 4.", "no. 0.").doesNotContain("Older releases");
        assertThat(get(link(third, "prev")).body()).isEqualTo(second);
        assertThat(get(link(second, "prev")).body()).contains("no. 44.");
        assertThat(get(path + "?from=nonsense").body()).isEqualTo(first);
        assertThat(get(path + "?from=" + UUID.randomUUID()).body()).isEqualTo(first);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ExtendWith(OutputCaptureExtension.class)
    void anAddressThatIsReplacedOrClosedShowsNothingAndStandsInNoLog(CapturedOutput output) throws Exception {
        String old = opened("News");
        String path = opened("News");
        publish(content("Ledger export", "", 2, "You can export.", true));
        assertThat(get(old).statusCode()).isEqualTo(404);
        assertThat(get(old + ".atom").headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(get(path.substring(0, path.length() - 2) + "AA").statusCode()).isEqualTo(404);
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(get(path + "/x").statusCode()).isEqualTo(404);
        changelogs.close(slack.workspace(), changelogs.of(slack.workspace()).orElseThrow().openedAt());
        HttpResponse<String> closed = get(path);
        assertThat(closed.statusCode()).isEqualTo(404);
        assertThat(closed.body()).contains("There is nothing here").doesNotContain("Ledger");
        assertThat(output.getAll()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String link(String html, String relation) {
        var link = java.util.regex.Pattern.compile("rel=\"" + relation + "\" href=\"([^\"]+)\"").matcher(html);
        assertThat(link.find()).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    private SyndFeed feed(String path) throws Exception {
        return new SyndFeedInput().build(new StringReader(get(path + ".atom").body()));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(slack.address() + path)).timeout(Duration.ofSeconds(10));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return WEB.send(request.build(), BodyHandlers.ofString());
    }

    private Release draft(Content content) {
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), PM.id(), content, new When.Now());
    }

    private Release publish(Content content) {
        Release release = draft(content);
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.plan(now.owner(), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
        slack.settles();
        return release;
    }

    /** In place of the address that there is, if any. */
    private String opened(String title) {
        return changelogs.open(slack.workspace(), PM.id(), title,
                changelogs.of(slack.workspace()).map(Changelogs.Changelog::openedAt).orElse(null)).orElseThrow().path();
    }

    private Content content(String title, String version, int tier, String changed, boolean changelog) {
        return new Content(title, version, tier, null, List.of(), List.of(), changed, "", "", "Do *this*.",
                List.of(new Addressed(new AudienceId(new UUID(0, 1)), "Only for them")), List.of(slack.id("#general")),
                true, changelog, List.of());
    }
}
