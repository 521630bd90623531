package dev.steward.initiative;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.steward.initiative.FindInitiatives.From;
import dev.steward.workspace.Areas;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** How long people wait for what they look for among a million: {@code mvn -Pbenchmark test -Dtest=InitiativeBenchmark}. */
class InitiativeBenchmark {
    private static final int ROUNDS = 11;

    @Test
    void amongAMillion() {
        try (var database = new InitiativeDatabase()) {
            WorkspaceId workspace = database.workspace();
            database.the(Areas.class).create(workspace, "Export", null, null);
            fill(database, workspace);
            var initiatives = database.the(KeptInitiatives.class);
            var finds = database.the(FindInitiatives.class);
            var person = new UserId("U77");
            for (String typed : new String[]{"", "phase:any", "owner:me", "area:Export",
                    "area:Export owner:me phase:done",
                    "phase:validation"}) {
                time("list " + typed, () -> finds.find(workspace, person, false, typed, new From.Newest()));
            }
            time("list, far back", () -> finds.find(workspace, person, false, "", new From.OlderThan(500_000)));
            for (String typed : new String[]{"word77", "word7 word42", "unique777777", "outcome", "导出", "zz",
                    "w", "uniqe777777", "nothing"}) {
                time("search " + typed, () -> finds.find(workspace, person, true, typed, new From.Newest()));
            }
            for (String typed : new String[]{"", "w", "wo", "word4", "unique777777", "77", "INIT-777", "zzz", "zz"}) {
                time("suggest " + typed, () -> initiatives.suggest(workspace, typed, 20));
            }
            time("INIT-777", () -> initiatives.find(workspace, "INIT-777"));
            for (String where : new String[]{"and open order by number desc limit 11",
                    "and open and area_id = (select id from area) order by number desc limit 11",
                    "and open and owner = 'U77' order by number desc limit 11",
                    "and phase = 'VALIDATION' order by number desc limit 11",
                    "and terms @@ 'unique777777:*' order by number desc limit 11",
                    "and terms @@ 'outcome:*' order by number desc limit 11",
                    "and terms @@ '导出:*' order by number desc limit 11",
                    "and open and name_folded like 'word4%' order by name_folded limit 20",
                    "and open and name_terms @@ 'word4:*' order by number desc limit 20"}) {
                System.out.println("--- " + where);
                database.jdbc.sql("explain (analyze, costs off, buffers off) select * from initiative "
                        + "where workspace_id = :workspace " + where).param("workspace", workspace.value())
                        .query(String.class).list().forEach(System.out::println);
            }
        }
    }

    private static void fill(InitiativeDatabase database, WorkspaceId workspace) {
        database.jdbc.sql("""
                insert into initiative (id, workspace_id, number, created_key, name, name_key, name_folded, name_terms, terms,
                                        owner, area_id, phase, objective, created_at, changed_at)
                select gen_random_uuid(), :workspace, n, n::text, name, name, name,
                       to_tsvector('simple', name), to_tsvector('simple', name || ' ' || objective), 'U' || n % 1000,
                       case when n % 50 = 0 then (select id from area where workspace_id = :workspace) end,
                       (array['DISCOVERY', 'DEFINITION', 'EXECUTION', 'VALIDATION', 'DONE', 'DONE', 'DONE', 'STOPPED'])
                           [1 + (n * 7) % 8], objective, now(), now()
                from (select n, 'word' || n % 500 || ' word' || (n * 31) % 700 || ' unique' || n as name,
                             'the outcome of word' || n % 90 || ' and word' || (n * 13) % 1100 as objective
                      from generate_series(1, 1000000) n) made
                """).param("workspace", workspace.value()).update();
        database.jdbc.sql("vacuum analyze initiative").update();
    }

    private static void time(String what, Runnable work) {
        work.run();
        long[] took = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.run();
            took[i] = System.nanoTime() - start;
        }
        Arrays.sort(took);
        System.out.printf("%-40s median %.1f ms, worst %.1f ms%n", what, took[ROUNDS / 2] / 1e6,
                took[ROUNDS - 1] / 1e6);
    }
}
