package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.github.f4b6a3.uuid.UuidCreator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Conditions;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.sandbox.HeardAnswers;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** A workspace with as many requests as a benchmark wants. All live in UTC. */
final class Company {
    private final ConfigurableApplicationContext steward;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final WorkspaceId workspace;
    private final String secret;
    private final String team;
    private Supplier<String> responses = () -> "http://127.0.0.1:1/none";

    /** A PostgreSQL that keeps what it says it keeps. */
    static EmbeddedPostgres database(Path folder) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg")).setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB").setServerConfig("max_wal_size", "4GB").start();
    }

    /** A whole Steward with its sandbox on it. */
    static ConfigurableApplicationContext steward(EmbeddedPostgres database, Path folder, Class<?>... sources) {
        return new SpringApplicationBuilder(sources).run(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres?user=postgres",
                "--server.port=0", "--server.address=127.0.0.1", "--steward.home=" + folder.resolve("home"));
    }

    Company(ConfigurableApplicationContext steward) {
        this.steward = steward;
        this.jdbc = steward.getBean(JdbcTemplate.class);
        this.transaction = steward.getBean(TransactionTemplate.class);
        this.workspace = new WorkspaceId(
                Objects.requireNonNull(jdbc.queryForObject("select id from workspace", UUID.class)));
        this.secret = text("select signing_secret from sandbox_team");
        this.team = text("select id from sandbox_team");
    }

    private String text(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, String.class));
    }

    long count(String sql, Object... arguments) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, arguments));
    }

    /** From now on Steward's later answers are heard there. */
    void hearsAt(HeardAnswers heard) {
        responses = () -> heard.url(UUID.randomUUID().toString());
    }

    /** Waits until no step of a request is due, such as those that look again because its people were set up. */
    void comesToRest() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> count("""
                select count(*) from timer where type like 'approval.%' and due_at <= ?
                """, Instant.now().plusSeconds(5).atOffset(ZoneOffset.UTC)) == 0);
    }

    /** How many requests are decided. */
    long decided() {
        return count("select count(*) from approval_request where not open");
    }

    void settleIn() {
        for (Who who : List.of(Who.PM, Who.OPS, Who.EXECUTIVE, Who.SELLER, Who.SUPPORT)) {
            steward.getBean(Members.class).save(new Member(workspace, who.id(), team, who.name(), null,
                    ZoneId.of("UTC"), who == Who.OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
    }

    /** One request through the very same code as any other, and copies of what it became. */
    void fill(int many) {
        RequestId one = open(Instant.now());
        steward.getBean(ChangeRequest.class).change(workspace, one,
                (request, roster, now) -> request.approve(Who.EXECUTIVE.id(), null, roster, now));
        copy(one, many);
        jdbc.execute("vacuum analyze");
        jdbc.execute("checkpoint");
    }

    List<UUID> copy(RequestId one, int many) {
        jdbc.execute("drop table if exists twin");
        jdbc.update("""
                create table twin as select uuidv7() as id, n + (select max(number) from approval_request) as number
                from generate_series(1, %d) n
                """.formatted(many));
        String columns = text("""
                select string_agg(column_name, ', ') from information_schema.columns
                where table_schema = current_schema() and table_name = 'approval_request'
                  and column_name not in ('id', 'number', 'request_key')
                """);
        jdbc.update("insert into approval_request (id, number, request_key, " + columns
                + ") select twin.id, twin.number, twin.id::text, " + columns.replaceAll("(\\w+)", "r.$1")
                + " from approval_request r, twin where r.id = ?", one.value());
        jdbc.update("""
                insert into approval_happening (workspace_id, request_id, version, position, kind, by_user_id, at, stage,
                    to_users, about_users, words)
                select workspace_id, twin.id, version, position, kind, by_user_id, at, stage, to_users, about_users, words
                from approval_happening h, twin where h.request_id = ?
                """, one.value());
        jdbc.update("""
                insert into approval_waiting (workspace_id, user_id, request_id, user_group)
                select workspace_id, user_id, twin.id, user_group from approval_waiting w, twin where w.request_id = ?
                """, one.value());
        jdbc.update("update approval_counter set requests = (select max(number) from approval_request)");
        return jdbc.queryForList("select id from twin", UUID.class);
    }

    RequestId open(Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        var stage = new Stage("review", List.of(Story.person(Who.EXECUTIVE.id())), Need.ANY,
                WorkingAmount.days(200),
                List.of(), List.of(new Rung(WorkingAmount.hours(1), List.of(Story.person(Who.OPS.id())), true)),
                Silence.WAIT, Stage.EVERYTHING);
        var terms = new Terms(1, Story.LAUNCH,
                new Rule("big", Set.of(), Conditions.NONE, new Rule.Outcome.Stages(false, List.of(stage),
                        new Disagreement(List.of(Story.person(Who.OPS.id())), WorkingAmount.days(1), List.of()))));
        return Objects.requireNonNull(transaction.execute(status -> {
            var requests = steward.getBean(Requests.class);
            var facts = new Facts(new RequestId(UuidCreator.getTimeOrderedEpoch()), workspace,
                    requests.nextReference(workspace), Who.PM.id(), null, null, now);
            Roster roster = steward.getBean(Rosters.class).of(facts, null, now);
            var request = ApprovalRequest.open(facts, new Question("May we launch?", "Wait for a month",
                    Scope.UNKNOWN, List.of(), null, null), terms, roster);
            requests.add(request, facts.id().toString());
            steward.getBean(Aftermath.class).opened(request, roster, now);
            return facts.id();
        }));
    }

    ApprovalBenchmark.Acks press(int many) throws Exception {
        Queue<RequestId> open = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < many; i++) {
            open.add(open(Instant.now()));
        }
        // of every table, as autovacuum does within a minute or two: no plan is to be from when there was nothing
        jdbc.execute("vacuum analyze");
        List<Double> millis = new ArrayList<>();
        // anew each time: what was idle while the requests were opened is just being closed
        try (var threads = Executors.newFixedThreadPool(ApprovalBenchmark.CONNECTIONS);
                var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int i = 0; i < ApprovalBenchmark.CONNECTIONS; i++) {
                all.add(threads.submit(() -> {
                    List<Double> mine = new ArrayList<>();
                    for (RequestId next = open.poll(); next != null; next = open.poll()) {
                        mine.add(press(http, next));
                    }
                    return mine;
                }));
            }
            for (Future<List<Double>> each : all) {
                millis.addAll(each.get());
            }
        }
        assertThat(count("select count(*) from approval_request where open")).as("each press counted").isZero();
        return new ApprovalBenchmark.Acks(millis.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** Open requests, each as the first was asked. */
    Queue<RequestId> ask(int many) {
        List<UUID> twins = copy(open(Instant.now()), many);
        transaction.executeWithoutResult(status -> steward.getBean(Timers.class).set(twins.stream().collect(
                Collectors.toMap(twin -> PassTime.STEP.of(workspace, twin),
                        twin -> Instant.now().plus(Duration.ofDays(9))))));
        jdbc.execute("vacuum analyze");
        jdbc.execute("checkpoint");
        return twins.stream().map(RequestId::new).collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    }

    /** The form that Slack sends when its executive presses Approve. */
    String approval(RequestId request) {
        return interaction("""
                "type":"block_actions","container":{"type":"message","message_ts":"1700000000.000100",
                "channel_id":"C0GENERAL1","is_ephemeral":false},"message":{"type":"message","ts":"1700000000.000100",
                "text":"x"},"state":{"values":{}},"actions":[{"action_id":"%1$s#1","block_id":"b1",
                "text":{"type":"plain_text","text":"Approve"},"value":"%2$s","type":"button","action_ts":"%3$s"}]
                """.formatted(AskCard.APPROVE.actionId(), request.value(), UUID.randomUUID()), Who.EXECUTIVE);
    }

    /** @param what the fields of the payload that belong to what somebody does */
    String interaction(String what, Who who) {
        String payload = """
                {%4$s,"user":{"id":"%1$s","username":"x","name":"x","team_id":"%2$s"},"api_app_id":"A0STEWARD0","token":"t",
                "trigger_id":"%3$s.1.b","team":{"id":"%2$s","domain":"fernhill"},"enterprise":null,
                "is_enterprise_install":false,"channel":{"id":"C0GENERAL1","name":"general"},
                "response_url":"%5$s"}
                """.formatted(who.id().value(), team, UUID.randomUUID(), what.strip(), responses.get());
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    /** The form that Slack sends when somebody types a command in #general. */
    String command(String command, String text, Who who) {
        return "token=t&team_id=" + team + "&team_domain=fernhill&channel_id=C0GENERAL1&channel_name=general&user_id="
                + who.id().value() + "&user_name=x&command=" + URLEncoder.encode(command, StandardCharsets.UTF_8)
                + "&text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&api_app_id=A0STEWARD0&is_enterprise_install=false"
                + "&response_url=http%3A%2F%2F127.0.0.1%3A1%2Fnone&trigger_id=" + UUID.randomUUID();
    }

    private double press(HttpClient http, RequestId request) throws Exception {
        byte[] body = approval(request).getBytes(StandardCharsets.US_ASCII);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + steward.getEnvironment().getProperty("local.server.port") + "/slack/events"))
                .POST(BodyPublishers.ofByteArray(body)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp).header("X-Slack-Signature", signature(timestamp, body))
                .build();
        long start = System.nanoTime();
        int status = http.send(post, BodyHandlers.discarding()).statusCode();
        double took = (System.nanoTime() - start) / 1e6;
        assertThat(status).isEqualTo(200);
        return took;
    }

    /** As Slack would. @param timestamp in seconds since 1970 */
    String signature(String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All were asked long enough ago that their rung is due; their timers are for one instant. */
    ApprovalBenchmark.Climb climb(int many) {
        RequestId one = Objects.requireNonNull(transaction.execute(status -> {
            RequestId asked = open(Instant.now().minus(Duration.ofDays(10)));
            steward.getBean(Timers.class).cancel(PassTime.STEP.of(workspace, asked.value()));
            return asked;
        }));
        List<UUID> twins = copy(one, many);
        jdbc.execute("vacuum analyze");
        long rungs = rungs();
        long told = told();
        Instant due = Instant.now().plus(Duration.ofSeconds(5 + many / 5_000));
        transaction.executeWithoutResult(status -> {
            var timers = steward.getBean(Timers.class);
            twins.forEach(twin -> timers.set(PassTime.STEP.of(workspace, twin), due));
        });
        assertThat(Instant.now()).as("all are set in time").isBefore(due);
        Awaitility.await().atMost(ApprovalBenchmark.PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> rungs() - rungs >= many);
        double seconds = Duration.between(due, Instant.now()).toMillis() / 1e3;
        Awaitility.await().atMost(ApprovalBenchmark.PATIENCE).until(() -> count("""
                select count(*) from timer where type = ? and due_at <= ?
                """, PassTime.STEP.name(), due.atOffset(ZoneOffset.UTC)) == 0);
        return new ApprovalBenchmark.Climb(seconds, rungs() - rungs, told() - told);
    }

    private long rungs() {
        return count("select count(*) from approval_happening where kind = 'CLIMBED'");
    }

    /** Written in the rung's transaction; unique by request and person, and sent once. */
    private long told() {
        return count("""
                select count(*) from delivery d join approval_ask a on a.workspace_id = d.workspace_id and a.id = d.thing_id
                where a.user_id = ? and d.label = ?
                """, Who.OPS.id().value(), TellPeople.ASK);
    }
}
