package dev.steward.sandbox;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.policy.WrittenPolicies;
import dev.steward.schedule.Due;
import dev.steward.testing.AtOnce;
import dev.steward.workspace.Members;

/**
 * What people do to things that hang together, each beside each other at two whole Stewards in the same instant: nobody waits for anybody in
 * a circle, whichever two meet, nor beside what is due by itself. What is done twice to one thing is raced where the feature's own buttons are.
 */
@SandboxTest
class LocksTest {
    private static final String POLICY = """
            gates:
              spend: {title: Spend money}
            defaults:
              within: 3 working days
              silence: wait
              remind: [1 working day]
              disagreement: {to: [jonas@fernhill.example], within: 2 working days}
            rules:
              - {name: Alone, when: {tier: 2}, decide: autonomous}
              - name: Both
                stages: [{ask: [amara@fernhill.example, jonas@fernhill.example], need: all, escalate: [{after: 2 working days, to: [yuki@fernhill.example], may decide: yes}]}]
            """;

    private static final Logger log = LoggerFactory.getLogger(LocksTest.class);

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private Due due;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Members members;
    @Autowired
    private TransactionTemplate transaction;

    private final AtomicInteger sequence = new AtomicInteger();

    /** Something that can be done again and again, by any of the ops people. */
    private interface UseCase {
        /** All but its last press. @return that one */
        Race.Deed begin(Who who, int nth);
    }

