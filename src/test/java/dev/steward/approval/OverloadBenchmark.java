package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import dev.steward.StewardApplication;
import dev.steward.approval.Crowd.Answered;
import dev.steward.approval.Crowd.Kind;
import dev.steward.sandbox.HeardAnswers;
import dev.steward.sandbox.Who;

/**
 * Five hundred connections for each of capturing, searching, sending forms and pressing Approve, each kind alone and then all at once: in
 * a whole Steward with its sandbox, signed payloads over HTTP, PostgreSQL with fsync on. Nobody waits longer than Slack does, and whoever
 * is not served is told that Steward is busy.
 */
class OverloadBenchmark {
    private static final int CONNECTIONS = Integer.getInteger("benchmark.connections", 500);
    private static final int REQUESTS = Integer.getInteger("benchmark.requests", 25_000);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmark.round", 30));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("benchmark.warmup", 20));
    /** Those to measure; all of them, and then all at once, unless it says so. */
    private static final List<String> ONLY = Arrays.stream(System.getProperty("benchmark.kinds", "").split(","))
            .filter(kind -> !kind.isBlank()).toList();
    private static final int WARM_UP_PRESSES = 2_000;
    private static final String PRESSES = "presses";
    /** Slack shows an error after three seconds. */
    private static final double SLACKS_PATIENCE = 2_900;

    @TempDir
    Path folder;

    private final AtomicLong sequence = new AtomicLong();

    @Test
    void whoeverIsNotServedIsToldSoInTime() throws Exception {
        var troubles = new Troubles();
        try (var postgres = Company.database(folder);
                var steward = Company.steward(postgres, folder, StewardApplication.class, HeardAnswers.class)) {
            var office = new Company(steward);
            office.settleIn();
            Queue<RequestId> open = office.ask(WARM_UP_PRESSES);
            List<Kind> kinds = Stream.of(captures(office), searches(office), forms(office), presses(office, open))
                    .filter(kind -> ONLY.isEmpty() || ONLY.contains(kind.name())).toList();
            var crowd = new Crowd(port(steward), office::signature);
            for (Kind kind : kinds) {
                crowd.send(List.of(kind), 16, WARM_UP.dividedBy(4));
            }
            HeardAnswers heard = steward.getBean(HeardAnswers.class);
            office.hearsAt(heard);
            troubles.listen();
            List<Answered> shown = new ArrayList<>();
            for (Kind kind : kinds) {
                if (kind.name().equals(PRESSES)) {
                    open.addAll(office.ask(REQUESTS));
                }
                shown.addAll(round(crowd, List.of(kind), office, heard));
            }
            if (kinds.size() > 1) {
                shown.addAll(round(crowd, kinds, office, heard));
            }
            report(shown, troubles);
        } finally {
            troubles.stop();
        }
    }

    /** What a press is told comes after its ack, and what it did is on record. */
    private static List<Answered> round(Crowd crowd, List<Kind> kinds, Company office, HeardAnswers heard)
            throws InterruptedException {
        office.comesToRest();
        long decided = office.decided();
        List<Answered> answered = crowd.send(kinds, CONNECTIONS, ROUND).stream().map(each -> each.name().equals(PRESSES)
                ? each.told(office.decided() - decided, heard.all())
                : each).toList();
        answered.forEach(System.out::println);
        return answered;
    }

    private static void report(List<Answered> shown, Troubles troubles) throws IOException {
        String text = """
                | %d connections each | done a second | told that Steward is busy | that it may not be done | told wrongly | connections lost | p50, ms | p99 | longest |
                |---|---|---|---|---|---|---|---|---|
                """.formatted(CONNECTIONS)
                + String.join("\n", shown.stream().map(Answered::toString).toList()) + "\n\n" + troubles + "\n";
        System.out.println(text);
        Files.writeString(Path.of("target", "overload-benchmark.txt"), text);
        assertThat(shown).allSatisfy(each -> {
            assertThat(each.wrong().stream().distinct().limit(5)).as(each.name() + ": told wrongly").isEmpty();
            assertThat(each.broken()).as(each.name() + ": connections lost").isZero();
            assertThat(each.at(1)).as(each.name() + ": longest, in ms").isLessThan(SLACKS_PATIENCE);
        });
        assertThat(troubles.others).as("logged of the database").noneMatch(said -> said.contains("database is away"));
    }

    private static int port(ConfigurableApplicationContext steward) {
        return Integer.parseInt(String.valueOf(steward.getEnvironment().getProperty("local.server.port")));
    }

    private Kind captures(Company office) {
        return new Kind("capture", () -> command(office, "the export is broken for Acme since release "
                + sequence.incrementAndGet()), answer -> answer.contains("Saved as "));
    }

    private Kind searches(Company office) {
        return new Kind("search", () -> command(office, "search export release " + sequence.incrementAndGet() % 1_000),
                answer -> answer.startsWith("200") && answer.contains("blocks"));
    }

    private Kind forms(Company office) {
        return new Kind("forms", () -> office.interaction("""
                "type":"view_submission","response_urls":[],"view":{"id":"V%1$s","type":"modal",
                "callback_id":"feedback.form","title":{"type":"plain_text","text":"Feedback"},"hash":"h","root_view_id":"V%1$s",
                "private_metadata":"- 0 - false C0GENERAL1","state":{"values":{"feedback.words":{"feedback.words":
                {"type":"plain_text_input","value":"the import is slow at Globex since release %1$s"}}}},
                "blocks":[{"type":"input","block_id":"feedback.words","label":{"type":"plain_text","text":"What was said?"},
                "element":{"type":"plain_text_input","action_id":"feedback.words"}}]}
                """.formatted(sequence.incrementAndGet()), Who.SELLER),
                OverloadBenchmark::acked);
    }

    private static Kind presses(Company office, Queue<RequestId> open) {
        return new Kind(PRESSES, () -> office.approval(Objects.requireNonNull(open.poll(), "no more requests")),
                OverloadBenchmark::acked);
    }

    private static boolean acked(String answer) {
        return answer.strip().equals("200");
    }

    private static String command(Company office, String text) {
        return office.command("/feedback", text, Who.SELLER);
    }

    /** What Steward logs of requests that it could not answer. */
    private static final class Troubles extends AppenderBase<ILoggingEvent> {
        private final Logger mishaps = (Logger) LoggerFactory.getLogger("dev.steward.slack.Mishaps");
        private final Queue<String> others = new ConcurrentLinkedQueue<>();

        void listen() {
            start();
            mishaps.addAppender(this);
        }

        @Override
        public void stop() {
            super.stop();
            mishaps.detachAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                others.add(event.getFormattedMessage());
            }
        }

        @Override
        public String toString() {
            return "Logged as something else than busy: " + others.size() + " "
                    + Arrays.toString(others.stream().distinct().limit(5).toArray());
        }
    }
}
