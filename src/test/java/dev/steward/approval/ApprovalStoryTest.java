package dev.steward.approval;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.approval.OpenRequest.Opening;
import dev.steward.approval.Question.Evidence;
import dev.steward.policy.Scope;
import dev.steward.policy.WrittenPolicies;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserGroups.Said;
import dev.steward.workspace.UserGroups.UserGroup;

/** What people do with an open request, through Slack and back. */
@SandboxTest
class ApprovalStoryTest {
    /** Tier 1 asks Amara and Yuki both, tier 2 a user group, tier 3 Amara or Yuki; Jonas rules, and after him Diego. */
    private static final String POLICY = """
            gates:
              launch: {title: Launch, evidence: [Tested, Documented]}
            defaults:
              within: 3 working days
              remind: [1 working day]
              silence: wait
              disagreement:
                to: [jonas@fernhill.example]
                within: 2 working days
                escalate: [{after: 1 working day, to: [diego@fernhill.example], may decide: yes}]
            rules:
              - name: Both
                when: {tier: 1}
                stages: [{ask: [amara@fernhill.example, yuki@fernhill.example], need: all}]
              - name: Group
                when: {tier: 2}
                stages: [{ask: [<!subteam^S0TESTERS>]}]
              - name: Either
                stages:
                  - ask: [amara@fernhill.example, yuki@fernhill.example]
                    escalate: [{after: 2 working days, to: [diego@fernhill.example], may decide: yes}]
            """;

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private OpenRequest opens;
    @Autowired
    private Members members;
    @Autowired
    private UserGroups groups;

    @BeforeEach
    void policy() {
        WrittenPolicies.inForce(jdbc, slack.workspace(), 1, POLICY);
    }