    @Races({"form initiative.form", "form feedback.form", "form release.form", "form cadence.item.add.form",
            "form approval.reason", "/steward", "/feedback", "approval.ship", "form setup.holidays.day", "form setup"})
    void eachMeetsEachOther(Race race) throws Exception {
        world();
        List<Map.Entry<String, UseCase>> all = List.copyOf(useCases().entrySet());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                for (Who who : List.of(OPS, EXECUTIVE)) {
                    slack.as(who).closesEverything();
                }
                Race.Deed first = all.get(i).getValue().begin(OPS, sequence.incrementAndGet());
                Race.Deed second = all.get(j).getValue().begin(EXECUTIVE, sequence.incrementAndGet());
                try {
                    race.between(first, second);
                } catch (AssertionError mishap) {
                    throw new AssertionError(all.get(i).getKey() + " beside " + all.get(j).getKey(), mishap);
                }
            }
        }
    }

    /**
     * A day passes for each: steps of the request and sessions of the review are due, and absences begin and end. Then somebody is erased, which
     * goes through everything that names them, step by step behind the press.
     */
    @Races({"form initiative.form", "form feedback.form", "form release.form", "form cadence.item.add.form",
            "form approval.reason", "/steward", "/feedback", "approval.ship", "form setup.holidays.day", "form setup",
            "privacy.erase.agree"})
    void eachMeetsWhatGoesOnByItself(Race race) throws Exception {
        world();
        int erasures = 0;
        for (Map.Entry<String, UseCase> each : useCases().entrySet()) {
            try {
                slack.as(OPS).closesEverything();
                Race.Deed deed = each.getValue().begin(OPS, sequence.incrementAndGet());
                // a form that is not open yet would be a day too late
                slack.settles();
                slack.clock().leap(slack.clock().instant().plus(Duration.ofDays(1)));
                race.beside(() -> due.fire(slack.clock().instant()), deed);

                String erasure = "*ER-" + ++erasures + "*";
                Shown asked = asksToEraseMaya(erasure);
                race.between(each.getValue().begin(OPS, sequence.incrementAndGet()),
                        at -> at.as(EXECUTIVE).inDirectMessages().presses("Erase", asked));
                slack.directMessages(OPS).awaitMessage(erasure + " is done.");
            } catch (AssertionError | Exception mishap) {
                throw new AssertionError(each.getKey() + " beside what goes on by itself", mishap);
            }
        }
    }

    private Shown asksToEraseMaya(String reference) {
        slack.as(OPS).closesEverything().types("/steward erase @maya").seesModal("Erase").submits().closesEverything();
        slack.as(OPS).inDirectMessages().presses("Ask for a second OK",
                slack.directMessages(OPS).awaitMessage(reference));
        return slack.directMessages(EXECUTIVE).awaitMessage(reference);
    }

    /** Without the pauses it would be luck. */
    @Test
    void aCircleIsFound() throws Exception {
        slack.as(PM).types("/initiative new Ledger export").submits().closesEverything();
        slack.as(SELLER).types("/feedback The ledger export stops").sees("FB-1");
        slack.settles();
        SlowLocks.prepare(jdbc);
        var locks = new SlowLocks(jdbc);
        locks.begin();
        String initiative = "update initiative set version = version";
        String feedback = "update feedback_item set version = version";
        try {
            AtOnce.all(
                    List.<Callable<Boolean>>of(() -> updates(initiative, feedback),
                            () -> updates(feedback, initiative)));
        } finally {
            locks.end();
        }

        assertThatThrownBy(locks::foundNoCircle).isInstanceOf(AssertionError.class)
                .hasMessageContaining("deadlock detected");
    }

    private boolean updates(String first, String second) {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(first).update();
                jdbc.sql(second).update();
            });
        } catch (PessimisticLockingFailureException deadlock) {
            log.warn("One of them has to give way", deadlock);
        }
        return true;
    }

    private void world() {
        members.grantOps(slack.workspace(), List.of(EXECUTIVE.id(), OPS.id()));
        slack.settles();
        WrittenPolicies.inForce(jdbc, slack.workspace(), 1, POLICY);
        slack.as(PM).types("/initiative new Ledger export").submits().closesEverything();
        slack.as(SELLER).types("/feedback The ledger export stops").sees("FB-1");
        slack.as(PM).types("/release").seesModal("New release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", slack.id("#general").value()).submits().closesEverything();
        slack.as(PM).types("/cadence new \"Talk\" every weekday 10:00 in #general with @maya @amara @jonas")
                .sees("is set up");
        slack.as(PM).types("/approval").chooses("Which gate?", "Spend money").sees("Tier")
                .chooses("Tier", "Tier 3 (minor)").fills("What is to be decided?", "Refund 10 EUR").submits()
                .closesEverything();
        slack.directMessages(EXECUTIVE).awaitMessage("Refund 10 EUR");
        slack.directMessages(OPS).awaitMessage("Refund 10 EUR");
        slack.settles();
    }

    private Map<String, UseCase> useCases() {
        LocalDate today = LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC);
        Map<String, UseCase> all = new LinkedHashMap<>();
        all.put("an initiative is renamed", (who, n) -> submits(who, slack.as(who).types("/initiative edit INIT-1")
                .fills("Name", "Ledger export " + n)));
        all.put("feedback is changed", (who, n) -> submits(who, slack.as(who).types("/feedback FB-1")
                .presses("Add details").fills("Summary", "Summary " + n)));
        all.put("feedback is captured", (who, n) -> types(who, "/feedback The ledger export stops, says " + n));
        all.put("a draft is edited", (who, n) -> submits(who, slack.as(who).types("/release REL-1").presses("Edit")
                .fills("What changed?", "You can export " + n)));
        all.put("an agenda grows", (who, n) -> submits(who, slack.as(who).types("/cadence REV-1")
                .presses("Add to the agenda").fills("What should be talked about?", "Topic " + n)));
        all.put("an approver asks", (who, n) -> submits(who, slack.as(who).inDirectMessages().presses("Ask a question",
                slack.directMessages(who).awaitMessage("asks for your approval"))
                .fills("What do you want to know?", "Why " + n)));
        all.put("somebody decides alone", (who, n) -> {
            Shown answer = slack.as(who).types("/approval can-i-ship spend tier:2").sees("*Yes*").whisper();
            return at -> at.as(who).presses("Ship it and record the decision", answer);
        });
        all.put("somebody is away", (who, n) -> types(who, "/steward away " + today.plusDays(10L * n) + " to "
                + today.plusDays(10L * n + 2)));
        all.put("a holiday is added", (who, n) -> submits(who, slack.as(who).types("/steward setup")
                .presses("Edit holidays").presses("Add a day").seesModal("Add a day off")
                .chooses("Which day?", today.plusDays(n).toString()).fills("What is it called?", "Day " + n)));
        all.put("the workspace is set up", (who, n) -> submits(who, slack.as(who).types("/steward setup")));
        return all;
    }

    private static Race.Deed submits(Who who, Person prepared) {
        return at -> at.as(who).submits();
    }

    private static Race.Deed types(Who who, String command) {
        return at -> at.as(who).types(command);
    }
}
