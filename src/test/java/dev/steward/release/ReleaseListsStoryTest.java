package dev.steward.release;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Role;

/** People find releases again, see what is planned, take lists away, and let others read what shipped. */
@SandboxTest
class ReleaseListsStoryTest {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"`\\\\]+/changelog/stw_[\\w-]{64}");

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;

    @Test
    void listsAreTurnedPageByPage() {
        IntStream.range(0, 12).forEach(i -> draft(PM, "Number " + i + "!", new When.Now()));
        draft(OPS, "Somebody else's", new When.Now());
        Person pm = slack.as(PM).types("/release list");
        assertThat(pm.whisper().text()).contains("Somebody else's", "Number 11!", "Number 3!", "draft")
                .doesNotContain("Number 2!");
        pm.presses("Older").sees("Number 2!");
        assertThat(pm.whisper().text()).contains("Number 0!").doesNotContain("Number 3!");
        pm.presses("Newer").sees("Number 3!");
        assertThat(pm.whisper().text()).doesNotContain("Number 2!");
        assertThat(slack.as(OPS).types("/release mine").whisper().text()).contains("Somebody else's")
                .doesNotContain("Number");
        assertThat(slack.as(PM).types("/release search nmber").whisper().text()).contains("This comes near.", "Number");
        slack.as(PM).types("/release search nothing-like-it").sees("Nothing found.");
        slack.as(PM).types("/release search").sees("Search for which words?");
        slack.as(PM).types("/release list state:lost").sees("A state is one of");
        slack.hadNoTrouble();
    }

    @Test
    void aListIsSentAsAFile() {
        draft(PM, "=1+1", new When.Now());
        slack.as(PM).types("/release list csv").sees("on its way");
        slack.clock().comesToRest();
        var file = slack.directMessages(PM).awaitMessage("1 release.").json().get("files").get(0);
        assertThat(file.get("name").asString()).matches("releases-\\d{4}-\\d\\d-\\d\\d\\.csv");
    }

    @Test
    void theCalendarShowsAMonthByItsWeeks() {
        Instant at = slack.clock().instant().plus(Duration.ofDays(40));
        publish(draft(SELLER, "Shipped today", new When.Now()));
        publish(draft(PM, "Comes later", new When.At(at)));
        Person pm = slack.as(PM).types("/release calendar");
        assertThat(pm.whisper().text()).contains("Shipped today", "/steward calendar").doesNotContain("Comes later");
        YearMonth then = YearMonth.from(at.atZone(ZoneId.of("UTC")));
        slack.as(PM).types("/release calendar " + then).sees("Comes later");
        slack.as(PM).types("/release calendar " + then.plusMonths(1)).sees("No releases in this month.")
                .presses("Older").sees("Comes later");
        slack.as(PM).types("/release calendar soon").sees("Write a month as");
    }

    @Test
    void opsPeopleOpenTheChangelogReplaceItsAddressAndCloseIt() throws Exception {
        publish(draft(PM, "Ledger export", new When.Now()));
        slack.as(PM).types("/release changelog").sees("Only ops people and admins");
        Person ops = slack.as(OPS).types("/release changelog").seesModal("Changelog")
                .fills("What the page is called", "News of Fernhill").submits().sees("Copy the address now");
        String first = address(ops);
        assertThat(
                jdbc.sql("select count(*) from receipt where body like '%/changelog/%'").query(Integer.class).single())
                .as("answers that are kept with the secret address").isZero();
        assertThat(get(first)).contains("News of Fernhill", "Ledger export");
        ops.presses("New address");
        Awaitility.await().untilAsserted(() -> assertThat(address(ops)).isNotEqualTo(first));
        String second = address(ops);
        assertThat(get(first)).doesNotContain("Ledger export");
        assertThat(get(second)).contains("Ledger export");
        ops.closes();
        Person again = slack.as(OPS).types("/release changelog");
        assertThat(again.modal().toString()).doesNotContain("/changelog/").contains("made by");
        again.fills("What the page is called", "Other news").submits().sees("Saved");
        assertThat(get(second)).contains("Other news");
        again.presses("Close it").sees("It is closed");
        assertThat(get(second)).doesNotContain("Ledger export");
    }

    @Test
    void othersSeeNothing() {
        draft(PM, "Secret", new When.Now());
        assertThat(slack.as(OUTSIDER).in("#customer-acme").types("/release list").whisper().text())
                .doesNotContain("Secret");
    }

    private static String address(Person person) {
        var found = ADDRESS.matcher(person.modal().toString());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private static String get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString()).body();
    }

    private Release draft(Who owner, String title, When when) {
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), owner.id(),
                new Content(title, "", 2, null, List.of(), List.of(), "It changed.", "", "", "", List.of(),
                        List.of(slack.id("#general")), true, true, List.of()),
                when);
    }

    private void publish(Release release) {
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.plan(now.owner(), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
        slack.settles();
    }
}
