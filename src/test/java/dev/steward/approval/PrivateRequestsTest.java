package dev.steward.approval;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.approval.OpenRequest.Opening;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Scope;
import dev.steward.policy.WrittenPolicies;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Role;

/**
 * What was asked in a private channel is for those who are in it, who asked, were asked or told, who own its area, and for ops people; to
 * others there is no such request. Amara and Jonas are in #leadership, Yuki is asked, Maya owns the area Export, and Diego has no part in it.
 */
@SandboxTest
class PrivateRequestsTest {
    private static final String SECRET = "Lisbon";
    private static final String POLICY = """
            gates:
              discovery: {title: Define it, from: discovery, to: definition}
            defaults: {silence: wait, disagreement: {to: [admins], within: 2 working days}}
            rules:
              - name: Small
                when: {tier: 3}
                decide: autonomous
              - name: Yuki
                stages:
                  - ask: [yuki@fernhill.example]
                    within: 5 working days
                    escalate: [{after: 2 working days, to: [diego@fernhill.example]}]
            """;

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private OpenRequest opens;
    @Autowired
    private Requests requests;
    @Autowired
    private Initiatives initiatives;
    @Autowired
    private List<SlackFeature> features;

    @BeforeEach
    void leadershipAsks() {
        WrittenPolicies.inForce(jdbc, slack.workspace(), 1, POLICY);
        slack.as(EXECUTIVE).in("#leadership").types("/invite @steward");
        slack.settles();
        slack.as(PM).types("/initiative new Ledger export").submits().sees("*INIT-1*").closes();
        ask(EXECUTIVE, "May we close " + SECRET + "?", "#leadership", null, "INIT-1");
        slack.channel("#leadership").awaitMessage(SECRET);
    }

    @Test
    void whoHasNoPartInItFindsNone() {
        ask(EXECUTIVE, "May we export?", "#general", null, null);
        noneFor(SELLER);
        slack.as(SELLER).types("/approval list").sees("AP-2").seesNo(SECRET);
        slack.as(SELLER).types("/approval list csv");
        slack.clock().advance(Duration.ofMinutes(1));
        Shown file = slack.directMessages(SELLER).awaitMessage("1 approval request.");
        assertThat(slack.file(SELLER, file)).contains("May we export?").doesNotContain(SECRET);
    }

    @Test
    void whatItCameToIsFoundByNobodyElseEither() {
        decide();
        slack.as(SELLER).types("/approval DEC-1").sees("There is no DEC-1 here.");
        slack.as(SELLER).types("/approval log").sees("There are no decisions that you can see yet.");
        slack.as(SELLER).types("/initiative INIT-1").sees("definition").seesNo("AP-1");
        slack.as(SELLER).types("/approval verify").sees("The decision log is whole");
        slack.as(EXECUTIVE).types("/approval log").sees(SECRET);
        slack.as(EXECUTIVE).types("/initiative INIT-1").sees("AP-1").sees("DEC-1");
    }

    @Test
    void whoeverHasAPartInItFindsIt() {
        for (Who who : List.of(EXECUTIVE, SUPPORT, OPS)) {
            foundBy(who);
        }
        ask(EXECUTIVE, "May we sell " + SECRET + "?", "#leadership", "Export", null);
        slack.as(PM).types("/approval list").sees("AP-2").seesNo("AP-1").types("/approval AP-2").sees(SECRET);
        ask(SELLER, "May we buy " + SECRET + "?", "#leadership", null, null);
        slack.as(SELLER).types("/approval mine").sees("AP-3").types("/approval list").sees("AP-3").seesNo("AP-1")
                .types("/approval AP-3").sees(SECRET);
    }

    /** Told so that they can help, and not asked. */
    @Test
    void whoeverTheLadderToldFindsItFromThenOn() {
        noneFor(SELLER);
        slack.clock().advance(Duration.ofDays(4));
        slack.as(SELLER).inDirectMessages().sees("You are told so that you can help.").presses("Details")
                .seesModal("AP-1").sees(SECRET).closes();
        foundBy(SELLER);
        noneFor(PM);
    }

