package dev.steward.approval;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;

/** How long a decision review waits for its agenda where a workspace has half a million requests, one in fifty of them open. */
@SuppressWarnings("SystemOut")
class ForReviewBenchmark {
    private static final int REQUESTS = Integer.getInteger("benchmark.requests", 500_000);
    private static final int RUNS = 15;

    @TempDir
    Path folder;

    @Test
    void agendas() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "off").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start(); var source = new HikariDataSource()) {
            source.setDataSource(postgres.getPostgresDatabase());
            source.setMaximumPoolSize(2);
            var lists = new Lists(source, Clock.systemUTC());
            fill(lists);
            Areas areas = lists.the(Areas.class);
            Area decided = areas.create(lists.workspace, "Area 7", null, null);
            Area open = areas.create(lists.workspace, "Area 0", null, null);
            JdbcClient jdbc = lists.the(JdbcClient.class);
            for (AgendaSource each : List.of(new OpenForReview(jdbc, lists.the(Requests.class), areas),
                    new DecidedForReview(jdbc, lists.the(RequestJson.class), areas))) {
                for (int days : List.of(7, 100)) {
                    measure(lists, each, null, days);
                    measure(lists, each, decided, days);
                    measure(lists, each, open, days);
                }
            }
        }
    }

    /** One a minute until now. In Area 7 everything is decided, in Area 0 nothing. */
    private static void fill(Lists lists) {
        String workings = new RequestJson()
                .write(new Story().opens(Story.question(), Story.alone()).request().workings());
        lists.jdbc.update("""
                insert into approval_request (workspace_id, id, number, request_key, requester, opened_at, gate, area, asked,
                    needed_by, state, open, rule, policy_version, changed_at, workings, version)
                select ?, uuidv7(make_interval(mins => (n - ?)::int)), n, 'key ' || n, 'U' || n % 1000,
                    now() + make_interval(mins => (n - ?)::int), 'launch', 'Area ' || n % 50,
                    'May we launch the new export number ' || n,
                    case when n % 3 = 0 then now() + make_interval(mins => n % 100000) end,
                    case when n % 1000 = 0 then 'BLOCKED' when n % 50 = 0 then 'OPEN' else 'APPROVED' end, n % 50 = 0,
                    'The rest', 1, now(), ?, 1
                from generate_series(1, ?) n
                """, lists.workspace.value(), REQUESTS, REQUESTS, workings, REQUESTS);
        lists.jdbc.update("""
                insert into decision (id, workspace_id, number, request_id, round, approved, how, dissents, decided_at, log_number)
                select uuidv7(), workspace_id, number, id, 1, true, 'AGREED',
                    case when number % 500 = 7 then '[{"by": "U1", "reason": "no"}]' else '[]' end, opened_at, number
                from approval_request where not open
                """);
        lists.jdbc.execute("vacuum analyze");
    }

    private static void measure(Lists lists, AgendaSource source, @Nullable Area area, int days) {
        List<Double> millis = new ArrayList<>();
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            Instant now = Instant.now();
            var query = new AgendaQuery(lists.workspace, area == null ? null : area.id(), new ChannelId("C1"),
                    now.minus(Duration.ofDays(days)), now, now.plus(Duration.ofDays(days)), 10);
            long begun = System.nanoTime();
            found = source.entries(query).size();
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(millis);
        System.out.printf("%-16s %-7s %3d days %2d entries  median %6.1f ms  worst %6.1f ms%n", source.name(),
                area == null ? "" : area.name(), days, found, millis.get(RUNS / 2), millis.getLast());
    }
}
