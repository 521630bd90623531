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
    void anEditThatReachesMoreIsLookedAtBeforeItIsSaved() {
        Person maya = publishes("#general");
        maya.presses("Edit").chooses("Other channels", id("#general"), id("#customer-acme")).submits()
                .seesModal("Save the edit").sees("When you save, it goes out to *1 channel* more than before: <#"
                        + slack.id("#customer-acme") + ">. Every other copy is brought up to date.")
                .sees("At most *11 people* in 2 channels.")
                .sees("*Shared with other organisations*: <#" + slack.id("#customer-acme") + ">")
                .sees("It is *not public*");
        slack.channel("#customer-acme").hasNoMessage("You can export.");

        maya.presses("Back to the form").seesModal("Edit REL-1").fills("What changed?", "You can export rows.")
                .submits().seesModal("Save the edit").submits().seesModal("REL-1");
        slack.channel("#customer-acme").awaitMessage("You can export rows.");
        slack.channel("#general").awaitMessage("You can export rows.");
        maya.presses("Edit").fills("What changed?", "You can export columns.").submits().seesModal("REL-1");
        slack.channel("#customer-acme").awaitMessage("You can export columns.");
    }

    @Test
    void anEditThatMakesItPublicSaysSoBeforeItIsSaved() {
        invitesSteward();
        Person jonas = drafts(OPS, "#leadership").presses("Publish to 1 channel").seesModal("Publish").submits()
                .seesModal("REL-1").sees("*Published*");
        jonas.presses("Edit").chooses("Also show it", "In digests", "On the public changelog page").submits()
                .seesModal("Save the edit").sees("When you save, it *becomes public*.")
                .sees("*Also public*: anyone who has the changelog’s address can read it.")
                .sees("*Private and public at once*: it goes to <#" + slack.id("#leadership") + ">");
        assertThat(jonas.modal().path("submit").path("text").stringValue()).isEqualTo("Save, also public");
        jonas.closes().seesModal("REL-1").seesNo("public");

        jonas.presses("Edit").sees("it is as you left it").submits().seesModal("Save the edit").submits()
                .seesModal("REL-1").sees("*Also public*");
    }

    @Test
    void nobodyEditsIntoAPrivateChannelThatTheyAreNotIn() {
        Person maya = publishes("#general");
        maya.presses("Edit").chooses("Other channels", id("#general"), id("#leadership")).submits()
                .seesModal("Save the edit").sees(":no_entry: Steward cannot see <#" + slack.id("#leadership") + ">");
        assertThat(maya.modal().path("submit").path("text").isMissingNode()).isTrue();
        invitesSteward();
        maya.presses("Back to the form").seesModal("Edit REL-1").submits().seesModal("Save the edit")
                .sees(":no_entry: You are not in <#" + slack.id("#leadership") + ">, which is private.");
        assertThat(maya.modal().path("submit").path("text").isMissingNode()).isTrue();
        slack.as(OPS).in("#leadership").types("/invite @maya");
        slack.settles();
        maya.presses("Back to the form").seesModal("Edit REL-1").submits().seesModal("Save the edit")
                .seesNo("no_entry");
        slack.as(PM).in("#leadership").types("/leave");
        slack.settles();
        maya.submits().seesModal("Save the edit").sees("You are not in <#" + slack.id("#leadership") + ">");
        slack.settles();
        slack.channel("#leadership").hasNoMessage("You can export.");
    }

    @Test
    void anEditThatGoesElsewhereThanWasLookedAtIsLookedAtAgain() {
        Person maya = publishes("#general");
        maya.presses("Edit").chooses("Other channels", id("#general"), id("#customer-acme")).submits()
                .seesModal("Save the edit").sees("*1 channel* more than before");
        slack.as(OPS).types("/release REL-1").presses("Edit")
                .chooses("Other channels", id("#general"), id("#releases")).submits()
                .seesModal("Save the edit").submits().seesModal("REL-1");

        maya.submits().seesModal("Save the edit").sees("Where it goes has changed since you were shown this.");
        slack.channel("#customer-acme").hasNoMessage("You can export.");
        maya.submits().seesModal("REL-1");
        slack.channel("#customer-acme").awaitMessage("You can export.");
        slack.channel("#releases").awaitMessage("You can export.");
    }

    @Test
    void whatIsPlannedIsLookedAtAgainWhereItGoesFurther() {
        Person maya = drafts(PM, "#general").presses("Publish to 1 channel").seesModal("Publish")
                .chooses("Who looks at it first?", EXECUTIVE.id().value()).submits().seesModal("REL-1");
        maya.presses("Edit").chooses("Other channels", id("#general"), id("#customer-acme")).submits()
                .seesModal("Save the edit").sees("When it goes out, it goes to *1 channel* more than before")
                .submits().seesModal("REL-1");
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

    private Person publishes(String channel) {
        Person maya = drafts(PM, channel).presses("Publish to 1 channel").seesModal("Publish").submits()
                .seesModal("REL-1").sees("*Published*");
        slack.channel(channel).awaitMessage("You can export.");
        return maya;
    }

    private Person drafts(dev.steward.sandbox.Who who, String... channels) {
        return slack.as(who).types("/release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", Stream.of(channels).map(this::id).toArray(String[]::new)).submits()
                .seesModal("REL-1");
    }

    private String id(String channel) {
        return slack.id(channel).value();
    }
}