    @Test
    void whoeverLeavesTheChannelFindsItNoMore() {
        slack.as(EXECUTIVE).in("#leadership").types("/invite @diego");
        slack.settles();
        foundBy(SELLER);
        Shown card = slack.channel("#leadership").awaitMessage(SECRET);
        slack.as(SELLER).in("#leadership").presses("Details", card).seesModal("AP-1").closes();
        slack.as(SELLER).in("#leadership").types("/leave");
        slack.settles();
        noneFor(SELLER);
    }

    /** Whether they may go ahead is as true for whoever may not read what was asked. */
    @Test
    void canIShipIsTrueForEverybodyAndTellsNoMore() {
        String command = "/approval can-i-ship INIT-1 tier:1";
        slack.as(SELLER).types(command).sees("*Not yet*").sees("It was asked already, in a private channel.")
                .seesNo(SECRET)
                .seesNo("AP-1").seesNo("Ask for approval");
        slack.as(SELLER).types("/approval can-i-ship INIT-1 tier:3").sees("*Yes*").seesNo("Ship it");
        slack.as(EXECUTIVE).types(command).sees("*AP-1* is open and waits for");
    }

    /** By each button and each form, with each value there is. */
    @Test
    void noButtonLeadsIn() {
        AsShown shown = AsShown.of(requests.find(slack.workspace(), new Reference(1)).orElseThrow());
        List<String> values = new ArrayList<>(List.of(AsShown.CODEC.encode(shown)));
        for (AskCard.More.Chosen chosen : AskCard.More.Chosen.values()) {
            values.add(AskCard.More.CODEC.encode(new AskCard.More(chosen, shown)));
        }
        int gone = 0;
        var diego = new Actor(slack.workspace(), SELLER.id(), "T0FERNHILL", Role.MEMBER);
        for (Route route : features.stream().flatMap(feature -> feature.routes().stream()).toList()) {
            if (route instanceof Route.Action(var id, var access, var handler) && id.startsWith("approval.")) {
                for (String value : values) {
                    Reply reply = handler.handle(new ActionRequest(diego, id + value, id, "block", value, null, null,
                            NOTHING, null, slack.clock().instant()));
                    assertThat(reply.toString()).as(id + " of " + value).doesNotContain(SECRET, "AP-1",
                            EXECUTIVE.id().value(), SUPPORT.id().value());
                    gone += reply.toString().contains("There is no such request here any more.") ? 1 : 0;
                }
            }
        }
        assertThat(gone).as("buttons that were understood").isGreaterThan(10);
    }

    private void noneFor(Who who) {
        Person person = slack.as(who);
        person.types("/approval list").seesNo(SECRET);
        person.types("/approval search " + SECRET).sees("Nothing found.");
        person.types("/approval list state:open requester:@amara").sees("Nothing found.");
        person.types("/approval AP-1").sees("There is no AP-1 here.");
    }

    /** Elsewhere, so that it does not stand where they must find nothing. */
    private void foundBy(Who who) {
        slack.as(who).in("#releases").types("/approval list").sees("AP-1").types("/approval search " + SECRET)
                .sees("AP-1")
                .types("/approval AP-1").sees(SECRET);
    }

    private void decide() {
        slack.as(SUPPORT).inDirectMessages().sees(SECRET).presses("Approve").sees("You approved it");
    }

    private void ask(Who by, String asked, String channel, @Nullable String area, @Nullable String initiative) {
        opens.open(new Opening(slack.workspace(), asked, by.id(), slack.id(channel),
                initiative == null
                        ? null
                        : initiatives.find(slack.workspace(), initiative).map(Initiative::id).orElseThrow(),
                "discovery", new Question(asked, null, new Scope(area, null, 1, null, null, null), List.of(), null,
                        null)));
    }

    private static final FormValues NOTHING = new FormValues() {
        @Override
        public String value(String blockId) {
            return "";
        }

        @Override
        public List<String> values(String blockId) {
            return List.of();
        }
    };
}
