package dev.steward.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Managers;
import dev.steward.workspace.UserId;

@SandboxTest
class PeopleTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    Managers managers;

    @Test
    void opsSayWhoReportsToWhom() {
        Person jonas = slack.as(Who.OPS).types("/steward setup").presses("People").seesModal("People")
                .chooses("Whose manager?", Who.PM.id().value())
                .chooses("Who do they report to?", Who.EXECUTIVE.id().value()).submits().sees("Saved: ");
        assertThat(managersOf(Who.PM)).containsValue(Who.EXECUTIVE.id());

        jonas.chooses("Whose manager?", Who.SELLER.id().value())
                .chooses("Who do they report to?", Who.PM.id().value()).submits().sees("Saved: ");
        assertThat(managersOf(Who.SELLER)).containsValue(Who.PM.id());

        jonas.chooses("Whose manager?", Who.PM.id().value()).presses("Remove the manager").sees("has no manager now");
        assertThat(managersOf(Who.PM)).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void circlesAndStrangersAreRefused() {
        managers.set(slack.workspace(), Who.SELLER.id(), Who.PM.id());
        managers.set(slack.workspace(), Who.PM.id(), Who.EXECUTIVE.id());

        Person jonas = slack.as(Who.OPS).types("/steward setup").presses("People")
                .chooses("Whose manager?", Who.EXECUTIVE.id().value())
                .chooses("Who do they report to?", Who.SELLER.id().value()).submits()
                .seesFieldError("Who do they report to?", "reports to them already");
        jonas.chooses("Who do they report to?", Who.EXECUTIVE.id().value()).submits()
                .seesFieldError("Who do they report to?", "Nobody reports to themselves");
        jonas.chooses("Who do they report to?", Who.OUTSIDER.id().value()).submits()
                .seesFieldError("Who do they report to?", "somebody of this workspace");

        assertThat(managersOf(Who.EXECUTIVE)).isEmpty();
    }

    private Map<UserId, UserId> managersOf(Who who) {
        return managers.of(slack.workspace(), List.of(who.id()));
    }
}
