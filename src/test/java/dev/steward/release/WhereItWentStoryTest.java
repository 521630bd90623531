package dev.steward.release;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** What is said of where a release is, is so when it is read. */
@SandboxTest
class WhereItWentStoryTest {
    @Autowired
    private SandboxSlack slack;

    @AfterEach
    void tidy() {
        slack.unarchives("#releases");
    }

    @Test
    void aChannelThatItDidNotReachIsNotCounted() {
        slack.archives("#releases");
        Person maya = publishes("#general", "#releases");
        slack.directMessages(PM).awaitMessage("*1 of 2* channels have it");
        maya.types("/release REL-1").seesModal("REL-1").sees("*1 of 2* channels have it  ·  *1* failed")
                .sees("In <#" + slack.id("#general") + ">.").sees("✗ <#" + slack.id("#releases") + ">")
                .sees("The channel is archived.").seesNo("Went to").closes();

        slack.unarchives("#releases");
        maya.inDirectMessages().presses("Try again").sees("The report shows what comes of it.");
        slack.directMessages(PM).awaitMessage("All 2 channels have it.");
        maya.types("/release REL-1").sees("✓ *All 2 channels have it.*").sees("<#" + slack.id("#releases") + ">")
                .presses("Retract").fills("Why?", "It lost rows.").submits();
        slack.directMessages(PM).awaitMessage("All 2 channels show that it is retracted.");
        maya.closesAll().types("/release REL-1").sees("✓ *All 2 channels show that it is retracted.*");
    }

    @Test
    void whatIsOnItsWaySaysAsOfWhen() {
        Person maya = slack.as(PM).types("/release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", slack.id("#general").value()).submits().seesModal("REL-1");
        maya.presses("Publish to 1 channel").seesModal("Publish").submits().seesModal("REL-1")
                .sees("*0 of 1* channel has it  ·  *1* on the way  ·  as of ");
    }

    @Test
    void aDigestThatDidNotArriveIsNotCounted() {
        slack.as(SELLER).in("#releases").types("/release subscribe weekly fri 16:00").sees("gets a digest");
        publishes("#general");
        slack.directMessages(PM).awaitMessage("Its channel has it.");
        slack.archives("#releases");
        slack.clock().advance(Duration.ofDays(8));
        slack.directMessages(SELLER).awaitMessage("did not reach <#" + slack.id("#releases") + ">");
        assertThat(slack.directMessages(PM).message("Its channel has it.").text()).doesNotContain("in the digest");
    }

    @Test
    void aReaderIsToldWhoGetsTheQuestion() {
        publishes("#general");
        slack.channel("#general").awaitMessage("You can export.");
        slack.deactivates(PM);
        slack.settles();
        slack.as(SELLER).presses("Ask").seesModal("Ask").sees("<@" + OPS.id() + "> gets your question.")
                .seesNo("<@" + PM.id() + ">");
    }

    private Person publishes(String... channels) {
        String[] ids = java.util.stream.Stream.of(channels).map(each -> slack.id(each).value()).toArray(String[]::new);
        return slack.as(PM).types("/release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", ids).submits().seesModal("REL-1")
                .presses("Publish to " + (ids.length == 1 ? "1 channel" : ids.length + " channels"))
                .seesModal("Publish").submits().seesModal("REL-1").sees("*Published*").closesAll();
    }
}
