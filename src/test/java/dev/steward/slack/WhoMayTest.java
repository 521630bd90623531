package dev.steward.slack;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** Five kinds of people: known from Slack, kept apart from what Steward granted, and right although an event was lost. */
@SandboxTest
class WhoMayTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    Members members;
    @Autowired
    RefreshMembers refresh;
    @Autowired
    MeetMembers meetMembers;

    @BeforeEach
    void nobodyWasAskedOfSlackYet() {
        meetMembers.forget();
    }

    @Test
    void anAdminWhomSlackMadeAMemberIsNoAdminAnyMore() {
        slack.as(OPS).types("/steward setup").sees("Set up Steward").closes();

        slack.makes(OPS, "MEMBER");
        slack.settles();

        slack.as(OPS).types("/steward setup").sees("Only ops people and admins can do this.");
    }

    @Test
    void whatStewardGrantedOutlivesWhatSlackTakes() {
        members.grantOps(slack.workspace(), List.of(OPS.id()));

        slack.makes(OPS, "MEMBER");
        slack.settles();

        assertThat(members.find(slack.workspace(), OPS.id())).map(Member::role).contains(Role.OPS);
        slack.as(OPS).types("/steward setup").sees("Set up Steward");
    }

    @Test
    void anAdminWhoseDemotionWasNotHeardOfIsRefused() {
        slack.makesUnheard(OPS, "MEMBER");

        slack.as(OPS).types("/steward setup").sees("Only ops people and admins can do this.");
    }

    @Test
    void aMemberWhosePromotionWasNotHeardOfIsLetIn() {
        slack.makesUnheard(PM, "ADMIN");

        slack.as(PM).types("/steward setup").sees("Set up Steward");
    }

    @Test
    void aGuestFilesFeedbackAndDoesNothingElse() {
        slack.makes(SELLER, "GUEST");
        slack.settles();

        slack.as(SELLER).in("#product-feedback").types("/feedback the export is broken").sees("Saved as *FB-1*");
        slack.as(SELLER).types("/approval list").sees("Guests can't do this.");
        slack.as(SELLER).types("/feedback list").sees("Guests can't do this.");
        slack.as(SELLER).in("#releases").types("/steward help").sees("`/feedback`").seesNo("/approval");
    }

    @Test
    void aGuestMayDoWhatTheWorkspaceLetsGuestsDo() {
        slack.makes(SELLER, "GUEST");
        slack.as(OPS).types("/steward setup").chooses("Guests", "Guests may do what members may").submits();
        slack.settles();

        slack.as(SELLER).types("/approval list").seesNo("Guests can't do this.");
    }

    @Test
    void peopleOfOtherOrganisationsAreShownNoCommands() {
        slack.as(OUTSIDER).in("#customer-acme").types("/steward").sees("Only people of this workspace")
                .seesNo("/approval");
        slack.as(OUTSIDER).in("#customer-acme").types("/approval")
                .sees("Only people of this workspace can do this. Ask one of them, please.");
    }

    @Test
    void everybodyIsReadAgainOnceADay() throws Exception {
        refresh.everywhere();
        slack.makesUnheard(SELLER, "GUEST");

        refresh.everywhere();
        assertThat(members.find(slack.workspace(), SELLER.id())).map(Member::role).contains(Role.MEMBER);

        slack.clock().advance(Duration.ofDays(1));
        refresh.everywhere();
        assertThat(members.find(slack.workspace(), SELLER.id())).map(Member::role).contains(Role.GUEST);
    }
}
