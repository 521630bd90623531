package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** Whoever publishes has seen before who will read it, and sends nothing where they could not send it themselves. */
@SandboxTest
class LookFirstStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private Audiences audiences;

    @AfterEach
    void tidy() {
        slack.unarchives("#releases");
    }

    @Test
    void oneLookSaysHowManyPeopleReadItAndWhoIsFromElsewhere() {
        Person maya = drafts(PM, "#general", "#customer-acme").presses("Publish to 2 channels").seesModal("Publish")
                .sees("At most *11 people* in 2 channels.")
                .sees("*Shared with other organisations*: <#" + slack.id("#customer-acme")
                        + ">. Their people read it too.")
                .sees("It is *not public*").seesNo("Steward cannot post");
        maya.submits().seesModal("REL-1").sees("*Published*");
        assertThat(slack.calls()).filteredOn(call -> call.contains("conversations.info")).hasSize(2);
    }

    @Test
    void aChannelThatStewardCannotPostInIsSaidAndSoIsWhatHelps() {
        audiences.create(slack.workspace(), "Leaders", List.of(slack.id("#leadership")));
        slack.archives("#releases");
        Person maya = drafts(PM, "#general", "#releases");
        maya.presses("Edit").chooses("Audiences", "Leaders").submits().seesModal("REL-1")
                .presses("Publish to 3 channels")
                .sees("*Archived*: <#" + slack.id("#releases") + ">")
                .sees(":lock: *Steward cannot post in <#" + slack.id("#leadership") + ">*")
                .sees("Type `/invite @Steward` there, then look again.");
        invitesSteward();
        maya.presses("Look again").sees("At most *9 people* in 2 of 3 channels.").seesNo("Steward cannot post")
                .seesModal("Publish");
        // an audience that ops people made may be used by everybody
        maya.submits().seesModal("REL-1").sees("*Published*");
        slack.channel("#leadership").awaitMessage("You can export.");
    }

    @Test
    void whatIsPrivateAndPublicAtOnceIsWarnedAbout() {
        invitesSteward();
        Person jonas = drafts(OPS, "#leadership");
        jonas.presses("Edit").chooses("Also show it", "On the public changelog page").submits().seesModal("REL-1")
                .presses("Publish to 1 channel, also public")
                .sees("*Private and public at once*: it goes to <#" + slack.id("#leadership") + ">")
                .submits().seesModal("REL-1").sees("*Published*");
    }

    @Test
    void nobodySendsAnythingToAPrivateChannelThatTheyAreNotIn() {
        Person maya = drafts(PM, "#leadership").presses("Publish to 1 channel").seesModal("Publish")
                .sees(":no_entry: Steward cannot see <#" + slack.id("#leadership") + ">");
        assertThat(maya.modal().path("submit").path("text").isMissingNode()).isTrue();
        invitesSteward();
        maya.presses("Look again")
                .sees(":no_entry: You are not in <#" + slack.id("#leadership") + ">, which is private.");
        assertThat(maya.modal().path("submit").path("text").isMissingNode()).isTrue();
        slack.as(OPS).in("#leadership").types("/invite @maya");
        slack.settles();
        maya.presses("Look again").seesNo("no_entry").seesModal("Publish").submits().seesModal("REL-1")
                .sees("*Published*");
        slack.channel("#leadership").awaitMessage("You can export.");
    }

    @Test
    void whatChangedSinceTheLookIsLookedAtAgain() {
        Person maya = drafts(PM, "#general").presses("Publish to 1 channel").seesModal("Publish").sees("At most");
        slack.as(OPS).types("/release REL-1").presses("Edit")
                .chooses("Other channels", id("#general"), id("#customer-acme"))
                .submits().seesModal("REL-1");
        maya.submits().seesModal("Publish")
                .sees("It has changed since you were shown this: <@" + OPS.id() + "> changed the draft.")
                .sees("It goes out to *2 channels* at once.").sees("Shared with other organisations");
        slack.channel("#general").hasNoMessage("You can export.");
        maya.submits().seesModal("REL-1").sees("*Published*");
    }

    @Test
    void theSecondPersonSeesIt() {
        drafts(PM, "#general", "#customer-acme").presses("Publish to 2 channels").seesModal("Publish")
                .chooses("Who looks at it first?", EXECUTIVE.id().value()).submits().seesModal("REL-1");
        assertThat(slack.directMessages(EXECUTIVE).awaitMessage("to look at").text())
                .contains("Shared with other organisations", "At most *11 people* in 2 channels.");
    }

    private void invitesSteward() {
        slack.as(OPS).in("#leadership").types("/invite @steward");
        slack.settles();
    }

    private Person drafts(dev.steward.sandbox.Who who, String... channels) {
        return slack.as(who).types("/release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3, the smallest").fills("What changed?", "You can export.")
                .chooses("Other channels", Stream.of(channels).map(this::id).toArray(String[]::new)).submits()
                .seesModal("REL-1");
    }

    private String id(String channel) {
        return slack.id(channel).value();
    }
}
