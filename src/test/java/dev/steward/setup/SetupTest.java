package dev.steward.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.Settings;

@SandboxTest
class SetupTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    Settings settings;
    @Autowired
    Areas areas;
    @Autowired
    Members members;

    @Test
    void opsChooseWhereFeedbackAppears() {
        slack.as(Who.OPS).types("/steward setup").seesModal("Set up Steward")
                .chooses("Where should new feedback appear?", slack.id("#releases").value())
                .fills("Which reaction captures a message?", ":ear:").submits().seesNoModal();

        assertThat(settings.intakeChannel(slack.workspace())).contains(slack.id("#releases"));
        assertThat(settings.captureEmoji(slack.workspace())).isEqualTo("ear");
    }

    @Test
    void aNewAreaStandsInTheListAtOnce() {
        slack.as(Who.OPS).types("/steward setup").presses("Add an area").seesModal("New area")
                .fills("Name", "Search & <find>").chooses("Who looks after it?", Who.PM.id().value()).submits()
                .seesModal("Set up Steward").sees("Search & <find>").submits().seesNoModal();

        assertThat(areas.named(slack.workspace(), "search & <find>")).hasValueSatisfying(
                area -> assertThat(area.owner()).isEqualTo(Who.PM.id()));
    }

    @Test
    void aSecondAreaOfOneNameIsRefusedBesideItsName() {
        var taken = areas.all(slack.workspace()).getFirst().name();

        slack.as(Who.OPS).types("/steward setup").presses("Add an area")
                .fills("Name", taken.toUpperCase(Locale.ROOT))
                .submits()
                .seesFieldError("Name", "There is already an area with this name. Please choose another.");
    }

    @Test
    void whoeverIsPutIntoOpsMaySetUpToo() {
        slack.as(Who.PM).types("/steward setup").sees("Only ops people and admins can do this").seesNoModal();

        slack.as(Who.OPS).types("/steward setup").chooses("Who is in ops?", Who.PM.id().value()).submits()
                .seesNoModal();

        assertThat(members.find(slack.workspace(), Who.PM.id())).hasValueSatisfying(
                found -> assertThat(found.role()).isEqualTo(Role.OPS));
        slack.as(Who.PM).types("/steward setup").seesModal("Set up Steward");
    }

    @Test
    void anEmojiThatIsNoneIsRefusedAndNothingIsLost() {
        slack.as(Who.OPS).types("/steward setup").fills("Which reaction captures a message?", "no such: thing!")
                .submits().seesFieldError("Which reaction captures a message?",
                        "Please type the emoji's name, such as speech_balloon.");

        assertThat(settings.captureEmoji(slack.workspace())).isEqualTo("speech_balloon");
    }

    @Test
    void aChannelThatStewardCannotSeeIsRefusedBesideItsField() {
        String leadership = slack.id("#leadership").value();
        slack.as(Who.OPS).types("/steward setup").chooses("Where should new feedback appear?", leadership).submits()
                .seesFieldError("Where should new feedback appear?", "Steward can't see this channel.").closes();
        slack.as(Who.OPS).types("/steward setup").presses("Add an area").fills("Name", "Plans")
                .chooses("Where should its feedback appear?", leadership).submits()
                .seesFieldError("Where should its feedback appear?", "Steward can't see this channel.").closesAll();
        assertThat(settings.intakeChannel(slack.workspace())).contains(slack.id("#product-feedback"));

        slack.as(Who.OPS).in("#leadership").types("/invite @steward");
        slack.settles();
        Awaitility.await().until(() -> slack.calls().contains("TO_SLACK conversations.members ok"));
        slack.as(Who.OPS).types("/steward setup").chooses("Where should new feedback appear?", leadership).submits()
                .seesNoModal();
    }

    @Test
    void aPrivateChannelIsForThoseInItToChoose() {
        slack.as(Who.OPS).in("#leadership").types("/invite @steward");
        members.grantOps(slack.workspace(), List.of(Who.PM.id()));
        slack.settles();
        Awaitility.await().until(() -> slack.calls().contains("TO_SLACK conversations.members ok"));

        slack.as(Who.PM).types("/steward setup")
                .chooses("Where should new feedback appear?", slack.id("#leadership").value()).submits()
                .seesFieldError("Where should new feedback appear?", "You are not in this channel.");
    }

    @Test
    void anArchivedChannelIsRefused() {
        slack.archives("#releases");
        slack.settles();

        slack.as(Who.OPS).types("/steward setup")
                .chooses("Where should new feedback appear?", slack.id("#releases").value()).submits()
                .seesFieldError("Where should new feedback appear?", "This channel is archived.");
    }

    @Test
    void onlyMembersLookAfterAnAreaOrAreInOps() {
        slack.makes(Who.SELLER, "GUEST");
        slack.settles();
        for (Who nobody : List.of(Who.OUTSIDER, Who.SELLER)) {
            slack.as(Who.OPS).types("/steward setup").chooses("Who is in ops?", nobody.id().value()).submits()
                    .seesFieldError("Who is in ops?", "Please choose members of this workspace").closes();
            slack.as(Who.OPS).types("/steward setup").presses("Add an area").fills("Name", "Plans")
                    .chooses("Who looks after it?", nobody.id().value()).submits()
                    .seesFieldError("Who looks after it?", "Please choose members of this workspace").closesAll();
        }
        assertThat(areas.named(slack.workspace(), "Plans")).isEmpty();
    }
}
