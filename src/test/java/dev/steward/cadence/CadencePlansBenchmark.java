package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.agenda.AgendaEntry;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.testing.Migrations;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Which index answers each query of cadences where one workspace has 20,000 of them, and a million of whatever comes of them. */
@SuppressWarnings("SystemOut")
class CadencePlansBenchmark {
    private static final int CADENCES = Integer.getInteger("benchmark.cadences", 20_000);
    private static final int ROWS = Integer.getInteger("benchmark.rows", 1_000_000);
    private static final int RUNS = 5;
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());
    private static final UserId MEMBER = new UserId("U7");
    /** The list of reviews puts all of a workspace's that go on in the reader's own order. */
    private static final String WHOLE = "order by part, id";
    private static final Pattern SEQUENTIAL = Pattern.compile("Seq Scan on (cadence\\w*)");

    @TempDir
    Path folder;

    @Test
    void everyQueryHasItsIndex() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "off").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start(); var source = new HikariDataSource()) {
            source.setDataSource(postgres.getPostgresDatabase());
            source.setMaximumPoolSize(2);
            new JdbcTemplate(source).execute("create extension btree_gin; create extension pg_trgm");
            Migrations.run(source, "workspace", "cadence");
            fill(new JdbcTemplate(source));
            var explained = new Explained(source);
            for (int run = 0; run < RUNS; run++) {
                explained.plans().clear();
                ask(explained);
            }
            report(explained.plans());
        }
    }

    private static void fill(JdbcTemplate jdbc) {
        var json = new CadenceJson();
        var rules = new Rules("Roadmap review", Template.ROADMAP_REVIEW, false, new ChannelId("C1"), null,
                Recurrence.of(LocalDateTime.of(2026, 1, 5, 10, 0), ZoneOffset.UTC, "FREQ=WEEKLY"),
                new AfterDowntime.Skip(), Duration.ofHours(1), new People(List.of(MEMBER), List.of()), List.of(),
                Lead.days(1), null, List.of(), List.of());
        String cadence = json.write(new Cadence.Workings(MEMBER, CadenceState.ACTIVE, rules, Rotation.empty()));
        String session = json.write(Session.prepare(
                new Session.Facts(new SessionId(UUID.randomUUID()), WORKSPACE, new CadenceId(UUID.randomUUID()), false),
                LocalDateTime.of(2026, 1, 5, 10, 0), NOW, MEMBER, NOW).workings());
        int each = ROWS / CADENCES;
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, 'T1', 'One', 'A1', 'U0', 'B0', '', now())
                """, WORKSPACE.value());
        jdbc.update("""
                insert into cadence (workspace_id, id, number, cadence_key, owner, state, title, channel_id, written,
                    participants, participant_groups, created_at, changed_at, workings, version)
                select ?, md5('c' || n)::uuid, n, 'key ' || n, 'U' || n % 2000,
                    case when n % 5 = 0 then 'ENDED' else 'ACTIVE' end, 'Review ' || n, 'C' || n % 500, n % 2 = 1,
                    array['U' || n % 2000, 'U' || (n + 7) % 2000, 'U' || (n + 13) % 2000], array['S' || n % 300],
                    now(), now(), ?, 1
                from generate_series(1, ?) n
                """, WORKSPACE.value(), cadence, CADENCES);
        jdbc.update("""
                insert into cadence_session (workspace_id, id, cadence_id, planned, starts_at, state, written, facilitator, due,
                    asked, workings, version)
                select ?, md5('s' || n || '/' || k)::uuid, md5('c' || n)::uuid, at::timestamp, at,
                    case when k = 0 and n % 5 > 0 then 'COLLECTING' when k % 7 = 3 then 'SKIPPED' else 'CLOSED' end, n % 2 = 1,
                    'U' || (n + k) % 2000, k > 0, 3, ?, 1
                from generate_series(1, ?) n, generate_series(0, ? - 1) k,
                    lateral (select ?::timestamptz + make_interval(days => 3 - 7 * k, mins => n % 600) as at) t
                """, WORKSPACE.value(), session, CADENCES, each, utc(NOW));
        jdbc.update("""
                insert into cadence_session_happening (workspace_id, session_id, version, position, kind, at, to_users)
                select workspace_id, id, 1, 0, 'PREPARED', starts_at, '{}' from cadence_session
                """);
        jdbc.update("""
                insert into cadence_item (workspace_id, id, cadence_id, added_key, title, notes, minutes, added_by, added_at,
                    source, source_key, state, position, touched, stood_in, ended_at, settled_in)
                select ?, md5('i' || n || '/' || k)::uuid, md5('c' || n)::uuid, 'key ' || n || '/' || k, 'Item ' || k, '', 10, 'U1', now(),
                    case when k % 3 = 0 then 'approval.open' end, 'AP-' || k,
                    case when k < 5 then 'OPEN' else 'DONE' end, k, false, 0, case when k >= 5 then now() end,
                    case when k > 6 then md5('s' || n || '/1')::uuid end
                from generate_series(1, ?) n, generate_series(0, ? - 1) k
                """, WORKSPACE.value(), CADENCES, each);
        jdbc.update("""
                insert into cadence_session_item (workspace_id, session_id, item_id, position, outcome, decided_at)
                select ?, md5('s' || n || '/' || 1 + k / 8)::uuid, md5('i' || n || '/' || k)::uuid, k, 'DONE', now()
                from generate_series(1, ?) n, generate_series(0, ? - 1) k
                """, WORKSPACE.value(), CADENCES, each);
        jdbc.update("""
                insert into cadence_ask (workspace_id, id, session_id, cadence_id, user_id, asked_at, until, answered_at, late,
                    answers, version)
                select ?, md5('a' || n || '/' || k)::uuid, md5('s' || n || '/' || k / 3)::uuid, md5('c' || n)::uuid,
                    'U' || (n + k) % 2000, now(), now(), case when k % 4 > 0 then now() end, false, '[]', 1
                from generate_series(1, ?) n, generate_series(0, ? - 1) k
                """, WORKSPACE.value(), CADENCES, each);
        jdbc.update("""
                insert into cadence_action (workspace_id, id, cadence_id, session_id, action_key, what, owner, due_on, due_at,
                    noted_by, noted_at, state, ended_by, ended_at, taken, version)
                select ?, md5('o' || n || '/' || k)::uuid, md5('c' || n)::uuid, md5('s' || n || '/' || k / 3)::uuid,
                    'key ' || n || '/' || k, 'Do ' || k, 'U' || (n + k) % 2000, (?::timestamptz - make_interval(days => k))::date,
                    ?::timestamptz - make_interval(days => k), 'U1', now(),
                    case when k < 3 then 'OPEN' when k % 9 = 5 then 'DROPPED' else 'DONE' end,
                    case when k >= 3 then 'U1' end, case when k >= 3 then ?::timestamptz - make_interval(days => k) end, 0, 1
                from generate_series(1, ?) n, generate_series(0, ? - 1) k
                """, WORKSPACE.value(), utc(NOW), utc(NOW), utc(NOW), CADENCES, each);
        jdbc.update("""
                insert into cadence_action_happening (workspace_id, action_id, version, kind, by_user_id, at, owner, due_on)
                select workspace_id, id, 1, 'NOTED', 'U1', noted_at, owner, due_on from cadence_action
                """);
        jdbc.execute("vacuum analyze");
    }

    /** Each query that a card, a command or a step of time asks. */
    private static void ask(JdbcTemplate jdbc) {
        var json = new CadenceJson();
        CadenceId id = new CadenceId(named(jdbc, "c77"));
        SessionId session = new SessionId(named(jdbc, "s77/1"));
        List<CadenceId> some = List.of(id, new CadenceId(named(jdbc, "c78")), new CadenceId(named(jdbc, "c79")));

        var cadences = new Cadences(jdbc, json);
        assertThat(cadences.find(WORKSPACE, id)).isPresent();
        assertThat(cadences.find(WORKSPACE, new Reference(77))).isPresent();
        assertThat(cadences.created(WORKSPACE, "key 77")).isPresent();
        assertThat(cadences.find(WORKSPACE, some)).hasSize(3);
        cadences.in(WORKSPACE, CadenceState.ACTIVE, 50);
        cadences.concerning(WORKSPACE, MEMBER, Set.of("S7"));

        var finds = new FindCadences(JdbcClient.create(jdbc));
        finds.list(new Actor(WORKSPACE, MEMBER, "T1", Role.MEMBER), Set.of("S7"), new ChannelId("C7"), 0, 10);
        finds.channels(WORKSPACE, 200);

        var sessions = new Sessions(jdbc, json);
        assertThat(sessions.find(WORKSPACE, session)).isPresent();
        sessions.find(WORKSPACE, List.of(session.value()));
        sessions.find(WORKSPACE, id, LocalDateTime.of(2026, 11, 16, 16, 17));
        assertThat(sessions.open(WORKSPACE, id)).hasSize(1);
        sessions.open(WORKSPACE, some);
        sessions.open(WORKSPACE, 50);
        sessions.of(WORKSPACE, id, NOW, 20);
        sessions.lastHeld(WORKSPACE, id, NOW);
        sessions.from(WORKSPACE, id, NOW.minus(Duration.ofDays(40)));
        sessions.waitingFor(WORKSPACE, MEMBER, Set.of("S7"));
        sessions.waitingForGroup(WORKSPACE, "S7");
        sessions.history(WORKSPACE, session);

        var items = new Items(jdbc);
        assertThat(items.open(WORKSPACE, id)).hasSize(5);
        items.open(WORKSPACE, some);
        assertThat(items.find(WORKSPACE, new ItemId(named(jdbc, "i77/3")))).isPresent();
        assertThat(items.added(WORKSPACE, "key 77/3")).isPresent();
        assertThat(items.dealtWith(WORKSPACE, id)).hasSize(2);
        items.of(WORKSPACE, session);
        items.before(WORKSPACE, id, List.of(new Agenda.Told("approval.open", false,
                List.of(new AgendaEntry("AP-6", "One", "", null, 10, NOW)))));

        var asks = new Asks(jdbc, json);
        assertThat(asks.find(WORKSPACE, new AskId(named(jdbc, "a77/3")))).isPresent();
        asks.find(WORKSPACE, session, new UserId("U80"));
        asks.ids(WORKSPACE, session, List.of(MEMBER));
        asks.ids(WORKSPACE, session);
        asks.heads(WORKSPACE, session);
        asks.of(WORKSPACE, session);

        var actions = new Actions(jdbc);
        assertThat(actions.find(WORKSPACE, new ActionId(named(jdbc, "o77/3")))).isPresent();
        assertThat(actions.noted(WORKSPACE, "key 77/3")).isPresent();
        assertThat(actions.open(WORKSPACE, id, 100)).hasSize(3);
        assertThat(actions.countOpen(WORKSPACE, id)).isEqualTo(3);
        actions.countDone(WORKSPACE, id, NOW.minus(Duration.ofDays(10)));
        actions.openOf(WORKSPACE, MEMBER, 45);
        actions.countOpenOf(WORKSPACE, MEMBER);
        actions.of(WORKSPACE, session);
        actions.countOf(WORKSPACE, session);
        actions.history(WORKSPACE, new ActionId(named(jdbc, "o77/3")));
    }

    private static void report(List<Explained.Plan> plans) throws IOException {
        var text = new StringBuilder();
        Set<String> without = new TreeSet<>();
        for (Explained.Plan plan : plans) {
            if (!plan.query().contains("cadence")) {
                continue;
            }
            text.append(String.format(Locale.ROOT, "%8.3f ms: %s%n%s%n%n", plan.millis(), plan.query(), plan.plan()));
            if (plan.query().contains(WHOLE)) {
                continue;
            }
            Matcher scanned = SEQUENTIAL.matcher(plan.plan());
            while (scanned.find()) {
                without.add(scanned.group(1) + ": " + plan.query());
            }
        }
        Files.writeString(Path.of("target", "cadence-plans.txt"), text);
        plans.stream().filter(plan -> plan.query().contains("cadence"))
                .sorted((one, other) -> Double.compare(other.millis(), one.millis())).limit(12)
                .forEach(plan -> System.out.printf("%8.3f ms: %.160s%n", plan.millis(), plan.query()));
        assertThat(without).as("tables that are read from end to end").isEmpty();
    }

    private static UUID named(JdbcTemplate jdbc, String name) {
        return Objects.requireNonNull(jdbc.queryForObject("select md5(?)::uuid", UUID.class, name));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
