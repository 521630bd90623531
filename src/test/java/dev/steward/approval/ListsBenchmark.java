package dev.steward.approval;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.approval.FindRequests.From;
import dev.steward.approval.FindRequests.Understood;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** How long each kind of list takes where a workspace has a million requests, and which index answers it. */
@SuppressWarnings("SystemOut")
class ListsBenchmark {
    private static final int REQUESTS = Integer.getInteger("benchmark.requests", 1_000_000);
    private static final int RUNS = 30;
    private static final UserId SOMEBODY = new UserId("U500");

    @TempDir
    Path folder;

    @Test
    void lists() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg"))
                .setServerConfig("fsync", "off").setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB").start(); var source = new HikariDataSource()) {
            source.setDataSource(postgres.getPostgresDatabase());
            source.setMaximumPoolSize(2);
            var lists = new Lists(source, Clock.systemUTC());
            lists.the(Members.class).save(new Member(lists.workspace, SOMEBODY, "T1", "Somebody", null, ZoneOffset.UTC,
                    Role.MEMBER, false, false));
            fill(lists);
            openUp(lists, 95);
            for (String typed : List.of("", "gate:launch", "gate:launch state:open area:\"Area 7\"", "state:open",
                    "state:rejected", "area:\"Area 7\"", "initiative:INIT-3", "requester:<@U500>",
                    "since:300d until:290d", "export", "zephyr", "launch zephyr", "zz",
                    "gate:build zephyr state:approved")) {
                measure(lists, Whose.ANYBODYS, typed);
            }
            openUp(lists, 2);
            for (String typed : List.of("", "gate:launch", "state:open", "area:\"Area 7\"", "export",
                    "launch zephyr")) {
                measure(lists, Whose.ANYBODYS, typed);
            }
            measure(lists, Whose.MINE, "");
            measure(lists, Whose.WAITING, "");
            measure(lists, Whose.WAITING, "gate:launch");
        }
    }

    private static void fill(Lists lists) {
        long begun = System.nanoTime();
        lists.jdbc.update("""
                insert into approval_request (workspace_id, id, number, request_key, requester, channel_id, initiative_id,
                    opened_at, gate, area, asked, state, open, rule, policy_version, changed_at, workings, version)
                select ?, uuidv7(make_interval(mins => (n - ?)::int)), n, 'key ' || n, 'U' || n %% 1000,
                    'C' || n %% 100,
                    case when n %% 4000 = 0 then ?::uuid end,
                    now() + make_interval(mins => (n - ?)::int),
                    (array['discovery', 'build', 'execution', 'launch', 'outcome'])[1 + n %% 5], 'Area ' || n %% 50,
                    'May we launch the new export number ' || n || case when n %% 100000 = 7 then ' zephyr' else '' end
                        || ' to everyone next week?',
                    case when n %% 50 = 0 then 'OPEN' when n %% 100 = 1 then 'REJECTED' else 'APPROVED' end, n %% 50 = 0,
                    'The rest', 1, now(), repeat('{"workings": 1}', 150), 1
                from generate_series(1, ?) n
                """.replace("%%", "%"), lists.workspace.value(), REQUESTS, Lists.LEDGER.value(), REQUESTS, REQUESTS);
        lists.jdbc.update("""
                insert into approval_waiting (workspace_id, user_id, request_id)
                select workspace_id, 'U' || (number * 7 + 100) % 1000, id from approval_request where open
                """);
        lists.jdbc.update("""
                insert into decision (id, workspace_id, number, request_id, round, approved, how, dissents, decided_at, log_number)
                select uuidv7(), workspace_id, number, id, 1, state = 'APPROVED', 'AGREED', '[]', now(), number
                from approval_request where not open
                """);
        lists.jdbc.update("""
                insert into approval_ask (id, workspace_id, request_id, user_id)
                select uuidv7(), workspace_id, id, 'U' || (number * 7 + 100) % 1000 from approval_request
                union all select uuidv7(), workspace_id, id, 'U' || (number * 7 + 101) % 1000 from approval_request
                """);
        lists.jdbc.update("""
                insert into approval_happening (workspace_id, request_id, version, position, kind, at, to_users, about_users)
                select workspace_id, id, 2, 0, 'CLIMBED', now(), array['U' || (number * 11) % 1000], '{}'
                from approval_request where number % 5 = 0
                """);
        lists.jdbc.execute("vacuum analyze");
        System.out.printf("filled with %,d requests in %d s%n", REQUESTS,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    /** So many of a hundred channels are public, and nobody is in the others: what this person sees of those is what they were asked. */
    private static void openUp(Lists lists, int open) {
        lists.jdbc.update("delete from channel");
        lists.jdbc.update("""
                insert into channel (workspace_id, channel_id, kind, name, shared, archived, joined, read_at)
                select ?, 'C' || n, case when n < ? then 'PUBLIC' else 'PRIVATE' end, 'c' || n, false, false, true, now()
                from generate_series(0, 99) n
                """, lists.workspace.value(), open);
        System.out.printf("%d of 100 channels are public%n", open);
    }

    private static void measure(Lists lists, Whose whose, String typed) {
        FindRequests finds = lists.the(FindRequests.class);
        List<Double> millis = new ArrayList<>();
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            found = ((FindRequests.Found.Page) finds.find(lists.workspace, SOMEBODY, whose, typed, new From.Newest()))
                    .requests().size();
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(millis);
        System.out.printf("%-9s %-40s %2d rows  median %8.1f ms  worst %8.1f ms  %s%n", whose, typed, found,
                millis.get(RUNS / 2), millis.getLast(), plan(lists, finds, whose, typed));
    }

    private static List<String> plan(Lists lists, FindRequests finds, Whose whose, String typed) {
        var query = (Understood.Query) finds.understand(lists.workspace, SOMEBODY, whose, typed);
        var parameters = new ArrayList<>(query.parameters());
        return lists.jdbc.queryForList("explain select r.id " + query.from() + " " + query.where()
                + " order by r.id desc limit 11", String.class, parameters.toArray()).stream()
                .filter(line -> line.contains("Scan")).map(line -> line.replaceAll("\\(cost.*", "").strip()).toList();
    }
}