    @Test
    void whoIsAskedApprovesWithOneClickAndEverybodySeesIt() {
        open(3, "#general");
        Shown card = slack.channel("#general").awaitMessage("*AP-1*");
        assertThat(card.text()).contains("Launch", "> Ship number 1?", "*Waiting for* <@" + EXECUTIVE.id().value(),
                "✓ Tested", "✗ *Documented*", "Next: ");
        Person amara = slack.as(EXECUTIVE).inDirectMessages().sees("asks for your approval").sees("If you do nothing:");

        amara.presses("Approve").sees("You approved it");
        assertThat(slack.channel("#general").awaitMessage("✓ *Approved* by").text()).contains("*DEC-1*")
                .doesNotContain("Withdraw");
        slack.directMessages(PM).awaitMessage("is *approved* by " + EXECUTIVE.id().mention() + ".");
        assertThat(slack.directMessages(SUPPORT).awaitMessage("*Approved* by").text()).doesNotContain("\nApprove\n");
        slack.settles();
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("AP-1")).hasSize(1);
    }

    @Test
    void onlyWhoeverMayReopenIsOfferedTo() {
        open(3, "#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Approve").sees("You approved it");
        slack.channel("#general").awaitMessage("✓ *Approved* by");

        slack.as(SELLER).in("#general").presses("Details").seesModal("AP-1").seesNo("Reopen");
        for (Who who : List.of(PM, EXECUTIVE, OPS)) {
            slack.as(who).in("#general").presses("Details").seesModal("AP-1").sees("Reopen").closes();
        }
    }

    @Test
    void aCommentStandsBesideTheApproval() {
        open(1, "#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Approve with a comment").seesModal("Approve")
                .fills("Your comment", "Well <!channel> done").submits().seesNoModal().sees("Well <!channel> done");
        assertThat(slack.channel("#general").awaitMessage("1 of 2 approvals").json().toString())
                .doesNotContain("<!channel>");
    }

    @Test
    void whoeverMayNotIsToldWhyWhateverTheirButtonSays() throws Exception {
        open(3, "#general");
        String id = jdbc.sql("select id::text from approval_request").query(String.class).single();
        slack.channel("#general").awaitMessage("*AP-1*");

        refused(PM, id, "This is your own request, so somebody else has to decide it.");
        refused(SELLER, id, "Only <@" + EXECUTIVE.id().value() + "> and <@" + SUPPORT.id().value()
                + "> can answer AP-1 now.");
        refused(SUPPORT, UUID.randomUUID().toString(), "There is no such request here any more.");
        refused(SUPPORT, "' or 1=1", "This button or form is from an older version of Steward");
        slack.as(SELLER).in("#general").presses("Remind").sees("Only <@" + PM.id().value()
                + ">, who asked, can remind it.");
        assertThat(jdbc.sql("select state from approval_request").query(String.class).single()).isEqualTo("OPEN");
    }

    private void refused(Who who, String value, String sentence) throws Exception {
        forged().press(who, team(who), slack.id("#general"), AskCard.APPROVE.actionId(), value);
        slack.as(who).in("#general").sees(sentence);
    }

    private ForgedPress forged() {
        return new ForgedPress(slack, team(PM));
    }

    private String team(Who who) {
        return members.find(slack.workspace(), who.id()).orElseThrow().teamId();
    }

    @Test
    void peopleOfOtherOrganisationsCannot() throws Exception {
        open(3, "#customer-acme");
        Shown card = slack.channel("#customer-acme").awaitMessage("*AP-1*");
        slack.as(OUTSIDER).in("#customer-acme").presses("Withdraw", card)
                .sees("Only people of this workspace can do this.").seesNoModal();
        forged().press(OUTSIDER, team(OUTSIDER), slack.id("#customer-acme"), AskCard.APPROVE.actionId(),
                jdbc.sql("select id::text from approval_request").query(String.class).single());
        slack.settles();
        assertThat(jdbc.sql("select state from approval_request").query(String.class).single()).isEqualTo("OPEN");
    }

    @Test
    void aStaleCardSaysWhatHappenedMeanwhile() {
        open(3, "#general");
        Shown stale = slack.directMessages(SUPPORT).awaitMessage("asks for your approval");
        slack.as(EXECUTIVE).inDirectMessages().sees("asks for your approval").presses("Approve");
        slack.as(SUPPORT).inDirectMessages().presses("Block", stale)
                .sees("AP-1 was approved by <@" + EXECUTIVE.id().value() + ">").seesNoModal();
        slack.as(SUPPORT).inDirectMessages().presses("Approve", stale).sees("so nothing has changed now.");
    }

    @Test
    void aDeactivatedMemberCannot() {
        open(3, "#general");
        Shown ask = slack.directMessages(SUPPORT).awaitMessage("asks for your approval");
        Member yuki = members.find(slack.workspace(), SUPPORT.id()).orElseThrow();
        members.save(new Member(yuki.workspace(), yuki.id(), yuki.teamId(), yuki.name(), yuki.email(), yuki.zone(),
                yuki.role(), false, true));
        slack.as(SUPPORT).inDirectMessages().presses("Approve", ask).sees("deactivated");
        slack.settles();
        assertThat(jdbc.sql("select state from approval_request").query(String.class).single()).isEqualTo("OPEN");
    }

    @Test
    void whereTheOnlyOneLeftOthersAreAskedAtOnce() {
        group(1, SUPPORT);
        open(2, "#general");
        slack.directMessages(SUPPORT).awaitMessage("as one of @testers");

        slack.deactivates(SUPPORT);
        slack.settles();
        slack.clock().advance(Duration.ofSeconds(1));

        slack.directMessages(OPS).awaitMessage("asks for your approval");
        slack.directMessages(PM).awaitMessage("not asked about");
    }

    @Test
    void whereTheOnlyOneIsAGuestWhoMayNoMoreOthersAreAskedAtOnce() {
        group(1, SUPPORT);
        slack.makes(SUPPORT, "GUEST");
        slack.as(OPS).types("/steward setup").chooses("Guests", "Guests may do what members may").submits();
        slack.settles();
        open(2, "#general");
        slack.directMessages(SUPPORT).awaitMessage("as one of @testers");

        slack.as(OPS).types("/steward setup").chooses("Guests").submits();
        slack.clock().advance(Duration.ofSeconds(1));

        slack.directMessages(OPS).awaitMessage("asks for your approval");
    }

    @Test
    void whoBecomesAnAdminIsAskedWhereNobodyWas() {
        group(1, SUPPORT);
        slack.makes(OPS, "MEMBER");
        open(2, "#general");
        slack.directMessages(SUPPORT).awaitMessage("as one of @testers");
        slack.deactivates(SUPPORT);
        slack.settles();
        slack.clock().advance(Duration.ofSeconds(1));
        slack.channel("#general").awaitMessage("Nobody who may answer is left to ask.");

        slack.makes(SELLER, "ADMIN");
        slack.settles();
        slack.clock().advance(Duration.ofSeconds(1));

        slack.directMessages(SELLER).awaitMessage("asks for your approval");
    }

    @Test
    void whoeverLeftTheGroupCannot() {
        group(1, SUPPORT, SELLER);
        open(2, "#general");
        Shown ask = slack.directMessages(SUPPORT).awaitMessage("as one of @testers");
        jdbc.sql("delete from user_group_member where user_id = :user").param("user", SUPPORT.id().value()).update();
        slack.as(SUPPORT).inDirectMessages().presses("Approve", ask)
                .sees("You were asked as one of @testers, and you are no longer in that group.");

        group(2, SUPPORT, SELLER);
        group(3, SELLER);
        slack.clock().advance(Duration.ofSeconds(1));
        slack.directMessages(SUPPORT).awaitMessage("and are not asked any more.");
        slack.directMessages(PM).awaitMessage("not asked about");
    }

    @Test
    void aQuestionIsAnsweredWhereItReachesTheRequester() {
        open(3, "#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Ask a question").seesModal("Ask a question")
                .fills("What do you want to know?", "   ").submits()
                .seesFieldError("What do you want to know?", "Please write a few words.")
                .fills("What do you want to know?", "Who pays?").submits().seesNoModal();
        slack.channel("#general").awaitMessage("“Who pays?”");

        slack.as(PM).inDirectMessages().sees("has a question about").presses("Answer").seesModal("Answer")
                .sees("Who pays?").fills("Your answer", "Sales does").submits().seesNoModal();
        slack.directMessages(EXECUTIVE).awaitMessage("answered your question about");
        assertThat(slack.directMessages(SUPPORT).awaitMessage("*Answer* “Sales does”").text()).contains("Who pays?");
        slack.as(PM).inDirectMessages().presses("Answer").sees("You have answered this question already.");
    }

    @Test
    void changesAreAskedForAndTheApproverMayThinkAgain() {
        open(3, "#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Ask for changes").seesModal("Ask for changes")
                .fills("What should change?", "Half of it first").submits().seesNoModal();
        assertThat(slack.channel("#general").awaitMessage("'s turn since").text()).contains("Half of it first",
                "Change and resubmit");
        slack.directMessages(PM).awaitMessage("asks for changes to");
        slack.as(EXECUTIVE).inDirectMessages().presses("Approve after all").sees("You approved it");
        slack.channel("#general").awaitMessage("✓ *Approved* by");
    }

    @Test
    void anOverdueRulingClimbsAndTheDissentStaysOnRecord() {
        onMonday();
        open(1, "#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Block").seesModal("Block")
                .fills("Why should it not go ahead?", "It is not safe").submits().seesNoModal();
        assertThat(slack.channel("#general").awaitMessage("blocks it").text())
                .contains("<@" + OPS.id().value() + "> rules until");
        slack.as(OPS).inDirectMessages().sees("You are asked to rule on a block").sees("It is not safe");
        slack.directMessages(PM).awaitMessage("decide whether it goes ahead");

        slack.clock().advance(Duration.ofHours(30));
        slack.as(SELLER).inDirectMessages().sees("You are asked to rule on a block").presses("Go ahead")
                .seesModal("Go ahead").fills("Why should it go ahead?", "Safe enough").submits().seesNoModal();
        slack.directMessages(EXECUTIVE).awaitMessage("overruled your block of");
        slack.as(SUPPORT).inDirectMessages().presses("Approve").sees("You approved it");
        assertThat(slack.channel("#general").awaitMessage("✓ *Approved* by").text()).contains("Dissent: ",
                "“It is not safe”", "*DEC-1*");
        assertThat(jdbc.sql("select dissents from decision").query(String.class).single()).contains("not safe");
    }

    @Test
    void whatIsHandedOnDoesNotComeBack() {
        open(3, "#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Delegate").seesModal("Delegate")
                .chooses("Who should answer in your place?", PM.id().value()).submits()
                .seesFieldError("Who should answer in your place?",
                        "Maya Lindqvist asks for this approval and cannot give it.")
                .chooses("Who should answer in your place?", SELLER.id().value()).submits().seesNoModal()
                .sees("answers in your place now.");
        slack.as(SELLER).inDirectMessages().sees("in place of <@" + EXECUTIVE.id().value() + ">").presses("Delegate")
                .chooses("Who should answer in your place?", EXECUTIVE.id().value()).submits()
                .seesFieldError("Who should answer in your place?",
                        "Amara Okafor handed this on before, and would only get it back.")
                .closes().presses("Approve");
        slack.channel("#general").awaitMessage("✓ *Approved* by <@" + SELLER.id().value() + ">");
    }

    @Test
    void aReminderIsThrottled() {
        open(3, "#general");
        Person maya = slack.as(PM).in("#general").presses("Remind").sees("Reminded <@");
        slack.directMessages(EXECUTIVE).awaitMessage("> reminds you: ");
        maya.presses("Remind").sees("You reminded them less than 4 hours ago.");
        slack.clock().advance(Duration.ofHours(4));
        maya.presses("Remind");
        Awaitility.await().untilAsserted(() -> assertThat(slack.directMessages(EXECUTIVE).messages())
                .filteredOn(each -> each.text().contains("reminds you")).hasSize(2));
    }

    @Test
    void remindersOfOneMomentAreOneMessageThatLeadsToTheCards() {
        onMonday();
        open(3, "#general", 1);
        open(3, "#general", 2);
        slack.directMessages(EXECUTIVE).awaitMessage("number 2?");
        slack.channel("#general").awaitMessage("*AP-2*");
        slack.clock().advance(Duration.ofHours(36));
        Shown reminder = slack.directMessages(EXECUTIVE).awaitMessage("*2 requests wait for you:*");
        assertThat(reminder.text()).contains("|AP-1> “Ship number 1?” waits for your answer since",
                "|AP-2> “Ship number 2?”", "https://");
    }

    @Test
    void withdrawnIsReopenedFromItsDetails() {
        open(3, "#general");
        slack.as(PM).in("#general").presses("Withdraw").seesModal("Withdraw").submits().seesNoModal();
        slack.channel("#general").awaitMessage("*Withdrawn* by");
        slack.directMessages(EXECUTIVE).awaitMessage("There is nothing left to do.");

        slack.as(SELLER).in("#general").presses("Details").seesModal("AP-1").sees("withdrew it").seesNo("Reopen")
                .closes();
        slack.as(PM).in("#general").presses("Details").seesModal("AP-1").presses("Reopen").seesModal("Reopen")
                .fills("Why again?", "We need it after all").submits().seesNoModal();
        assertThat(slack.channel("#general").awaitMessage("round 2").text()).contains("*Waiting for*");
        slack.directMessages(EXECUTIVE).awaitMessage("Please look at it again.");
    }

    /** So that working time is the same on every day that the test runs: a morning in Berlin, night in New York. */
    private void onMonday() {
        ZonedDateTime now = slack.clock().instant().atZone(ZoneOffset.UTC);
        slack.clock().to(now.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(LocalTime.of(10, 0)).toInstant());
    }

    private void group(long updated, Who... people) {
        groups.save(slack.workspace(), new Said(new UserGroup("S0TESTERS", "testers", "Testers"),
                Arrays.stream(people).map(Who::id).collect(Collectors.toSet()), false, updated));
    }

    private void open(int tier, String channel) {
        open(tier, channel, 1);
    }

    private void open(int tier, String channel, int number) {
        opens.open(new Opening(slack.workspace(), "test " + number, PM.id(), slack.id(channel), null, "launch",
                new Question("Ship number " + number + "?", null, new Scope(null, null, tier, null, null, null),
                        List.of(new Evidence("Tested", true), new Evidence("Documented", false)), null, null)));
    }
}
