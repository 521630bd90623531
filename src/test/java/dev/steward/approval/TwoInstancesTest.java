package dev.steward.approval;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.approval.OpenRequest.Opening;
import dev.steward.policy.Scope;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.SecondInstance;
import dev.steward.sandbox.Shown;
import dev.steward.workspace.Members;

/** The same button pressed at two whole instances in the same instant: one effect, one entry on record, one card that says so. */
@SandboxTest
class TwoInstancesTest {
    private static final String POLICY = """
            gates:
              spend: {title: Spend money}
            defaults:
              within: 3 working days
              silence: wait
              disagreement: {to: [jonas@fernhill.example], within: 2 working days}
            rules:
              - {name: Alone, when: {tier: 2}, decide: autonomous}
              - name: Two stages
                when: {tier: 1}
                stages:
                  - {name: Money, ask: [amara@fernhill.example]}
                  - {name: Launch, ask: [yuki@fernhill.example]}
              - name: Either
                stages: [{ask: [amara@fernhill.example, yuki@fernhill.example]}]
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
    private Environment environment;
    @SuppressWarnings("NullAway.Init")
    private SecondInstance second;

    @BeforeEach
    void start() {
        jdbc.sql("""
                insert into policy_version (id, workspace_id, number, source, origin, at)
                values (:id, :workspace, 1, :source, 'edited', now())
                """).param("id", UUID.randomUUID()).param("workspace", slack.workspace().value())
                .param("source", POLICY).update();
        second = new SecondInstance(slack, environment);
    }

    @AfterEach
    void stop() {
        second.close();
    }

    @Test
    void everyButtonOfARequestCountsOnce() throws Exception {
        for (int round = 1; round <= 5; round++) {
            open("Refund " + round + " EUR");
            Shown card = slack.directMessages(EXECUTIVE).awaitMessage("Refund " + round + " EUR");
            second.atBoth(forged(), each -> each.press(EXECUTIVE, card, "Approve"));
            slack.channel("#general").awaitMessage("*DEC-" + round + "*");
        }
        slack.settles();
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("*Approved* by"))
                .hasSize(5);
        slack.as(PM).in("#general").types("/approval log").sees("DEC-5").seesNo("DEC-6");

        open("Refund 100 EUR");
        Shown asked = slack.channel("#general").awaitMessage("Refund 100 EUR");
        second.atBoth(forged(), each -> each.press(PM, asked, "Remind"));
        slack.settles();
        assertThat(slack.directMessages(SUPPORT).messages())
                .filteredOn(each -> each.text().contains("Refund 100 EUR") && each.text().contains("reminds"))
                .hasSizeLessThanOrEqualTo(1);

        Shown answer = slack.as(PM).in("#general").types("/approval can-i-ship spend tier:2").sees("*Yes*").whisper();
        second.atBoth(forged(), each -> each.press(PM, answer, "Ship it and record the decision"));
        slack.settles();
        slack.as(PM).in("#general").types("/approval list").sees("*AP-7*").seesNo("*AP-8*");
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
    }

    private ForgedPress forged() {
        return new ForgedPress(slack, members.find(slack.workspace(), PM.id()).orElseThrow().teamId());
    }

    private void open(String asked) {
        opens.open(new Opening(slack.workspace(), asked, PM.id(), slack.id("#general"), null, "spend",
                new Question(asked, null, new Scope(null, null, 3, null, null, null), List.of(), null, null)));
    }
}
