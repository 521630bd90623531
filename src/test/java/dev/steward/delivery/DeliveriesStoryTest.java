package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.DeliveryStatus.State;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Installations;

/** What people see of messages that did not arrive. */
@SandboxTest
class DeliveriesStoryTest {
    private static final String INTAKE = "#product-feedback";

    @Autowired
    SandboxSlack slack;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Installations installations;
    @Autowired
    DeliveryStatus status;
    @Autowired
    TransactionTemplate transaction;

    @AfterEach
    void tidy() {
        slack.unarchives(INTAKE);
    }

    @Test
    void whatFailedIsToldAndArrivesOnceTheChannelIsBack() {
        failsToReachTheIntakeChannel("The export stops");

        slack.directMessages(Who.SUPPORT).awaitMessage("A message about *FB-1* did not reach");
        slack.directMessages(Who.OPS).awaitMessage("/steward deliveries` lists");
        var jonas = slack.as(Who.OPS).types("/steward deliveries").sees("*1* failed").sees("*FB-1*")
                .sees("The channel is archived. Unarchive it, then send again.");

        slack.unarchives(INTAKE);
        jonas.presses("Send again").sees("It is on its way.");

        slack.channel(INTAKE).awaitMessage("The export stops");
        slack.settles();
        jonas.presses("Refresh").sees("Everything has been sent.");
        assertThat(slack.channel(INTAKE).messages()).filteredOn(message -> message.text().contains("The export stops"))
                .hasSize(1);
    }

    @Test
    void aFeatureSeesHowItsCopiesFareAndSendsThemAgain() {
        failsToReachTheIntakeChannel("The import stops");
        UUID thing = jdbc.sql("select thing_id from delivery where form = 'card'").query(UUID.class).single();

        var failed = status.of(slack.workspace(), thing, "feedback");
        assertThat(failed.count(State.FAILED)).isOne();
        assertThat(failed.all()).singleElement().satisfies(to -> {
            assertThat(to.channel()).isEqualTo(slack.id(INTAKE));
            assertThat(to.reason()).isEqualTo("The channel is archived. Unarchive it, then send again.");
            assertThat(to.stands()).isFalse();
        });

        slack.unarchives(INTAKE);
        assertThat(transaction.<Integer>execute(tx -> status.retry(slack.workspace(), thing, "feedback"))).isOne();

        slack.channel(INTAKE).awaitMessage("The import stops");
        slack.settles();
        assertThat(status.of(slack.workspace(), thing, "feedback").all()).singleElement().satisfies(to -> {
            assertThat(to.state()).isEqualTo(State.DELIVERED);
            assertThat(to.stands()).isTrue();
            assertThat(to.reason()).isNull();
        });
    }

    @Test
    void whatIsDroppedDoesNotComeBack() {
        failsToReachTheIntakeChannel("Invoices arrive twice");

        slack.as(Who.OPS).types("/steward deliveries").presses("Drop").sees("Dropped.")
                .sees("Everything has been sent.");

        slack.unarchives(INTAKE);
        slack.as(Who.SUPPORT).presses("Add details").chooses("Kind", "Problem").submits().seesNoModal();
        slack.channel(INTAKE).hasNoMessage("Invoices arrive twice");
    }

    @Test
    void manyThatFailedForOneReasonAreSentAgainAtOnce() {
        slack.archives(INTAKE);
        for (String said : new String[]{"One is slow", "Two is slow", "Three is slow"}) {
            slack.as(Who.SUPPORT).types("/feedback " + said);
        }
        awaitFailed(3);
        var jonas = slack.as(Who.OPS).types("/steward deliveries failed").sees("*3 failed for one reason.*");

        slack.unarchives(INTAKE);
        jonas.presses("Send all 3 again").sees("3 messages are on their way.");

        slack.channel(INTAKE).awaitMessage("Three is slow");
        assertThat(slack.channel(INTAKE).messages().stream().map(Shown::text).filter(text -> text.contains("is slow")))
                .satisfiesExactly(first -> assertThat(first).contains("One"),
                        second -> assertThat(second).contains("Two"), third -> assertThat(third).contains("Three"));
    }

