package dev.steward.privacy;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.inventory.DataKind;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.DueTimer;

/** How long what is kept: what people choose, and what is left after that time. */
@SandboxTest
class RetentionStoryTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Inventory inventory;
    @Autowired
    ApplyRetention retention;
    @Autowired
    KeepRetention keeps;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void everybodySeesWhatIsKeptAndOnlyAdminsChangeIt() {
        slack.as(SELLER).in("#general").types("/steward privacy").seesModal("Privacy").sees("Feedback")
                .sees("To decide what to build").sees("*Seen by:* whoever was given its address")
                .seesNo("stays with its members").sees("Decision log").sees("until Steward is uninstalled")
                .seesNo("Change how long");
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();

        slack.as(OPS).in("#general").types("/steward privacy").presses("Change how long")
                .seesModal("How long what is kept").chooses("Feedback", "For 1 year").submits()
                .sees("Saved. From tomorrow night on").sees("*Feedback*: for 1 year");

        slack.directMessages(EXECUTIVE).awaitMessage("changed how long Steward keeps what");
        slack.as(SELLER).closesAll().in("#general").types("/steward privacy")
                .sees("for 1 year. Then goes: the words, summary");
        slack.as(OPS).closesAll().in("#general").types("/approval verify").sees("The decision log is whole: 1 entry");
        slack.hadNoTrouble();
    }

    @Test
    void whatIsOlderGoesAndTheRestStays() {
        slack.as(SELLER).in("#general").types("/feedback The ledger is slow").sees("FB-1");
        slack.as(SELLER).in("#general").types("/feedback The login is slow").sees("FB-2");
        slack.channel("#product-feedback").awaitMessage("The login is slow");
        slack.settles();
        older("feedback_item", "captured_at", "number = 1", Duration.ofDays(400));
        chooses("Feedback", "For 1 year");

        retain("feedback.items");
        assertThat(words()).as("a day has to pass first").contains("The ledger is slow");

        slack.clock().leap(slack.clock().instant().plus(Duration.ofDays(2)));
        retain("feedback.items");

        assertThat(words()).containsExactly("[erased]", "The login is slow");
        slack.settles();
        assertThat(slack.channel("#product-feedback").awaitMessage("[erased]").text()).contains("FB-1");
        slack.as(SELLER).in("#releases").types("/feedback search ledger").seesNo("FB-1");
        retain("feedback.items");
        assertThat(words()).containsExactly("[erased]", "The login is slow");
        slack.hadNoTrouble();
    }

    @Test
    void itIsDoneInTheNightByItself() {
        slack.as(SELLER).in("#general").types("/feedback The ledger is slow").sees("FB-1");
        slack.settles();
        older("feedback_item", "captured_at", "number = 1", Duration.ofDays(400));
        chooses("Feedback", "For 1 year");

        keeps.begin();
        slack.clock().advance(Duration.ofDays(3));

        Awaitility.await().untilAsserted(() -> assertThat(words()).containsExactly("[erased]"));
    }

    @Test
    void whatIsKeptForGoodStays() {
        slack.as(SELLER).in("#general").types("/feedback The ledger is slow").sees("FB-1");
        older("feedback_item", "captured_at", "number = 1", Duration.ofDays(4_000));
        inventory.kinds().stream().filter(kind -> kind.retention() != null).map(DataKind::name).forEach(this::retain);
        assertThat(words()).containsExactly("The ledger is slow");
    }

    @Test
    void occurrencesGoAfterTwoYearsWithoutAnybodySayingSo() {
        jdbc.sql("""
                insert into ritual (id, workspace_id, kind, subject_id, recurrence, after_downtime, decided_until)
                values (gen_random_uuid(), :workspace, 'nobody.anything', gen_random_uuid(), '', 'skip', now())
                """).param("workspace", slack.workspace().value()).update();
        for (String fate : List.of("held", "owed")) {
            for (int days : List.of(800, 10)) {
                jdbc.sql("""
                        insert into ritual_occurrence (ritual_id, planned, at, fate, decided_at)
                        select id, :planned, :at, :fate, :at from ritual where kind = 'nobody.anything'
                        """).param("planned", slack.clock().instant().minus(Duration.ofDays(days + fate.length()))
                        .atOffset(ZoneOffset.UTC).toLocalDateTime()).param("fate", fate)
                        .param("at", slack.clock().instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC))
                        .update();
            }
        }

        retain("schedule.rituals");

        assertThat(jdbc.sql("select fate from ritual_occurrence order by fate").query(String.class).list())
                .containsExactly("held", "owed", "owed");
    }

    @Test
    void thatAMessageWasSentGoesAfterTwoYearsAndCardsStay() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.as(SELLER).in("#general").types("/feedback The ledger is slow").sees("FB-1");
        chooses("Feedback", "For 1 year");
        slack.directMessages(EXECUTIVE).awaitMessage("changed how long Steward keeps what");
        slack.channel("#product-feedback").awaitMessage("The ledger is slow");
        slack.settles();
        older("delivery", "settled_at", "true", Duration.ofDays(700));
        retain("delivery.messages");
        assertThat(sent()).contains("card", "notice");

        older("delivery", "settled_at", "true", Duration.ofDays(40));
        retain("delivery.messages");
        assertThat(sent()).containsOnly("card");
    }

    private List<String> sent() {
        return jdbc.sql("select form from delivery where state = 'sent'").query(String.class).list();
    }

    @Test
    void whoLeftLongAgoIsErasedByTheRule() {
        slack.as(SUPPORT).in("#general").types("/feedback The ledger is slow").sees("FB-1");
        slack.settles();
        chooses("People", "For 90 days");
        slack.deactivates(SUPPORT);
        slack.settles();
        retain("workspace.people");
        assertThat(new Traces(jdbc).of(SUPPORT.id().value())).isNotEmpty();
        jdbc.sql("update privacy_closed set since = :since").param("since",
                slack.clock().instant().minus(Duration.ofDays(100)).atOffset(ZoneOffset.UTC)).update();
        slack.clock().leap(slack.clock().instant().plus(Duration.ofDays(2)));

        retain("workspace.people");

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(new Traces(jdbc).of(SUPPORT.id().value())).isEmpty());
        assertThat(jdbc.sql("select count(*) from member where user_id = :pm").param("pm", PM.id().value())
                .query(Integer.class).single()).isOne();
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
    }

    private void chooses(String kind, String howLong) {
        slack.as(OPS).in("#general").types("/steward privacy").presses("Change how long").chooses(kind, howLong)
                .submits().closesAll();
    }

    private void older(String table, String column, String which, Duration by) {
        jdbc.sql("update " + table + " set " + column + " = " + column + " - :by * interval '1 second' where " + which)
                .param("by", by.toSeconds()).update();
    }

    private List<String> words() {
        return jdbc.sql("select words from feedback_item order by number").query(String.class).list();
    }

    /** As the night does, for one kind, until there is nothing more. */
    private void retain(String kind) {
        DataKind found = inventory.kind(kind).orElseThrow();
        Instant now = slack.clock().instant();
        transaction.executeWithoutResult(status -> retention.handle(
                new DueTimer(ApplyRetention.of(slack.workspace(), found), now, now)));
    }
}
