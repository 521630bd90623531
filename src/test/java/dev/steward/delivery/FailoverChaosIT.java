package dev.steward.delivery;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.delivery.DatabasePair.Loss;
import dev.steward.delivery.Wishes.Answer;
import dev.steward.slack.Signed;
import dev.steward.workspace.ChannelId;

/**
 * People file feedback while the primary database dies, hangs or falls silent and its synchronous standby is promoted. Steward goes
 * over to it by itself; each wish that was said to be saved stands once, and none that was denied. {@code mvn verify} runs a short
 * form; {@code mvn -Pchaos verify} the long one.
 */
class FailoverChaosIT {
    private static final int FAILOVERS = Integer.getInteger("steward.chaos.failovers",
            Boolean.getBoolean("steward.chaos.full") ? 20 : 2);
    private static final long SEED = Long.getLong("steward.chaos.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BACK = Duration.ofSeconds(10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Test
    void nothingThatWasSavedIsLostOrStandsTwice() throws Exception {
        var random = new Random(SEED);
        List<String> course = new ArrayList<>();
        int port = SandboxProcess.freePort();
        try (var jar = new StewardJar(folder);
                var database = new DatabasePair(folder);
                var slack = new SandboxProcess(jar);
                var steward = new Supervised(jar, "steward", environment(database, slack, port))) {
            ChannelId channel = slack.channels("failover", 2).getLast();
            steward.start();
            steward.awaitReady();
            showCardsIn(channel, database);
            var wishes = new Wishes(port, slack.team(), channel, 4, Integer.MAX_VALUE);
            try (wishes) {
                for (int round = 0; round < FAILOVERS; round++) {
                    wishes.awaitSaved(10, PATIENCE);
                    // the short form does without those that merely die, which others see to
                    Loss loss = Loss.values()[FAILOVERS < 3 ? round + 1 : round % Loss.values().length];
                    database.lose(loss);
                    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(3_000));
                    database.promote();
                    long promoted = System.nanoTime();
                    wishes.awaitSaved(30, PATIENCE);
                    List<Long> back = wishes.back(promoted);
                    course.add(loss + " " + back.getFirst() + " ms, all well after " + back.getLast());
                    System.out.println("Failover " + (round + 1) + ": " + course.getLast());
                    database.attachStandby();
                }
            }
            awaitSent(database);
            verdict(wishes, slack.said(channel));
            System.out.printf(
                    "%d failovers, back after %s; %d saved, %d denied, %d in doubt, %d answers later than 3 s "
                            + "(seed %d)%n",
                    FAILOVERS, course, wishes.words(Answer.SAVED).size(),
                    wishes.words(Answer.DENIED).size(), wishes.words(Answer.IN_DOUBT).size(), wishes.late(), SEED);
            assertThat(course).allMatch(
                    each -> Long.parseLong(each.replaceAll(".*?(\\d+) ms.*", "$1")) < BACK.toMillis());
            assertThat(wishes.late()).isZero();
        }
    }

    private static void verdict(Wishes wishes, List<String> said) {
        Map<String, Long> cards = said.stream().filter(text -> text.contains("wish "))
                .collect(Collectors.groupingBy(text -> text.replaceAll("^.*?(?=wish )", ""), Collectors.counting()));
        assertThat(cards.entrySet()).as("twice").allMatch(card -> card.getValue() == 1);
        assertThat(wishes.words(Answer.SAVED)).as("lost").allMatch(cards::containsKey);
        assertThat(wishes.words(Answer.DENIED)).as("denied, and yet saved").allMatch(not(cards::containsKey));
        Map<String, Long> numbers = said.stream().filter(text -> text.startsWith("FB-"))
                .collect(Collectors.groupingBy(text -> text.replaceAll(":.*", ""), Collectors.counting()));
        assertThat(numbers.values()).as("a number used twice").allMatch(count -> count == 1);
    }

    private static void showCardsIn(ChannelId channel, DatabasePair database) throws Exception {
        await("installed").atMost(PATIENCE).until(() -> {
            try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
                return statement.executeUpdate("update workspace set intake_channel_id = '" + channel + "'") == 1;
            }
        });
    }

    private static void awaitSent(DatabasePair database) {
        await("sent").atMost(PATIENCE).until(() -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select count(*) from delivery where due_at is not null or state in ('failed', 'held')")) {
                row.next();
                return row.getInt(1) == 0;
            }
        });
    }

    private static Map<String, String> environment(DatabasePair database, SandboxProcess slack, int port) {
        return Map.of("SLACK_BOT_TOKEN", slack.botToken(), "SLACK_SIGNING_SECRET", Signed.SECRET,
                "STEWARD_SLACK_API_URL", slack.api(), "SPRING_DATASOURCE_URL", database.url(), "SERVER_PORT",
                Integer.toString(port), "STEWARD_DELIVERY_PACE", "0s", "STEWARD_DELIVERY_LIMITS", "false");
    }
}
