package dev.steward.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.IllegalTransactionStateException;

import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.record.DecisionLog.Verdict.Broken;
import dev.steward.record.DecisionLog.Verdict.Whole;
import dev.steward.record.RedactLog.Content;
import dev.steward.record.RedactLog.Progress;
import dev.steward.record.RedactLog.Reason;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class RedactLogTest {
    private static final LogDatabase DATABASE = new LogDatabase();
    private static final UserId JONAS = new UserId("U0JONAS");
    private static final UserId NOBODY = new UserId("UANONYMOUS1");
    private static final Reason REASON = new Reason(new UUID(1, 1), "ER-1", JONAS, LogDatabase.NOON);

    private final DecisionLog log = DATABASE.log;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void somebodyIsTakenOutAndTheChainHolds() {
        WorkspaceId workspace = DATABASE.workspace();
        DATABASE.append(workspace, LogDatabase.decided("AP-1", Map.of("about", "U0MAYA U0JONAS", "n", 3)));
        Entry others = DATABASE.append(workspace, LogDatabase.decided("AP-2", JONAS, Map.of("words", "fine")));
        Entry before = DATABASE.append(workspace, LogDatabase.decided("AP-3", Map.of("list", List.of("U0MAYA"))));

        assertThat(redact(workspace, 0, 100, LogDatabase.MAYA)).isEqualTo(new Progress(3, 2, true));

        List<Entry> entries = log.read(workspace, 0).toList();
        assertThat(entries).hasSize(4).extracting(Entry::facts).noneMatch(facts -> facts.contains("U0MAYA"));
        assertThat(entries.get(0).by()).isEqualTo(NOBODY);
        assertThat(entries.get(0).facts()).as("without the salt, so that nobody can try who it was")
                .isEqualTo("{\"about\":\"UANONYMOUS1 U0JONAS\",\"n\":3}");
        assertThat(entries.get(1)).as("nothing of theirs").isEqualTo(others);
        assertThat(entries.get(2).hash()).as("what the next one follows").isEqualTo(before.hash());
        assertThat(entries.get(2).redactedBy()).isEqualTo(4);
        assertThat(entries.get(3).kind()).isEqualTo("record.redacted");
        assertThat(entries.get(3).reference()).isEqualTo("ER-1");
        assertThat(log.verify(workspace)).isEqualTo(new Whole(4, entries.get(3).hash()));
        assertThat(entries.get(0).line()).contains("\"redactedBy\":4");
        assertThat(entries.get(1).line()).doesNotContain("redactedBy");
    }

    @Test
    void itIsDoneInStepsAndASecondTimeForSomebodyElse() {
        WorkspaceId workspace = DATABASE.workspace();
        for (int i = 1; i <= 25; i++) {
            DATABASE.append(workspace, LogDatabase.decided("AP-" + i, i % 2 == 0 ? JONAS : LogDatabase.MAYA,
                    Map.of("about", "U0MAYA and U0JONAS")));
        }

        Progress at = redact(workspace, 0, 10, LogDatabase.MAYA);
        assertThat(at).isEqualTo(new Progress(10, 10, false));
        assertThat(log.verify(workspace)).as("also in the middle").isInstanceOf(Whole.class);
        while (!at.over()) {
            at = redact(workspace, at.last(), 10, LogDatabase.MAYA);
        }
        redact(workspace, 0, 1_000, JONAS);

        assertThat(log.read(workspace, 0).map(Entry::line)).noneMatch(line -> line.contains("U0MAYA"));
        assertThat(log.read(workspace, 0).filter(entry -> !entry.kind().equals("record.redacted")).map(Entry::line))
                .noneMatch(line -> line.contains("U0JONAS"));
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    /** Written before entries had a salt, with the hash they had then. */
    @Test
    void entriesOfBeforeVerifyAsBeforeAndCanBeRedacted() {
        WorkspaceId workspace = DATABASE.workspace();
        Entry old = Chain.next(Chain.beginning(workspace), LogDatabase.decided("AP-1", Map.of()), "{\"a\":\"U0MAYA\"}");
        DATABASE.in(() -> DATABASE.jdbc.sql("insert into record_head values (:workspace, 1, :hash)")
                .param("workspace", workspace.value()).param("hash", old.hash()).update());
        DATABASE.jdbc.sql("""
                insert into record_entry (workspace_id, number, kind, subject, reference, done_by, done_at, facts,
                                          previous_hash, hash)
                values (:workspace, 1, :kind, :subject, :reference, :by, :at, :facts, :previous, :hash)
                """).param("workspace", workspace.value()).param("kind", old.kind()).param("subject", old.subject())
                .param("reference", old.reference()).param("by", "U0MAYA")
                .param("at", old.at().atOffset(ZoneOffset.UTC)).param("facts", old.facts())
                .param("previous", old.previousHash()).param("hash", old.hash()).update();
        assertThat(log.verify(workspace)).isEqualTo(new Whole(1, old.hash()));

        redact(workspace, 0, 10, LogDatabase.MAYA);

        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
        assertThat(log.read(workspace, 0).findFirst().orElseThrow().facts()).isEqualTo("{\"a\":\"UANONYMOUS1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update record_entry set facts = '{}', redacted_by = 2",
            "update record_entry set facts = '{}', redacted_by = 3 where number = 1",
            "update record_entry set facts = '{}' where number = 1",
            "update record_entry set hash = '', redacted_by = 5 where number = 2",
            "update record_entry set reference = 'AP-9', redacted_by = 5 where number = 2",
            "update record_entry set redacted_by = null where number = 1"})
    void theDatabaseRefusesWhatIsNotOnRecord(String sql) {
        WorkspaceId workspace = DATABASE.logOf(2);
        redact(workspace, 0, 1, LogDatabase.MAYA);
        redact(workspace, 1, 1, LogDatabase.MAYA);
        DATABASE.append(workspace, "AP-3");

        assertThatThrownBy(() -> DATABASE.jdbc.sql(sql + (sql.contains("where") ? " and" : " where")
                + " workspace_id = :workspace").param("workspace", workspace.value()).update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(log.verify(workspace)).isInstanceOf(Whole.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "set facts = '{}' where number = 1 | 1 | Entry 1 was changed after entry 3 redacted it.",
            "set redacted_by = null where number = 1 | 1 | Entry 1 was changed",
            "set redacted_by = 2, facts = '{}' where number = 1 | 1 | does not say that it was redacted",
            "set redacted_by = 3, facts = '{}' where number = 4 | 4 | does not say that it was redacted",
            "set facts = replace(facts, '\"1\"', '\"9\"') where number = 3 | 1 | does not say that it was redacted",
            "set hash = repeat('0', 64) where number = 1 | 2 | Entry 2 does not follow entry 1"})
    void whoTampersBesideTheRecordIsFound(String sql, long number, String reason) {
        WorkspaceId workspace = DATABASE.logOf(2);
        redact(workspace, 0, 10, LogDatabase.MAYA);
        DATABASE.append(workspace, "AP-3");

        DATABASE.tamper("update record_entry " + sql + " and workspace_id = :workspace", workspace);

        assertThat(log.verify(workspace)).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.number()).isEqualTo(number);
            assertThat(broken.reason()).contains(reason);
        });
    }

    @Test
    void aRedactionThatIsMadeUpWithItsHashIsMissedByTheNextEntry() {
        WorkspaceId workspace = DATABASE.logOf(2);
        redact(workspace, 0, 10, LogDatabase.MAYA);
        DATABASE.append(workspace, "AP-3");
        Entry third = log.read(workspace, 2).findFirst().orElseThrow();
        Entry first = log.read(workspace, 0).findFirst().orElseThrow();
        String forged = third.facts().replaceFirst("\"1\":\"[0-9a-f]{64}\"", "\"1\":\"" + Chain.hash(new Entry(1,
                first.kind(), first.subject(), first.reference(), first.by(), first.at(), "{\"outcome\":\"rejected\"}",
                first.previousHash(), "", null)) + "\"");
        String hash = Chain.hash(new Entry(3, third.kind(), third.subject(), third.reference(), third.by(), third.at(),
                forged, third.previousHash(), "", null));

        DATABASE.tamper("update record_entry set facts = '{\"outcome\":\"rejected\"}' where number = 1"
                + " and workspace_id = :workspace", workspace);
        DATABASE.tamper("update record_entry set facts = '" + forged + "', hash = '" + hash
                + "' where number = 3 and workspace_id = :workspace", workspace);

        assertThat(log.verify(workspace)).isInstanceOfSatisfying(Broken.class,
                broken -> assertThat(broken.number()).isEqualTo(4));
    }

    @Test
    void countingChangesNothingAndNothingIsRedactedOutsideATransaction() {
        WorkspaceId workspace = DATABASE.logOf(3);
        List<Entry> before = log.read(workspace, 0).toList();

        assertThat(DATABASE.redacts.count(workspace, 0, 2, taking(LogDatabase.MAYA)))
                .isEqualTo(new Progress(2, 2, false));
        assertThat(DATABASE.redacts.count(workspace, 2, 2, taking(LogDatabase.MAYA)))
                .isEqualTo(new Progress(3, 1, true));
        assertThat(log.read(workspace, 0)).containsExactlyElementsOf(before);
        assertThatThrownBy(() -> DATABASE.redacts.redact(workspace, 0, 1, taking(LogDatabase.MAYA), REASON))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void theSaltIsTheLogsOwn() {
        assertThatThrownBy(() -> new NewEntry("a.b", new UUID(0, 1), "AP-1", null, LogDatabase.NOON,
                Map.of("salt", "mine"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** The script of docs/record.md, as anybody may run it. */
    @Test
    void theGuidesOwnCheckAgrees(@TempDir Path folder) throws Exception {
        WorkspaceId workspace = DATABASE.logOf(3);
        redact(workspace, 0, 2, LogDatabase.MAYA);
        DATABASE.append(workspace, "AP-4");
        String guide = Files.readString(Path.of("docs/record.md"));
        int begin = guide.indexOf("```python\n") + "```python\n".length();
        Path script = Files.writeString(folder.resolve("check.py"),
                guide.substring(begin, guide.indexOf("```", begin)));
        Path export = folder.resolve("log.jsonl");

        assertThat(check(workspace, script, export)).startsWith("5 entries, the last is ");
        DATABASE.tamper("update record_entry set facts = '{}' where number = 2 and workspace_id = :workspace",
                workspace);
        assertThat(check(workspace, script, export)).startsWith("broken at entry 2");
    }

    private String check(WorkspaceId workspace, Path script, Path export) throws Exception {
        Files.write(export, log.read(workspace, 0).map(Entry::line).toList());
        Process python;
        try {
            python = new ProcessBuilder("python3", script.toString(), workspace.toString(), export.toString())
                    .redirectErrorStream(true).start();
        } catch (IOException noPython) {
            throw new TestAbortedException("There is no Python here", noPython);
        }
        return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whoever decided what, and whoever is erased in whatever order and steps: nothing is left of them, and the chain is whole. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomHistoriesStayWhole(long seed) {
        var random = new Random(seed);
        WorkspaceId workspace = DATABASE.workspace();
        List<UserId> people = List.of(new UserId("U0A"), new UserId("U0AB"), new UserId("U0B"), LogDatabase.MAYA);
        var gone = new HashMap<UserId, Boolean>();
        for (int step = 0; step < 40; step++) {
            UserId somebody = people.get(random.nextInt(people.size()));
            if (random.nextInt(5) > 0 && !gone.containsKey(somebody)) {
                DATABASE.append(workspace, new NewEntry("approval.decided", UUID.randomUUID(), "AP-" + step,
                        random.nextBoolean() ? somebody : null, LogDatabase.NOON,
                        Map.of("about", somebody + " said", "deep", List.of(Map.of("by", somebody.value())))));
            } else {
                gone.put(somebody, true);
                int most = 1 + random.nextInt(20);
                for (Progress at = new Progress(0, 0, false); !at.over();) {
                    at = redact(workspace, at.last(), most, somebody);
                }
            }
            assertThat(log.verify(workspace)).as("after step " + step).isInstanceOf(Whole.class);
        }
        gone.keySet().forEach(somebody -> assertThat(log.read(workspace, 0).map(Entry::line))
                .noneMatch(line -> line.matches(".*\\b" + somebody.value() + "\\b.*")));
    }

    private static Progress redact(WorkspaceId workspace, long after, int most, UserId whom) {
        return DATABASE.in(() -> DATABASE.redacts.redact(workspace, after, most, taking(whom), REASON));
    }

    private static RedactLog.Redaction taking(UserId whom) {
        return new RedactLog.Redaction() {
            @Override
            public boolean concerns(@Nullable UserId by, String facts) {
                return whom.equals(by) || facts.contains(whom.value());
            }

            @Override
            public Content redact(Content content) {
                Map<String, Object> facts = new HashMap<>();
                content.facts().forEach((key, value) -> facts.put(key, without(value)));
                return new Content(whom.equals(content.by()) ? NOBODY : content.by(), facts);
            }

            private Object without(Object value) {
                return switch (value) {
                    case String text -> text.replaceAll("\\b" + whom.value() + "\\b", NOBODY.value());
                    case List<?> list -> list.stream().map(this::without).toList();
                    case Map<?, ?> map -> {
                        Map<Object, Object> without = new HashMap<>();
                        map.forEach((key, each) -> without.put(key, without(each)));
                        yield without;
                    }
                    default -> value;
                };
            }
        };
    }
}
