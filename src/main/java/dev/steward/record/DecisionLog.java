package dev.steward.record;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Who decided what, for good. Entries are only ever added: the database refuses to change or delete one. Those of a workspace are
 * numbered from 1 without gaps, and each carries the SHA-256 of the one before it, so that whoever changes, removes or inserts one
 * breaks the chain from there on (docs/record.md says how anyone can check an export). The one change there is, taking somebody out of
 * it, is {@link RedactLog}'s.
 */
public interface DecisionLog {

    /**
     * Adds an entry, in the caller's transaction. From here on the workspace's other appends wait for that transaction to end, so
     * append as late in it as can be.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     * @throws IllegalArgumentException when something in it has no canonical form, see {@link NewEntry}
     */
    Entry append(WorkspaceId workspace, NewEntry entry);

    /** As {@link #append(WorkspaceId, NewEntry)}, of several in this order, for no more round trips. */
    List<Entry> append(WorkspaceId workspace, List<NewEntry> entries);

    /** Reads the whole log, in constant memory, and says whether it is as it was written, but for what was redacted on record. */
    Verdict verify(WorkspaceId workspace);

    /**
     * The entries with a number greater than {@code after}, in order, read as the stream is: it holds no connection in between. To
     * be closed by the reader.
     */
    Stream<Entry> read(WorkspaceId workspace, long after);

    /**
     * What is to be kept for good.
     *
     * @param kind      what happened, as features name it: {@code approval.decided}
     * @param subject   the id of what it happened to
     * @param reference what people call that: {@code AP-7}
     * @param by        who did it; null: Steward, by a rule
     * @param at        when; kept to the microsecond
     * @param facts     all else. A fact is a text, a whole number of at most 2^53 - 1 either way (others are written as text), a truth
     *                  value, null, or a list or map of facts. Texts have no half surrogate pairs. {@value #SALT} is the log's own
     */
    record NewEntry(String kind, UUID subject, String reference, @Nullable UserId by, Instant at,
            Map<String, Object> facts) {
        /** The fact that makes an entry's hash unguessable: once it is gone, nobody can try who stood there. */
        static final String SALT = "salt";

        public NewEntry {
            if (facts.containsKey(SALT)) {
                throw new IllegalArgumentException("The log adds the salt itself");
            }
            for (String text : List.of(kind, reference, by == null ? "-" : by.value())) {
                if (text.isBlank() || text.indexOf(0) >= 0) {
                    throw new IllegalArgumentException("An entry needs a kind and a reference, and takes no NUL");
                }
            }
        }
    }

    /**
     * What was kept.
     *
     * @param number       from 1 on, per workspace
     * @param facts        canonical JSON (RFC 8785)
     * @param previousHash the hash of the entry before, 64 lower-case hexadecimal digits
     * @param hash         the SHA-256 of all the others, likewise; of an entry that was redacted, as they were before
     * @param redactedBy   the number of the entry that says that this one was redacted; null for one that is as it was written
     */
    record Entry(long number, String kind, UUID subject, String reference, @Nullable UserId by, Instant at,
            String facts, String previousHash, String hash, @Nullable Long redactedBy) {
        /**
         * As one line of an export: a JSON object (RFC 8785) with all its fields, {@code facts} as the text it is hashed as, and
         * {@code redactedBy} only where it was redacted.
         */
        public String line() {
            var fields = new HashMap<String, @Nullable Object>();
            fields.put("number", number);
            fields.put("kind", kind);
            fields.put("subject", subject.toString());
            fields.put("reference", reference);
            fields.put("by", by == null ? null : by.value());
            fields.put("at", Chain.at(at));
            fields.put("facts", facts);
            fields.put("previous", previousHash);
            fields.put("hash", hash);
            if (redactedBy != null) {
                fields.put("redactedBy", redactedBy);
            }
            return CanonicalJson.of(fields);
        }
    }

    /** What became of the log. */
    sealed interface Verdict {
        /**
         * It is as it was written, but for entries that a later one names as redacted.
         *
         * @param head the hash of the last entry; of an empty log, what the first one will follow. Noted elsewhere, it proves later
         *             that nobody wrote the whole log anew.
         */
        record Whole(long entries, String head) implements Verdict {}

        /**
         * It is not.
         *
         * @param number the first entry that is not as it was written, or is missing
         * @param reason a sentence that says what is wrong with it
         */
        record Broken(long number, String reason) implements Verdict {}
    }
}