    @Test
    void whatMayHaveArrivedIsForTheAdminToSay() {
        failsToReachTheIntakeChannel("Login is slow");
        jdbc.sql("update delivery set state = 'held', uncertain = true where state = 'failed'").update();

        slack.as(Who.OPS).types("/steward deliveries").sees("*1* to check")
                .sees("It may have arrived. Please look in the channel.").presses("It arrived")
                .sees("Good, it counts as sent.").sees("Everything has been sent.");

        slack.unarchives(INTAKE);
        slack.channel(INTAKE).hasNoMessage("Login is slow");
    }

    @Test
    void aButtonOfAnOldListDoesNothingTwice() {
        failsToReachTheIntakeChannel("Sorting is slow");
        var jonas = slack.as(Who.OPS).types("/steward deliveries");
        Shown old = jonas.whisper();
        jonas.types("/steward deliveries");
        slack.unarchives(INTAKE);
        jonas.presses("Send again").sees("It is on its way.");
        slack.channel(INTAKE).awaitMessage("Sorting is slow");
        slack.settles();

        jonas.presses("Drop", old).sees("Nothing to do: it has been sent meanwhile.");

        assertThat(slack.channel(INTAKE).messages()).filteredOn(message -> message.text().contains("Sorting is slow"))
                .hasSize(1);
    }

    @Test
    void onlyAdminsMaySeeAndDecide() {
        slack.as(Who.PM).types("/steward deliveries").sees("Only workspace admins can do this.");

        failsToReachTheIntakeChannel("Nobody's business");
        var jonas = slack.as(Who.OPS).types("/steward deliveries").sees("*FB-1*");
        slack.makes(Who.OPS, "MEMBER");
        slack.settles();

        jonas.presses("Drop").sees("Only workspace admins can do this.");
        assertThat(states("card")).containsExactly("failed");
    }

    @Test
    void anotherWorkspacesMessageIsOutOfReach() {
        failsToReachTheIntakeChannel("Theirs, not ours");
        var jonas = slack.as(Who.OPS).types("/steward deliveries").sees("*FB-1*");
        jdbc.sql("update delivery set workspace_id = :other where form = 'card'").param("other", UUID.randomUUID())
                .update();

        jonas.presses("Drop").sees("There is no such message here.");

        assertThat(states("card")).containsExactly("failed");
    }

    @Test
    void whereStewardIsUninstalledNothingIsKept() {
        failsToReachTheIntakeChannel("Gone with the workspace");

        installations.remove(slack.workspace(), null);

        Awaitility.await().until(() -> jdbc.sql("select count(*) from delivery").query(Long.class).single() == 0);
    }

    @Test
    void healthSaysWhenAMessageHasWaitedForTooLong() throws Exception {
        failsToReachTheIntakeChannel("Late");
        jdbc.sql("""
                update delivery set state = 'pending', waiting_since = now() - interval '1 hour',
                    due_at = now() + interval '1 hour'
                where form = 'card'
                """).update();
        var health = HttpRequest.newBuilder(URI.create(slack.address() + "/actuator/health/delivery")).build();

        try (var http = HttpClient.newHttpClient()) {
            // it is counted every ten seconds
            Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                var answer = http.send(health, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("LATE").contains("oldestSeconds");
            });
        }
    }

    private void failsToReachTheIntakeChannel(String said) {
        slack.archives(INTAKE);
        slack.as(Who.SUPPORT).types("/feedback " + said);
        awaitFailed(1);
    }

    private void awaitFailed(int count) {
        Awaitility.await().until(() -> states("card").stream().filter("failed"::equals).count() == count);
        // and it is told to those who should know
        Awaitility.await().until(() -> jdbc.sql("select count(*) from delivery where due_at is not null")
                .query(Long.class).single() == 0);
    }

    private List<String> states(String form) {
        return jdbc.sql("select state from delivery where form = :form").param("form", form).query(String.class).list();
    }
}
