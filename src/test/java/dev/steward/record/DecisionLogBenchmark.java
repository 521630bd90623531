package dev.steward.record;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.Verdict;

/** How long a million entries take: {@code mvn -Pbenchmark test -Dtest=DecisionLogBenchmark}. */
class DecisionLogBenchmark {
    private static final int ENTRIES = 1_000_000;

    @Test
    void verify() {
        try (var database = new LogDatabase()) {
            var workspace = database.workspace();
            var facts = Map.<String, Object>of("outcome", "approved", "gate", "launch", "stages",
                    List.of(Map.of("name", "Lead", "approved", List.of("U0MAYA", "U0AMARA"), "after", "2 h"),
                            Map.of("name", "Executives", "approved", List.of("U0AMARA"), "after", "1 d")),
                    "reasons", "Enough customers asked, and the costs are known.");
            var source = database.jdbc;
            Chain.Head head = Chain.beginning(workspace);
            for (int from = 0; from < ENTRIES; from += 10_000) {
                var hashes = new String[10_000];
                var previous = new String[10_000];
                String text = CanonicalJson.of(facts);
                for (int i = 0; i < hashes.length; i++) {
                    Entry entry = Chain.next(head, LogDatabase.decided("AP-" + (from + i + 1), facts), text);
                    head = new Chain.Head(entry.number(), entry.hash());
                    hashes[i] = entry.hash();
                    previous[i] = entry.previousHash();
                }
                source.sql("""
                        insert into record_entry (workspace_id, number, kind, subject, reference, done_by, done_at, facts,
                                                  previous_hash, hash)
                        select :workspace, :from + n, 'approval.decided', :subject, 'AP-' || (:from + n), :by, :at, :facts,
                               p, h
                        from unnest(:previous::text[], :hashes::text[]) with ordinality as t(p, h, n)
                        """).param("workspace", workspace.value()).param("from", (long) from)
                        .param("subject", new UUID(7, 7)).param("by", LogDatabase.MAYA.value())
                        .param("at", LogDatabase.NOON.atOffset(ZoneOffset.UTC)).param("facts", text)
                        .param("previous", previous).param("hashes", hashes).update();
            }
            source.sql("insert into record_head (workspace_id, number, hash) values (?, ?, ?)")
                    .params(workspace.value(), head.number(), head.hash()).update();
            source.sql("analyze record_entry").update();
            source.sql("explain (analyze, buffers) " + HashChain.END).param("workspace", workspace.value())
                    .query(String.class).list().forEach(System.out::println);
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                Verdict verdict = database.log.verify(workspace);
                System.out.printf("verify: %s in %d ms%n", verdict, (System.nanoTime() - start) / 1_000_000);
            }
            long start = System.nanoTime();
            long read = database.log.read(workspace, 0).count();
            System.out.printf("read: %d in %d ms%n", read, (System.nanoTime() - start) / 1_000_000);
            start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                database.append(workspace, "AP-" + i);
            }
            System.out.printf("append: %d µs each%n", (System.nanoTime() - start) / 1_000_000);
        }
    }
}
