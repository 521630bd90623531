package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.StewardApplication;

/**
 * Pressing Approve with 100,000 requests in the table, and 10,000 ladders that climb in one instant: in a whole Steward with its
 * sandbox, signed payloads over HTTP, PostgreSQL with fsync on.
 */
class ApprovalBenchmark {
    private static final int REQUESTS = Integer.getInteger("benchmark.requests", 100_000);
    private static final int PRESSES = Integer.getInteger("benchmark.presses", 3_000);
    private static final int WARM_UP = Integer.getInteger("benchmark.warmup", 4_000);
    private static final int LADDERS = Integer.getInteger("benchmark.ladders", 10_000);
    static final int CONNECTIONS = 4;
    static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void answersInTimeAndClimbsOnce() throws Exception {
        try (var postgres = Company.database(folder);
                var steward = Company.steward(postgres, folder, StewardApplication.class)) {
            var office = new Company(steward);
            office.settleIn();
            office.fill(REQUESTS);
            office.press(WARM_UP);
            Acks acks = office.press(PRESSES);
            Climb climb = office.climb(LADDERS);
            report(acks, climb);
        }
    }

    private static void report(Acks acks, Climb climb) throws IOException {
        String text = String.format(Locale.ROOT, """
                | pressing Approve, %,d requests in the table | p50 | p99 | longest |
                |---|---|---|---|
                | from request to answer, %d connections | %.1f ms | %.1f ms | %.1f ms |

                | %,d ladders due in one instant | |
                |---|---|
                | all have climbed after | %.1f s |
                | rungs | %,d |
                | people told, each by a message of their own | %,d |
                """, REQUESTS, CONNECTIONS, acks.at(0.5), acks.at(0.99), acks.at(1), LADDERS, climb.seconds(),
                climb.rungs(), climb.messages());
        System.out.println(text);
        Files.writeString(Path.of("target", "approval-benchmark.txt"), text);
        assertThat(acks.at(0.99)).as("p99 in ms").isLessThan(50);
        assertThat(climb.rungs()).isEqualTo(LADDERS);
        assertThat(climb.messages()).isEqualTo(LADDERS);
        assertThat(climb.seconds()).as("within the minute").isLessThan(60);
    }

    /** @param millis in order */
    record Acks(double[] millis) {
        double at(double part) {
            return millis[Math.min(millis.length - 1, (int) (millis.length * part))];
        }
    }

    /** @param messages direct messages with a card that whoever the rung names gets */
    record Climb(double seconds, long rungs, long messages) {}
}
