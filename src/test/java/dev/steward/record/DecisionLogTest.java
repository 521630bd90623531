package dev.steward.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.IllegalTransactionStateException;

import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.record.DecisionLog.Verdict.Broken;
import dev.steward.record.DecisionLog.Verdict.Whole;
import dev.steward.workspace.WorkspaceId;

class DecisionLogTest {
    private static final LogDatabase DATABASE = new LogDatabase();
    private final DecisionLog log = DATABASE.log;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void entriesAreNumberedAndEachNamesTheOneBefore() {
        WorkspaceId workspace = DATABASE.workspace();

        Entry first = DATABASE.append(workspace, "AP-1");
        Entry second = DATABASE.append(workspace, "AP-2");
        Entry elsewhere = DATABASE.append(DATABASE.workspace(), "AP-1");

        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previousHash()).isEqualTo(first.hash()).hasSize(64);
        assertThat(elsewhere.number()).isEqualTo(1);
        assertThat(elsewhere.previousHash()).isNotEqualTo(first.previousHash());
        assertThat(log.verify(workspace)).isEqualTo(new Whole(2, second.hash()));
    }

    @Test
    void anEmptyLogIsWhole() {
        WorkspaceId workspace = DATABASE.workspace();

        assertThat(log.verify(workspace)).isEqualTo(new Whole(0, Chain.beginning(workspace).hash()));
        assertThat(log.read(workspace, 0)).isEmpty();
    }

    @Test
    void whatIsReadIsWhatWasAppended() {
        WorkspaceId workspace = DATABASE.workspace();
        var precise = new NewEntry("policy.changed", UUID.randomUUID(), "policy 3", null,
                LogDatabase.NOON.plusNanos(789),
                Map.of("words", "“Zürich” 導出 \u0001 🙂", "list", List.of(1, true, "")));

        Entry first = DATABASE.append(workspace, precise);
        Entry second = DATABASE.append(workspace, "AP-2");

        assertThat(first.at()).isEqualTo(LogDatabase.NOON);
        assertThat(first.facts()).matches(
                "\\{\"list\":\\[1,true,\"\"\\],\"salt\":\"[0-9a-f]{32}\",\"words\":\"“Zürich” 導出 \\\\u0001 🙂\"}");
        assertThat(log.read(workspace, 0)).containsExactly(first, second);
        assertThat(log.read(workspace, 1)).containsExactly(second);
    }

    @Test
    void aLongLogIsReadInOrderPageByPage() {
        WorkspaceId workspace = DATABASE.workspace();
        DATABASE.in(() -> IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> log.append(workspace, LogDatabase.decided("AP-" + i, Map.of()))).toList());

        assertThat(log.read(workspace, 0).map(Entry::number))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_500).boxed().toList());
        assertThat(log.read(workspace, 500).map(Entry::number))
                .containsExactlyElementsOf(LongStream.rangeClosed(501, 2_500).boxed().toList());
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    /** Whoever changes how hashes are made breaks every log there is, and every export somebody keeps. */
    @Test
    void theHashOfAnEntryNeverChanges() {
        var workspace = new WorkspaceId(UUID.fromString("01935f4e-0000-7000-8000-0000000000aa"));
        var entry = new NewEntry("approval.decided", UUID.fromString("01935f4e-0000-7000-8000-000000000007"), "AP-7",
                LogDatabase.MAYA, LogDatabase.NOON,
                Map.of("outcome", "approved", "after", 3, "dissent", List.of("né")));

        Entry first = Chain.next(Chain.beginning(workspace), entry, CanonicalJson.of(entry.facts()));

        assertThat(first.previousHash()).isEqualTo("49ee2316fbebcd6937d67503935f36a67c576ec4e8c51246ceded2a3ce7fa888");
        assertThat(first.hash()).isEqualTo("3711e8e10c3ee5156999f4150ffc4c509f2ddf4a122e29dc021c17cee2a5f286");
        assertThat(first.line()).isEqualTo(
                "{\"at\":\"2026-12-03T12:00:00.123456Z\",\"by\":\"U0MAYA\",\"facts\":\"{\\\"after\\\":3,\\\"dissent\\\":[\\\"né\\\"],\\\"outcome\\\":\\\"approved\\\"}\",\"hash\":\"3711e8e10c3ee5156999f4150ffc4c509f2ddf4a122e29dc021c17cee2a5f286\",\"kind\":\"approval.decided\",\"number\":1,\"previous\":\"49ee2316fbebcd6937d67503935f36a67c576ec4e8c51246ceded2a3ce7fa888\",\"reference\":\"AP-7\",\"subject\":\"01935f4e-0000-7000-8000-000000000007\"}");
    }

    @Test
    void whatHasNoCanonicalFormIsRefusedAndSaysWhere() {
        WorkspaceId workspace = DATABASE.workspace();

        assertThatThrownBy(() -> DATABASE.append(workspace,
                LogDatabase.decided("AP-1", Map.of("scope", Map.of("cost", new BigDecimal("1.50"))))))
                .hasMessage(
                        "the facts.scope.cost is a java.math.BigDecimal, which has no canonical form: write it as a "
                                + "text, whole number or truth value");
        assertThatThrownBy(() -> DATABASE.append(workspace, LogDatabase.decided("AP-1", Map.of("words", "\ud800"))))
                .hasMessageContaining("half a character");
        assertThatThrownBy(() -> DATABASE.append(workspace, LogDatabase.decided("AP-1", Map.of("n", 1L << 53))))
                .hasMessageContaining("2^53");
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    @Test
    void nothingIsAppendedOutsideATransaction() {
        WorkspaceId workspace = DATABASE.workspace();

        assertThatThrownBy(() -> log.append(workspace, LogDatabase.decided("AP-1", Map.of())))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void anAppendThatIsRolledBackLeavesNothing() {
        WorkspaceId workspace = DATABASE.workspace();
        for (int i = 0; i < 2; i++) {
            DATABASE.transaction.executeWithoutResult(status -> {
                log.append(workspace, LogDatabase.decided("AP-9", Map.of()));
                status.setRollbackOnly();
            });
            assertThat(DATABASE.append(workspace, "AP-" + (i + 1)).number()).isEqualTo(i + 1);
        }
        assertThat(log.read(workspace, 0).map(Entry::reference)).containsExactly("AP-1", "AP-2");
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    @Test
    void manyAppendAtOnceAndTheChainIsWhole() throws Exception {
        WorkspaceId workspace = DATABASE.workspace();
        int writers = 8;
        int each = 40;
        var barrier = new CyclicBarrier(writers);
        try (var pool = Executors.newFixedThreadPool(writers)) {
            List<Future<List<Long>>> written = pool.invokeAll(IntStream.range(0, writers)
                    .mapToObj(n -> (Callable<List<Long>>) () -> {
                        barrier.await();
                        return IntStream.range(0, each).mapToObj(m -> {
                            boolean rollBack = m % 5 == 4;
                            Entry entry = DATABASE.transaction.execute(status -> {
                                if (rollBack) {
                                    status.setRollbackOnly();
                                }
                                return log.append(workspace, LogDatabase.decided("AP-" + n + "-" + m, Map.of("n", n)));
                            });
                            return rollBack || entry == null ? 0 : entry.number();
                        }).filter(number -> number > 0).toList();
                    }).toList());
            assertThat(written).flatMap(Future::get).containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(1, writers * each * 4 / 5).boxed().toList());
        }
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update record_entry set facts = '{}'", "update record_entry set number = number + 1",
            "delete from record_entry", "truncate record_entry", "update record_head set number = 1",
            "update record_head set hash = ''", "delete from record_head", "truncate record_head"})
    void theDatabaseRefusesAndSaysWhatToDo(String sql) {
        WorkspaceId workspace = DATABASE.logOf(2);

        assertThatThrownBy(() -> DATABASE.jdbc.sql(sql).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("append an entry that says so").hasMessageContaining("goes with its workspace");
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "update record_entry set facts = '{\"outcome\":\"rejected\"}' where number = 3 | 3 | Entry 3 was changed",
            "update record_entry set kind = 'approval.asked' where number = 1 | 1 | Entry 1 was changed",
            "update record_entry set done_by = null where number = 5 | 5 | Entry 5 was changed",
            "update record_entry set done_at = done_at + interval '1 microsecond' where number = 2 | 2 | Entry 2 was changed",
            "update record_entry set subject = gen_random_uuid() where number = 4 | 4 | Entry 4 was changed",
            "update record_entry set hash = repeat('0', 64) where number = 4 | 4 | Entry 4 was changed",
            "update record_entry set previous_hash = repeat('0', 64) where number = 4 | 4 | Entry 4 does not follow entry 3",
            "update record_entry set previous_hash = repeat('0', 64) where number = 1 | 1 | does not follow this workspace's beginning",
            "delete from record_entry where number = 1 | 1 | Entry 1 is missing: after 0 comes 2",
            "delete from record_entry where number in (2, 4) | 2 | Entry 2 is missing: after 1 comes 3",
            "delete from record_entry where number > 3 | 4 | Entry 4 is missing: the head says the log ends with 5",
            "delete from record_entry where number > 0 | 1 | Entry 1 is missing: the head says the log ends with 5",
            "update record_entry set number = 9 where number = 3 | 3 | Entry 3 is missing: after 2 comes 4",
            "delete from record_head where number > 0 | 6 | The head is missing",
            "update record_head set number = 3 where number > 0 | 3 | Entry 3 is not the one the head names",
            "update record_head set number = 7 where number > 0 | 6 | Entry 6 is missing: the head says the log ends with 7",
            "update record_head set hash = repeat('0', 64) where number > 0 | 5 | Entry 5 is not the one the head names"})
    void tamperingIsFoundAtTheFirstBrokenEntry(String sql, long number, String reason) {
        WorkspaceId workspace = DATABASE.logOf(5);
        WorkspaceId other = DATABASE.logOf(2);

        DATABASE.tamper(sql + " and workspace_id = :workspace", workspace);

        assertThat(log.verify(workspace)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.number()).isEqualTo(number);
            assertThat(broken.reason()).contains(reason);
        });
        assertThat(log.verify(other)).isInstanceOf(Whole.class);
    }

    @Test
    void anEntryThatWasRewrittenWithItsHashIsMissedByTheNext() {
        WorkspaceId workspace = DATABASE.logOf(5);

        rewrite(workspace, 3);

        assertThat(log.verify(workspace)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.number()).isEqualTo(4);
            assertThat(broken.reason()).contains("Entry 4 does not follow entry 3");
        });
    }

    @Test
    void theLastEntryThatWasRewrittenWithItsHashIsMissedByTheHead() {
        WorkspaceId workspace = DATABASE.logOf(5);

        rewrite(workspace, 5);

        assertThat(log.verify(workspace)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.number()).isEqualTo(5);
            assertThat(broken.reason()).contains("not the one the head names");
        });
    }

    @Test
    void anEntryPutAfterTheHeadIsFoundThoughItsHashIsRight() {
        WorkspaceId workspace = DATABASE.logOf(2);
        Entry last = log.read(workspace, 1).findFirst().orElseThrow();
        Entry forged = Chain.next(new Chain.Head(2, last.hash()), LogDatabase.decided("AP-3", Map.of()), "{}");

        DATABASE.jdbc.sql("""
                insert into record_entry (workspace_id, number, kind, subject, reference, done_by, done_at, facts,
                                          previous_hash, hash)
                select workspace_id, 3, kind, subject, 'AP-3', done_by, done_at, '{}', hash, :hash
                from record_entry where workspace_id = :workspace and number = 2
                """).param("hash", forged.hash()).param("workspace", workspace.value()).update();

        assertThat(log.verify(workspace)).isEqualTo(
                new Broken(3, "Entry 3 stands after the head, which says the log ends with 2."));
    }

    @Test
    void anotherWorkspacesLogIsNotTakenForThisOnes() {
        WorkspaceId workspace = DATABASE.logOf(2);
        var other = new WorkspaceId(UUID.randomUUID());

        DATABASE.tamper("update record_entry set workspace_id = '" + other + "' where workspace_id = :workspace",
                workspace);
        DATABASE.tamper("update record_head set workspace_id = '" + other + "' where workspace_id = :workspace",
                workspace);

        assertThat(log.verify(other)).isInstanceOfSatisfying(Broken.class,
                broken -> assertThat(broken.reason()).contains("this workspace's beginning"));
    }

    @Test
    void theLogGoesOnceItsWorkspaceLeft() {
        WorkspaceId workspace = DATABASE.logOf(3);
        WorkspaceId other = DATABASE.logOf(1);
        assertThatThrownBy(() -> erase(workspace)).hasMessageContaining("append-only");

        DATABASE.jdbc.sql("update workspace set left_at = now(), erase_at = now() where id = ?")
                .param(workspace.value()).update();
        assertThatThrownBy(() -> DATABASE.jdbc.sql("update record_entry set facts = '{}' where workspace_id = ?")
                .param(workspace.value()).update()).hasMessageContaining("append-only");
        erase(workspace);

        assertThat(log.read(workspace, 0)).isEmpty();
        assertThat(log.verify(other)).isInstanceOf(Whole.class);
    }

    private static void erase(WorkspaceId workspace) {
        for (String table : List.of("record_entry", "record_head")) {
            DATABASE.jdbc.sql("delete from " + table + " where workspace_id = ?").param(workspace.value()).update();
        }
    }

    /** With other facts and the hash that belongs to them. */
    private void rewrite(WorkspaceId workspace, long number) {
        Entry entry = log.read(workspace, number - 1).findFirst().orElseThrow();
        String facts = "{\"outcome\":\"rejected\"}";
        String hash = Chain.hash(new Entry(number, entry.kind(), entry.subject(), entry.reference(), entry.by(),
                entry.at(), facts, entry.previousHash(), "", null));
        DATABASE.tamper(
                "update record_entry set facts = '" + facts + "', hash = '" + hash + "' where number = " + number
                        + " and workspace_id = :workspace",
                workspace);
    }
}
