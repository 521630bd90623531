package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;

@SandboxTest
class PolicyStoryTest {
    private static final String LOW = "Rule 1: Low risk goes alone";

    @Autowired
    SandboxSlack slack;
    @Autowired
    Policies policies;

    @Test
    void everybodyMayLookAndOnlyOpsChange() {
        slack.as(Who.PM).types("/steward policy").seesModal("Policy").sees("Version 1, in force")
                .sees("Low risk goes alone")
                .sees("The policy Steward comes with").seesNo("Add a rule").closes();
        slack.as(Who.PM).types("/steward policy show 1").seesModal("Policy").closes();
        slack.as(Who.PM).types("/steward policy history").seesModal("Policy: history").sees("Version 1").closes();
        slack.as(Who.PM).types("/steward policy restore 1").sees("Only ops people and admins can do this.");
        slack.as(Who.PM).types("/steward policy show 7").sees("There is no version 7 of the policy; the newest is 1.");
        slack.as(Who.PM).types("/steward policy dance").sees("I know `show`, `show 1`, `history` and `restore 1` here");
        slack.as(Who.OUTSIDER).in("#customer-acme").types("/steward policy")
                .sees("Only people of this workspace").seesNoModal();
        slack.hadNoTrouble();
    }

    @Test
    void opsChangeARuleAndAddAnother() {
        Person jonas = slack.as(Who.OPS).types("/steward policy").seesModal("Policy");
        assertThat(jonas.field(LOW)).startsWith("# Small and safe")
                .contains("\nname: Low risk goes alone\nwhen: {risk: low");

        jonas.fills(LOW,
                "name: Low risk goes alone\nwhen: {risk: low}\ndecide: autonomous\nbecause: Small, and easy to take back")
                .fills("Audiences", "")
                .fills("Add a rule", "name: Never reached\ndecide: autonomous").submits()
                .sees("Worth a second look before you save").sees("“Never reached” never decides")
                .fills("Add a rule", "").submits().seesModal("Policy saved").sees("Version 2 is in force")
                .sees("rule “Low risk goes alone”: when {tier: 3, risk: low} → {risk: low}")
                .sees("audiences: internal, beta customers, everyone → none").closes();

        PolicyVersion now = policies.current(slack.workspace());
        assertThat(now.number()).isEqualTo(2);
        assertThat(now.by()).isEqualTo(Who.OPS.id());
        assertThat(now.policy().rules()).hasSize(4);
        assertThat(now.source()).contains("# Big, or expensive")
                .contains("  - name: Low risk goes alone\n    when: {risk: low}");
        slack.as(Who.PM).types("/steward policy history").sees("*Version 2*, in force").sees("Changed by")
                .presses("Show")
                .seesModal("Policy").sees("when: {risk: low}");
        slack.hadNoTrouble();
    }

    @Test
    void eachMistakeStandsBesideItsFieldAndNothingIsLost() {
        Person jonas = slack.as(Who.OPS).types("/steward policy");

        jonas.fills(LOW, "name: Low risk goes alone\n\nwhen: {risk: low, teir: 3}\ndecide: autonomus")
                .fills("Add a rule", "name: More\ngates: [lunch]\ndecide: autonomous").submits()
                .seesFieldError(LOW,
                        "Line 3 (when: {risk: low, teir: 3}): A condition has no `teir`. Did you mean `tier`?\n"
                                + "Line 4 (decide: autonomus): `autonomus` is not known here. Did you mean `autonomous`?")
                .seesFieldError("Add a rule",
                        "Line 2 (gates: [lunch]): There is no gate `lunch`. Did you mean `launch`?");
        assertThat(jonas.field("Add a rule")).contains("lunch");
        jonas.presses("Try it on recent requests").seesModal("Recent requests")
                .sees("This has mistakes").sees("Did you mean `launch`?").closes();

        jonas.fills("Gates", "gates: {launch: {title: Launch}").submits()
                .seesFieldError("Gates", "The braces that open here are not closed.");
        assertThat(policies.current(slack.workspace()).number()).isOne();
        slack.hadNoTrouble();
    }

    @Test
    void whoIsOutrunIsToldWhatTheOtherChanged() {
        slack.as(Who.OPS).types("/steward setup").chooses("Who is in ops?", Who.PM.id().value()).submits()
                .seesNoModal();
        Person jonas = slack.as(Who.OPS).types("/steward policy").seesModal("Policy");
        Person maya = slack.as(Who.PM).types("/steward policy").seesModal("Policy");
        maya.fills("Add a rule", "name: Mayas\nwhen: {tier: 1}\ndecide: autonomous").submits().submits()
                .seesModal("Policy saved").closes();

        jonas.fills(LOW, "name: Jonas first\ndecide: autonomous").submits().seesModal("Policy")
                .sees("changed the policy while you did").sees("new rule “Mayas” at the end");
        assertThat(jonas.field(LOW)).contains("Jonas first");
        assertThat(policies.current(slack.workspace()).by()).isEqualTo(Who.PM.id());

        jonas.submits().seesModal("Policy saved").sees("Version 3 is in force").sees("no rule “Mayas” any more");
        assertThat(policies.current(slack.workspace()).policy().rules().getFirst().name()).isEqualTo("Jonas first");
        slack.hadNoTrouble();
    }

    @Test
    void anEarlierVersionIsPutInForceAgain() {
        slack.as(Who.OPS).types("/steward policy").fills(LOW, "").submits().seesModal("Policy saved")
                .sees("no rule “Low risk goes alone” any more").closes();

        slack.as(Who.OPS).types("/steward policy restore 1").sees("Version 3 is in force")
                .sees("new rule “Low risk goes alone” at the top");
        assertThat(policies.current(slack.workspace()).source())
                .isEqualTo(policies.version(slack.workspace(), 1).source());
        slack.as(Who.OPS).types("/steward policy restore 1").sees("says the same already");
        slack.as(Who.OPS).types("/steward policy history").sees("Version 1 restored by").presses("Restore")
                .sees("*Version 4*, in force").sees("Version 2 restored by");
        slack.hadNoTrouble();
    }

    @Test
    void aChangeIsTriedBeforeItIsSaved() {
        slack.as(Who.OPS).types("/steward policy").fills("Add a rule", "name: New\ndecide: autonomous")
                .presses("Try it on recent requests").seesModal("Recent requests")
                .sees("Nobody has asked for anything yet").closes().seesModal("Policy");
        slack.hadNoTrouble();
    }
}
