package dev.steward.slack;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/**
 * Signed payloads that Slack never sends, to every command, button and form of every feature: none ends in a 5xx or a stack trace.
 * {@code -Dsteward.mangled=1000000} sends as many, {@code -Dsteward.mangled.seed=7} others.
 */
@SandboxTest
class MangledRoutesTest {
    private static final int MANY = Integer.getInteger("steward.mangled", 2_000);
    private static final long SEED = Long.getLong("steward.mangled.seed", 1);
    private static final int WORLD = 10_000;
    /** Of a fault that several threads meet at once, the payload that is told may be another's. */
    private static final int THREADS = Integer.getInteger("steward.mangled.threads", 1);

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    SandboxSlack slack;
    @Autowired
    List<SlackFeature> features;

    @Test
    void noneEndsInAStackTrace() throws Exception {
        var faults = new ArrayList<String>();
        long began = System.nanoTime();
        for (int sent = 0; sent < MANY; sent += WORLD) {
            if (sent > 0) {
                slack.reset();
            }
            faults.addAll(some(SEED + sent, Math.min(WORLD, MANY - sent)));
            if (MANY > WORLD) {
                System.out.printf("%,d of %,d mangled payloads, %,d faults, %d s%n", sent + WORLD, MANY, faults.size(),
                        (System.nanoTime() - began) / 1_000_000_000);
            }
        }
        assertThat(faults.stream().limit(20)).as("%s in all", faults.size()).isEmpty();
    }

    /** The database does not keep it. */
    @Test
    void noFieldStumblesOverNul() throws Exception {
        everybodyDoesSomething();
        harmless(new Mangler(SEED).withNul(slack.sent(), Math.min(MANY, 600)));
    }

    @Test
    void noFormStumblesOverTheWantOfItsFields() throws Exception {
        everybodyDoesSomething();
        slack.as(OPS).in("#general").tries().types("/approval policy").presses("Try it on recent requests").closesAll();
        List<String> bodies = new Mangler(SEED).withoutFields(slack.sent());
        assertThat(bodies).hasSizeGreaterThan(2);
        harmless(bodies);
    }

    private void harmless(List<String> bodies) throws Exception {
        var faults = new ArrayList<String>();
        try (var errors = new Errors()) {
            for (String body : bodies) {
                slack.forgetsRateLimits();
                HttpResponse<String> answer = send(body);
                String fault = errors.since();
                // what the sandbox's Slack stumbles over is not Steward's
                if (answer.statusCode() >= 500 || fault != null && !fault.contains("sandbox_")) {
                    faults.add(answer.statusCode() + " " + fault + "\n  "
                            + body.substring(0, Math.min(3_000, body.length())));
                }
            }
        }
        assertThat(faults.stream().limit(20)).as("%s in all", faults.size()).isEmpty();
    }

    private List<String> some(long seed, int many) throws Exception {
        everybodyDoesSomething();
        List<String> sent = slack.sent();
        List<String> said = slack.said();
        var faults = new ArrayList<String>();
        try (var errors = new Errors(); var senders = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<String>>> shares = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Mangler mangler = mangler(seed + thread, sent, said);
                shares.add(() -> sends(mangler, many / THREADS, errors));
            }
            for (Future<List<String>> share : senders.invokeAll(shares)) {
                faults.addAll(share.get());
            }
        }
        return faults;
    }

    private List<String> sends(Mangler mangler, int many, Errors errors) throws Exception {
        var faults = new ArrayList<String>();
        for (int i = 0; i < many; i++) {
            String body = mangler.next();
            slack.forgetsRateLimits();
            HttpResponse<String> answer = send(body);
            String fault = errors.since();
            if (answer.statusCode() >= 500 || fault != null) {
                faults.add(answer.statusCode() + " " + fault + "\n  " + (body.length() > 3_000
                        ? body.substring(0, 3_000)
                        : body));
                System.out.println(faults.getLast());
            }
            assertThat(answer.body()).doesNotContain("Exception", "\tat ", "dev.steward");
        }
        return faults;
    }

    private Mangler mangler(long seed, List<String> sent, List<String> said) {
        var mangler = new Mangler(seed);
        sent.forEach(mangler::sample);
        said.forEach(mangler::shown);
        mangler.routes(actions(), forms());
        assertThat(mangler.samples()).isGreaterThan(200);
        return mangler;
    }

    /** One of each kind of thing, so that what is mangled is about something. */
    private void everybodyDoesSomething() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        Person maya = slack.as(PM).in("#general");
        maya.types("/feedback The export stops halfway").sees("FB-1");
        slack.as(SELLER).in("#general").types("/feedback").fills("What was said?", "The ledger is slow").submits()
                .seesNoModal();
        slack.as(SELLER).in("#general").types("/feedback list").types("/feedback search ledger")
                .types("/feedback mine");
        maya.types("/initiative new Ledger export").submits().sees("*INIT-1*").closes();
        maya.types("/approval can-i-ship INIT-1 tier:3 risk:low");
        maya.types("/approval ship INIT-1 tier:1 risk:high");
        slack.settles();
        for (var who : List.of(PM, OPS, EXECUTIVE, SUPPORT)) {
            Person person = slack.as(who).in("#general");
            for (String command : List.of("/approval", "/approval list", "/approval policy", "/release",
                    "/release list",
                    "/release subscribe", "/release sources", "/release checklists", "/cadence", "/cadence list",
                    "/cadence new \"Roadmap review\" every other Tuesday 10:00 in #general with @maya @jonas",
                    "/initiative list", "/steward", "/steward setup", "/steward privacy", "/steward erase @diego",
                    "/steward away tomorrow, @jonas", "/steward hours mon-fri 8:00-16:00", "/steward holidays",
                    "/steward calendar", "/steward deliveries", "/steward help")) {
                person.tries().types(command);
                if (person.modals() > 0) {
                    person.tries().closesAll();
                }
            }
            person.opensHome();
        }
        slack.settles();
    }

    private List<String> actions() {
        return routes().filter(Route.Action.class::isInstance).map(Route.Action.class::cast).map(Route.Action::actionId)
                .toList();
    }

    private List<String> forms() {
        return routes().filter(Route.Submission.class::isInstance).map(Route.Submission.class::cast)
                .map(Route.Submission::callbackId).toList();
    }

    private Stream<Route> routes() {
        return features.stream().flatMap(feature -> feature.routes().stream());
    }

    private HttpResponse<String> send(String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String timestamp = String.valueOf(slack.clock().instant().getEpochSecond());
        return http.send(HttpRequest.newBuilder(URI.create(slack.address() + "/slack/events"))
                .POST(BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", Signed.sign(slack.signingSecret(), timestamp, bytes)).build(),
                BodyHandlers.ofString());
    }

    /** The stack traces that Steward writes meanwhile. */
    private static final class Errors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final ConcurrentLinkedQueue<String> traces = new ConcurrentLinkedQueue<>();

        Errors() {
            setContext(root.getLoggerContext());
            start();
            root.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null) {
                String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
                traces.add(event.getFormattedMessage() + "\n"
                        + trace.lines().limit(12).reduce("", (a, b) -> a + b + "\n"));
            }
        }

        @org.jspecify.annotations.Nullable
        String since() {
            return traces.poll();
        }

        @Override
        public void close() {
            root.detachAppender(this);
            stop();
        }
    }
}
