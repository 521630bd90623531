package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.workspace.ChannelId;

/** Releases are written, resumed, looked at, planned and taken back, through Slack and back. */
@SandboxTest
class ReleaseFormStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Audiences audiences;
    @Autowired
    private Writings writings;

    @Test
    void whatIsWrittenIsPublishedToTheAudiencesEachInItsWords() {
        Person ops = slack.as(OPS).types("/release audiences").seesModal("Audiences").sees("There are no audiences yet")
                .presses("New audience").fills("Name", "Sales").chooses("Which channels?", id("#releases")).submits()
                .seesModal("Audiences").sees("*Sales*  ·  1 channel");
        ops.presses("New audience").fills("Name", " sales ").chooses("Which channels?", id("#general")).submits()
                .seesFieldError("Name", "There is already an audience with this name.");
        Person maya = slack.as(PM).types("/release").seesModal("New release").fills("Title", "Ledger export")
                .fills("Version", "2.14.0").chooses("How big is it?", "Tier 2")
                .fills("What changed?", "You can export **whole** ledgers.").chooses("Audiences", "Sales")
                .sees("In other words for Sales").fills("In other words for Sales", "Tell your customers.")
                .chooses("Other channels", id("#general")).submits().seesModal("REL-1").sees("A *draft*.")
                .sees("Goes to *2 channels*: Sales (1) and <#" + id("#general") + ">.");
        maya.presses("Preview").seesModal("Preview").sees("Tell your customers.").seesNo("whole")
                .chooses("As it is seen by", "Other channels (1 channel)").sees("whole").seesNo("Tell your customers.")
                .presses("Send this to me as a test").sees("A test is on its way").closes();
        Shown test = slack.directMessages(PM).awaitMessage("seen by you alone");
        assertThat(test.text()).contains("whole", "Got it").doesNotContain("Tell your customers.");
        maya.presses("Publish to 2 channels").seesModal("Publish").sees("It goes out to *2 channels* at once.")
                .submits().seesModal("REL-1").sees("*Published*");
        assertThat(slack.channel("#releases").awaitMessage("Ledger export").text()).contains("Tell your customers.");
        assertThat(slack.channel("#general").awaitMessage("Ledger export").text()).contains("whole");
        maya.closesAll().inDirectMessages().presses("Got it", test).seesNoModal();
        slack.as(SELLER).types("/release REL-1").sees("*Published*").sees("History").seesNo("Retract");
    }

    @Test
    void whatIsTypedIsKeptUntilItIsSubmitted() {
        slack.as(PM).types("/release").fills("Title", "Ledger export").fills("What changed?", "Exports are whole.")
                .chooses("When does it go out?", "When a gate approves").sees("Which gate?").closes();
        Person maya = slack.as(PM).types("/release").sees("You have one unfinished release.").sees("Ledger export")
                .presses("Go on").seesModal("New release").sees("it is as you left it");
        assertThat(maya.field("Title")).isEqualTo("Ledger export");
        assertThat(maya.field("What changed?")).isEqualTo("Exports are whole.");
        maya.sees("Which gate?").chooses("How big is it?", "Tier 3 (minor)")
                .chooses("When does it go out?", "As soon as I publish it").seesNo("Which gate?").submits()
                .seesModal("REL-1").closes();
        assertThat(jdbc.sql("select count(*) from release_writing").query(Long.class).single()).isZero();
        maya.types("/release drafts").sees("*REL-1* Ledger export").presses("Open").seesModal("REL-1").presses("Edit")
                .seesModal("Edit REL-1").fills("Title", "Ledger exports").closesAll();
        maya.types("/release drafts").sees("Ledger exports").presses("Throw away").sees("*REL-1* Ledger export\n")
                .presses("Open").presses("Discard").seesModal("REL-1").sees("*Discarded*");
        maya.closesAll().types("/release drafts").sees("You have no drafts.");
        slack.as(SELLER).types("/release drafts").sees("You have no drafts.");
    }

    @Test
    void whatArrivesLateChangesNothing() {
        var begun = writings.begin(slack.workspace(), PM.id(), Written.NEW);
        Instant first = Instant.parse("2026-11-21T12:00:00.000001Z");
        assertThat(save(begun.state(), "Ledger exports", first.plusMillis(1))).isTrue();
        assertThat(save(begun.state(), "Ledger", first)).isFalse();
        assertThat(title(begun)).isEqualTo("Ledger exports");
        writings.turn(begun, 0, Written.NOTHING, Written.NEW, List.of());
        assertThat(save(begun.state(), "Of the form before", first.plusSeconds(1))).isFalse();
        assertThat(title(begun)).isEmpty();
        assertThat(writings.find(slack.workspace(), SELLER.id(), begun.id())).isEmpty();
        writings.forget(slack.workspace(), PM.id(), begun.id());
        assertThat(save(new FormState(begun.id(), 1, null), "After all", first.plusSeconds(2))).isFalse();
        assertThat(jdbc.sql("select count(*) from release_writing").query(Long.class).single()).isZero();
    }

    private boolean save(FormState state, String title, Instant usedAt) {
        return writings.save(slack.workspace(), PM.id(), state, Map.of("title", List.of(title)), usedAt);
    }

    private String title(Writings.Writing writing) {
        return writings.find(slack.workspace(), PM.id(), writing.id()).orElseThrow().written().text(Field.TITLE);
    }

    @Test
    void mistakesStandAtTheirFieldsAndNothingIsLost() {
        Person maya = slack.as(PM).types("/release").fills("Title", " ").fills("Which feedback", "FB-1, twelve")
                .chooses("How big is it?", "Tier 1 (major)").chooses("When does it go out?", "At a time")
                .sees("At what time?")
                .chooses("At what time?", Long.toString(slack.clock().instant().minusSeconds(60).getEpochSecond()))
                .submits();
        maya.seesFieldError("Title", "Please give it a title.")
                .seesFieldError("Which feedback does it answer?", "“twelve” is no feedback.")
                .seesFieldError("At what time?", "That time has passed.");
        assertThat(maya.field("Which feedback")).isEqualTo("FB-1, twelve");
        maya.fills("Title", "Export").fills("Which feedback", "fb1 FB-2")
                .chooses("When does it go out?", "When a gate approves").sees("Which gate?")
                .chooses("Which gate?", "Launch").submits()
                .seesFieldError("Which initiatives", "please choose one here");
    }

    @Test
    void itIsScheduledForATimeInTheAuthorsZone() {
        Instant at = slack.clock().instant().plus(Duration.ofDays(2));
        Person maya = slack.as(PM).types("/release").fills("Title", "Faster export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "It is faster.")
                .chooses("Other channels", id("#general")).chooses("When does it go out?", "At a time")
                .sees("In your own time zone: Europe/Stockholm.")
                .chooses("At what time?", Long.toString(at.getEpochSecond())).submits().seesModal("REL-1");
        maya.presses("Schedule for 1 channel").seesModal("Schedule").submits().seesModal("REL-1").sees("*Planned*.")
                .presses("Call back").sees("A *draft*.").presses("Schedule for 1 channel").seesModal("Schedule")
                .submits().seesModal("REL-1").sees("*Planned*.");
        slack.clock().advance(Duration.ofDays(3));
        slack.channel("#general").awaitMessage("It is faster.");
        slack.as(PM).types("/release REL-1").presses("Retract").fills("Why?", "It lost rows.").submits()
                .seesModal("REL-1").sees("*Retracted*: “It lost rows.”").presses("History").seesModal("History")
                .sees("called it back.").sees("It was published as planned.").sees("retracted it");
        slack.channel("#general").awaitMessage("It lost rows.");
    }

    @Test
    void twoWhoWriteAtOnceAreJoinedOrAsked() {
        slack.as(PM).types("/release").fills("Title", "Export").chooses("How big is it?", "Tier 3 (minor)")
                .fills("What changed?", "It exports.").submits().seesModal("REL-1").closes();
        Person maya = slack.as(PM).types("/release REL-1").presses("Edit").seesModal("Edit REL-1")
                .fills("Title", "Ledger export").fills("What changed?", "Maya's words.");
        slack.as(OPS).types("/release REL-1").presses("Edit").seesModal("Edit REL-1")
                .fills("What changed?", "Jonas's words.").fills("Version", "1.1").submits().seesModal("REL-1");
        maya.submits().sees("Somebody else changed this").sees("Jonas's words.");
        assertThat(maya.field("What changed?")).isEqualTo("Maya's words.");
        assertThat(maya.field("Version")).isEqualTo("1.1");
        maya.chooses("Which one do you keep?", "Take theirs").submits().seesModal("REL-1").sees("Ledger export 1.1")
                .presses("Edit").seesModal("Edit REL-1");
        assertThat(maya.field("What changed?")).isEqualTo("Jonas's words.");
    }

    @Test
    void aWideAudienceNeedsASecondPerson() {
        List<ChannelId> many = IntStream.range(0, 30).mapToObj(n -> new ChannelId("C0MANY" + n)).toList();
        audiences.create(slack.workspace(), "Everybody", many);
        Person maya = slack.as(PM).types("/release").fills("Title", "Export")
                .chooses("How big is it?", "Tier 1 (major)").fills("What changed?", "It exports.")
                .chooses("Audiences", "Everybody").sees("In other words for Everybody").submits().seesModal("REL-1");
        maya.presses("Publish to 30 channels").sees("It reaches more than 25 channels")
                .chooses("Who looks at it first?", PM.id().value()).submits()
                .seesFieldError("Who looks at it first?", "Choose somebody else");
        maya.chooses("Who looks at it first?", EXECUTIVE.id().value()).submits().seesModal("REL-1")
                .sees("as soon as <@" + EXECUTIVE.id().value() + "> agrees").presses("Ask somebody else")
                .chooses("Who looks at it first?", OPS.id().value()).submits()
                .sees("as soon as <@" + OPS.id().value() + "> agrees").presses("Hand over")
                .chooses("Who answers for it", SELLER.id().value()).submits().seesModal("REL-1")
                .sees("from <@" + SELLER.id().value() + ">");
        slack.directMessages(OPS).awaitMessage("It exports.");
    }

    @Test
    void peopleOfOtherOrganisationsGetNothing() {
        slack.as(OUTSIDER).in("#customer-acme").types("/release").sees("Only people of this workspace can do this.");
        slack.as(OUTSIDER).in("#customer-acme").types("/release drafts")
                .sees("Only people of this workspace can do this.");
        slack.as(SELLER).types("/release frobnicate").sees("`frobnicate` is not known here.");
        slack.as(SELLER).types("/release REL-9").sees("There is no REL-9 here.");
        slack.as(SELLER).types("/release help").sees("audiences");
    }

    private String id(String channel) {
        return slack.id(channel).value();
    }
}
