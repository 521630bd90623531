package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.delivery.Wishes.Answer;
import dev.steward.slack.Signed;
import dev.steward.workspace.ChannelId;

/**
 * Steward's database is restored from a backup that was made while messages waited, and feedback was filed after it. Told so, Steward
 * says nothing twice and gives no number a second time.
 */
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int WAITING = 12;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private final int port = SandboxProcess.freePort();

    RestoreIT() throws Exception {}

    @Test
    void nothingIsSaidTwiceAndNoNumberUsedTwice() throws Exception {
        try (var jar = new StewardJar(folder);
                var database = new FrailDatabase(folder);
                var slack = new SandboxProcess(jar);
                var proxy = new DeadlyProxy(slack.api())) {
            ChannelId channel = slack.channels("restore", 2).getLast();
            run(jar, "before", environment(database, slack, proxy.url("before")), () -> {
                showCardsIn(channel, database);
                proxy.refuse(true);
                file(slack, channel, WAITING);
                assertThat(slack.said(channel)).isEmpty();
            });
            Instant backup = Instant.now();
            database.backUp();
            proxy.refuse(false);
            run(jar, "lost", environment(database, slack, proxy.url("lost")), () -> {
                file(slack, channel, 5);
                awaitSent(database);
            });
            List<String> said = slack.said(channel);
            assertThat(said).hasSize(WAITING + 5);

            database.restore();
            Map<String, String> told = environment(database, slack, proxy.url("restored"));
            told.put("STEWARD_RESTORED_FROM", backup.toString());
            run(jar, "restored", told, () -> {
                awaitSent(database);
                assertThat(slack.said(channel)).containsExactlyElementsOf(said);
                file(slack, channel, 3);
                awaitSent(database);
            });
            run(jar, "again", told, () -> file(slack, channel, 1));

            assertThat(slack.said(channel)).hasSize(said.size() + 4)
                    .extracting(text -> text.replaceAll(":.*", "")).doesNotHaveDuplicates();
            assertThat(jar.output("restored-1")).contains("Restored from a backup of " + backup)
                    .contains(WAITING + " messages that waited then are looked for in Slack");
            assertThat(jar.output("again-1")).doesNotContain("Restored from a backup").contains("Remove the setting");
        }
    }

    private interface Work {
        void go() throws Exception;
    }

    private static void run(StewardJar jar, String name, Map<String, String> environment, Work work) throws Exception {
        try (var steward = new Supervised(jar, name, environment)) {
            steward.start();
            steward.awaitReady();
            work.go();
            steward.stop();
        }
    }

    private void file(SandboxProcess slack, ChannelId channel, int count) throws Exception {
        var wishes = new Wishes(port, slack.team(), channel, 1, count);
        try (wishes) {
            wishes.awaitAsked();
        }
        assertThat(wishes.words(Answer.SAVED)).hasSize(count);
    }

    private static void showCardsIn(ChannelId channel, FrailDatabase database) {
        await("installed").atMost(PATIENCE).until(() -> {
            try (Connection connection = DriverManager.getConnection(database.url());
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate("update workspace set intake_channel_id = '" + channel + "'") == 1;
            }
        });
    }

    private static void awaitSent(FrailDatabase database) {
        await("sent").atMost(PATIENCE).until(() -> {
            try (Connection connection = DriverManager.getConnection(database.url());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select count(*) from delivery where due_at is not null or state in ('failed', 'held')")) {
                row.next();
                return row.getInt(1) == 0;
            }
        });
    }

    private Map<String, String> environment(FrailDatabase database, SandboxProcess slack, String api) {
        return new HashMap<>(Map.of("SLACK_BOT_TOKEN", slack.botToken(), "SLACK_SIGNING_SECRET", Signed.SECRET,
                "STEWARD_SLACK_API_URL", api, "SPRING_DATASOURCE_URL", database.url(), "SERVER_PORT",
                Integer.toString(port), "STEWARD_DELIVERY_PACE", "0s", "STEWARD_DELIVERY_LIMITS", "false"));
    }
}
