package dev.steward.release;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.Rituals;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Role;

/** A channel subscribes to what ships, and hears of each release once, in Slack and back. */
@SandboxTest
class ReleaseDigestStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Areas areas;
    @Autowired
    private Rituals rituals;
    @Autowired
    private Checklists checklists;
    @Autowired
    private JdbcTemplate jdbc;

    /** Weeks pass here, and whoever left tasks undone would be reminded of each all the way. */
    @BeforeEach
    void releasesTakeNothing() {
        for (int tier = 1; tier <= Checklists.TIERS; tier++) {
            for (ChecklistItem item : checklists.of(slack.workspace(), tier)) {
                checklists.remove(slack.workspace(),
                        new ChecklistsView.ItemAsShown(tier, item.id(), item.version()));
            }
        }
    }

    @Test
    void aWeekInOneMessageThatStaysTrue() {
        slack.as(PM).types("/release subscribe weekly fri 16:00").sees("gets a digest of releases")
                .sees("Every Friday at 16:00").sees("all areas, all tiers").sees("Next: Fri ");
        publish("Faster lists", "Export", 3, "#releases");
        ReleaseId ledger = publish("Ledger export", "Export", 1, "#general");
        publish("VAT in Spain", "Billing", 2, "#releases");
        Shown copy = slack.channel("#general").awaitMessage("Ledger export");
        slack.clock().to(next().plusSeconds(5));

        Shown digest = slack.channel("#general").awaitMessage("3 releases, ");
        assertThat(digest.text()).containsSubsequence("Export", "|Ledger export>* 1.0: Auditors asked for it.",
                "|Faster lists>", "Billing", "|VAT in Spain>").doesNotContain("late", "Show all");
        assertThat(digest.text()).as("it leads to the copy in this channel").contains(copy.ts().replace(".", ""));

        edit(ledger, "Ledger and journal export");
        assertThat(awaitDigest("Ledger and journal export").ts()).isEqualTo(digest.ts());
        retract(ledger);
        assertThat(awaitDigest("retracted").text()).contains("2 releases, ",
                "|Ledger and journal export>~ 1.0 _retracted_");

        slack.clock().to(next().plusSeconds(5));
        assertThat(digests("#general")).as("nothing new, nothing posted").hasSize(1);

        publish("Dark icons", null, 2, "#releases");
        Instant due = next();
        down(due, Duration.ofDays(2));
        slack.clock().to(due.plus(Duration.ofDays(2)).plusSeconds(5));
        assertThat(awaitDigest("Dark icons").text()).contains("1 release, ",
                "This one is late: it was due Friday 16:00.").doesNotContain("Ledger", "VAT");

        publish("Light icons", null, 2, "#releases");
        due = next();
        down(due, Duration.ofDays(15));
        slack.clock().to(due.plus(Duration.ofDays(15)).plusSeconds(5));
        assertThat(awaitDigest("Light icons").text()).contains("It stands for 2 earlier ones as well");
        slack.clock().to(next().plusSeconds(5));
        assertThat(digests("#general")).hasSize(3);
    }

    @Test
    void theWordsSayAreasAndTiersAndAskingAgainChangesIt() {
        Person maya = slack.as(PM).types("/release subscribe monthly first monday 9:00 areas export, Billing tiers 1-2")
                .sees("First Monday of the month at 09:00").sees("areas Billing and Export, tiers 1 and 2");
        maya.types("/release subscribe tier 3").sees("is changed").sees("First Monday of the month at 09:00")
                .sees("areas Billing and Export, tier 3");
        maya.types("/release subscribe all areas weekly fri").sees("Every Friday at 09:00").sees("all areas, tier 3")
                .sees("No time was said, so it is 09:00.");
        maya.types("/release subscribe weekly fri 16:00 areas Expert").sees("There is no area “Expert”. There are: ");
        maya.types("/release subscribe now and then").sees("I did not understand “");
        assertThat(jdbc.queryForObject("select count(*) from release_subscription", Integer.class)).isOne();
        ReleaseId small = publish("Small thing", "Mobile", 3, "#releases");
        publish("Great thing", "Mobile", 1, "#releases");
        slack.clock().to(next().plusSeconds(5));
        assertThat(slack.channel("#general").awaitMessage("1 release, ").text()).contains("Small thing")
                .doesNotContain("Great thing");
        maya.types("/release unsubscribe").sees("is stopped").types("/release unsubscribe")
                .sees("This channel has no digest.");
        assertThat(rituals.all(slack.workspace(), 0, 10_000))
                .noneMatch(one -> one.key().kind().equals(Subscription.RITUAL));
        retract(small);
        awaitDigest("retracted");
        slack.as(OUTSIDER).in("#customer-acme").types("/release subscribe weekly").seesNo("gets a digest");
        assertThat(jdbc.queryForObject("select count(*) from release_subscription", Integer.class)).isZero();
    }

    @Test
    void aDigestGoesWhereWhoeverChoosesItReadsAndStewardCanPost() {
        slack.archives("#releases");
        Person maya = slack.as(PM).types("/release subscribe").seesModal("Digest of releases")
                .chooses("Which channel?", slack.id("#leadership").value()).submits()
                .seesFieldError("Which channel?", "Steward cannot see that channel");
        slack.as(OPS).in("#leadership").types("/release subscribe weekly fri 16:00")
                .sees("Steward cannot see that channel").types("/invite @steward");
        slack.settles();
        maya.submits().seesFieldError("Which channel?", "You are not in that channel, which is private.");
        maya.chooses("Which channel?", slack.id("#releases").value()).submits()
                .seesFieldError("Which channel?", "That channel is archived.").closes();
        assertThat(jdbc.queryForObject("select count(*) from release_subscription", Integer.class)).isZero();
        slack.unarchives("#releases");

        slack.as(OPS).in("#leadership").types("/release subscribe weekly fri 16:00").sees("gets a digest of releases");
        maya.types("/release subscriptions").presses("Change", maya.whisper()).seesModal("Digest of releases").submits()
                .sees("You are not in that channel, which is private.");
        slack.settles();
    }

    @Test
    void theFormShowsTheNextThreeDatesAndTellsWhoCameFirst() {
        Person maya = slack.as(PM).types("/release subscribe").seesModal("Digest of releases")
                .sees("*Every Friday at 16:00").sees("Next: Fri ");
        maya.chooses("How often?", "In my own words …").sees("Type when it comes")
                .fills("In your words", "monthly")
                .sees("No time was said, so it is 09:00.").fills("In your words", "every fooday")
                .sees("I did not understand “fooday”").submits()
                .seesFieldError("In your words", "I did not understand “fooday”");
        maya.fills("In your words", "last friday of the month 15:30").sees("*Last Friday of the month at 15:30")
                .picks("Time zone", "new york", "America/New_York")
                .sees("*Last Friday of the month at 15:30, New York time*")
                .chooses("On holidays", "It comes on the working day before").sees("the working day before");
        assertThat(maya.field("In your words")).isEqualTo("last friday of the month 15:30");
        slack.as(OPS).types("/release subscribe weekly mon 9:00").sees("gets a digest");
        maya.submits().sees("Somebody else changed this digest while you were here.").sees("Every Monday at 09:00")
                .submits().sees("is changed")
                .sees("Last Friday of the month at 15:30, on holidays the working day before");
        maya.closes();

        maya.types("/release subscribe").sees("has a digest already. Saving changes it.").closes();
        slack.as(SELLER).in("#releases").types("/release subscribe tiers 1-2").seesModal("Digest of releases")
                .submits().sees("all areas, tiers 1 and 2").closes();
    }

    @Test
    void allOfThemAreListedPausedResumedChangedAndStopped() {
        slack.as(PM).types("/release subscribe weekly fri 16:00").sees("gets a digest");
        slack.as(PM).in("#releases").types("/release subscribe daily 9:00").sees("gets a digest");
        Person jonas = slack.as(OPS).types("/release subscriptions").sees("2 channels have a digest.")
                .sees("Every Friday at 16:00").sees("Every day at 09:00");
        jonas.presses("Pause", jonas.whisper()).sees("is paused. What ships meanwhile");
        Instant friday = slack.clock().instant().plus(Duration.ofDays(9));
        publish("In the pause", "Export", 2, "#releases");
        slack.clock().to(friday);
        assertThat(digests("#general")).isEmpty();
        jonas.presses("Resume", jonas.whisper()).sees("goes on.");
        slack.clock().advance(Duration.ofDays(7));
        slack.channel("#general").awaitMessage("1 release, ");
        jonas.presses("Change", jonas.whisper()).seesModal("Digest of releases")
                .chooses("How often?", "Every Monday at 9:00").sees("*Every Monday at 09:00").submits()
                .sees("is changed").closes();
        jonas.presses("Stop", jonas.whisper()).sees("was changed since you were shown it, so it goes on.")
                .sees("2 channels have a digest.");
        jonas.presses("Stop", jonas.whisper()).sees("is stopped.").sees("One channel has a digest.");
    }

    @Test
    void whatDoesNotFitIsInAModal() {
        slack.as(PM).types("/release subscribe weekly fri 16:00").sees("gets a digest");
        for (int i = 1; i <= 45; i++) {
            publish("Change " + i, i % 2 == 0 ? "Export" : null, 2, "#releases");
        }
        slack.clock().to(next().plusSeconds(5));
        Shown digest = slack.channel("#general").awaitMessage("45 releases, ");
        assertThat(digest.text()).contains("Change 45", "and 15 more").doesNotContain("|Change 15>");
        slack.as(SELLER).presses("Show all 45", digest).seesModal("Digest").sees("Page 1 of 2").presses("Next")
                .sees("Page 2 of 2").sees("|Change 1>").presses("Back").sees("Page 1 of 2");
        slack.as(SELLER).presses("Change this digest", digest).seesModal("Digest of releases").sees("*Every Friday");
    }

    private Instant next() {
        return rituals.all(slack.workspace(), 0, 10_000).stream()
                .filter(one -> one.key().kind().equals(Subscription.RITUAL))
                .map(PlannedRitual::next).filter(java.util.Objects::nonNull).findFirst().orElseThrow();
    }

    /** Nobody wakes what is due before. */
    private void down(Instant due, Duration time) {
        jdbc.update("update ritual set next_at = ? where kind = ?",
                due.plus(time).atOffset(java.time.ZoneOffset.UTC), Subscription.RITUAL);
    }

    private List<Shown> digests(String channel) {
        return slack.channel(channel).messages().stream().filter(one -> one.text().contains("Change this digest"))
                .toList();
    }

    private Shown awaitDigest(String containing) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(8)).until(
                () -> digests("#general").stream().anyMatch(one -> one.text().contains(containing)));
        return digests("#general").stream().filter(one -> one.text().contains(containing)).toList().getLast();
    }

    private ReleaseId publish(String title, @Nullable String area, int tier, String channel) {
        ReleaseId id = drafts.draft(slack.workspace(), UUID.randomUUID().toString(), PM.id(),
                content(title, area, tier, channel), new When.Now()).facts().id();
        changes.change(slack.workspace(), id, (release, around) -> release.plan(PM.id(), Role.MEMBER,
                around.reach(release.content()), around.wide(), null, around.now()));
        return id;
    }

    private void edit(ReleaseId id, String title) {
        changes.change(slack.workspace(), id, (release, around) -> {
            Content other = content(title, "Export", 1, "#general");
            release.edit(PM.id(), Role.MEMBER, other, release.when(), around.reach(other), around.wide(), around.now());
        });
    }

    private void retract(ReleaseId id) {
        changes.change(slack.workspace(), id,
                (release, around) -> release.retract(PM.id(), Role.MEMBER, "It lost rows.", around.now()));
    }

    private Content content(String title, @Nullable String area, int tier, String channel) {
        return new Content(title, "1.0", tier, area == null
                ? null
                : areas.named(slack.workspace(), area).map(Area::id)
                        .orElseThrow(),
                List.of(), List.of(), "It changed.", "**Auditors** asked for it.", "", "", List.of(),
                List.of(slack.id(channel)), true, true, List.of());
    }
}
