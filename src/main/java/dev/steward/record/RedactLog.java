package dev.steward.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Takes somebody's identity, or their words, out of the decision log, step by step. An entry that is changed keeps its hash, so that the
 * chain holds; in the same transaction an entry is appended that names those which were changed and the hash each has as it is now. So
 * a change without such an entry, or another change after it, is found as before (ADR 18).
 */
@Service
public class RedactLog {
    static final String KIND = "record.redacted";
    static final String ENTRIES = "entries";
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {
    };

    private final HashChain log;
    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    RedactLog(HashChain log, JdbcClient jdbc) {
        this.log = log;
        this.jdbc = jdbc;
    }

    /** What of an entry can be changed. */
    public record Content(@Nullable UserId by, Map<String, Object> facts) {}

    /** What is taken out. */
    public interface Redaction {
        /** Whether an entry has anything to be taken out: cheap, since it is asked of every entry. */
        boolean concerns(@Nullable UserId by, String facts);

        /** The content as it is to be from now on; equal to what it was where nothing is to be done. */
        Content redact(Content content);
    }

    /**
     * Why it is done, as the log says.
     *
     * @param subject   the id of the erasure
     * @param reference what people call it: {@code ER-3}
     * @param by        who agreed to it; null: Steward, by a rule
     */
    public record Reason(UUID subject, String reference, @Nullable UserId by, Instant at) {}

    /**
     * How far it is.
     *
     * @param last    the number of the last entry that was looked at
     * @param changed how many of them have, or had, something to be taken out
     * @param over    whether there is none after it
     */
    public record Progress(long last, int changed, boolean over) {}

    /** How many entries after {@code after} have something to be taken out, among the next {@code most}. */
    public Progress count(WorkspaceId workspace, long after, int most, Redaction redaction) {
        List<Entry> page = log.page(workspace, after, most);
        return progress(page, after, most, changes(page, redaction).size());
    }

    /** Takes it out of the next {@code most} entries after {@code after}, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Progress redact(WorkspaceId workspace, long after, int most, Redaction redaction, Reason reason) {
        List<Entry> page = log.page(workspace, after, most);
        List<Entry> changes = changes(page, redaction);
        if (!changes.isEmpty()) {
            Map<String, Object> hashes = new TreeMap<>();
            changes.forEach(entry -> hashes.put(Long.toString(entry.number()), Chain.hash(entry)));
            long number = log.append(workspace, new NewEntry(KIND, reason.subject(), reason.reference(), reason.by(),
                    reason.at(), Map.of(ENTRIES, hashes))).number();
            changes.forEach(entry -> change(workspace, entry, number));
        }
        return progress(page, after, most, changes.size());
    }

    private static Progress progress(List<Entry> page, long after, int most, int changed) {
        return new Progress(page.isEmpty() ? after : page.getLast().number(), changed, page.size() < most);
    }

    /** As they are to be. */
    private List<Entry> changes(List<Entry> page, Redaction redaction) {
        List<Entry> changes = new ArrayList<>();
        for (Entry entry : page) {
            if (redaction.concerns(entry.by(), entry.facts())) {
                change(entry, redaction).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Optional<Entry> change(Entry entry, Redaction redaction) {
        var before = new Content(entry.by(), json.readValue(entry.facts(), FACTS));
        Content now = redaction.redact(before);
        if (now.equals(before)) {
            return Optional.empty();
        }
        Map<String, Object> facts = new HashMap<>(now.facts());
        facts.remove(NewEntry.SALT);
        return Optional.of(new Entry(entry.number(), entry.kind(), entry.subject(), entry.reference(), now.by(),
                entry.at(), CanonicalJson.of(facts), entry.previousHash(), entry.hash(), entry.redactedBy()));
    }

    private void change(WorkspaceId workspace, Entry entry, long by) {
        jdbc.sql("""
                update record_entry set done_by = :by, facts = :facts, redacted_by = :redacted
                where workspace_id = :workspace and number = :number
                """).param("workspace", workspace.value()).param("number", entry.number())
                .param("by", entry.by() == null ? null : entry.by().value()).param("facts", entry.facts())
                .param("redacted", by).update();
    }
}
