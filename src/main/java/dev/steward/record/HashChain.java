package dev.steward.record;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.record.Chain.Head;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The log in the database, whose triggers refuse to change it but for a redaction that is on record. */
@Repository
class HashChain implements DecisionLog {
    private static final int PAGE = 1_000;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static final String END = """
            select head.number, head.hash, last.number as last
            from (select max(number) as number from record_entry where workspace_id = :workspace) last
            left join record_head head on head.workspace_id = :workspace
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;

    HashChain(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry append(WorkspaceId workspace, NewEntry entry) {
        return chain(workspace, List.of(entry)).getFirst();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Entry> append(WorkspaceId workspace, List<NewEntry> entries) {
        return entries.isEmpty() ? List.of() : chain(workspace, entries);
    }

    private List<Entry> chain(WorkspaceId workspace, List<NewEntry> entries) {
        List<String> facts = entries.stream().map(entry -> CanonicalJson.of(salted(entry.facts()))).toList();
        Head head = lock(workspace);
        List<Entry> chained = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry next = Chain.next(head, entries.get(i), facts.get(i));
            chained.add(next);
            head = new Head(next.number(), next.hash());
        }
        // the head goes from one entry to the next, so each has a statement of its own
        batches.batchUpdate("""
                with added as (
                    insert into record_entry (workspace_id, number, kind, subject, reference, done_by, done_at, facts,
                                              previous_hash, hash)
                    values (:workspace, :number, :kind, :subject, :reference, :by, :at, :facts, :previous, :hash))
                update record_head set number = :number, hash = :hash where workspace_id = :workspace
                """, chained.stream().map(next -> row(workspace, next)).toArray(SqlParameterSource[]::new));
        return chained;
    }

    private static SqlParameterSource row(WorkspaceId workspace, Entry entry) {
        return new MapSqlParameterSource("workspace", workspace.value()).addValue("number", entry.number())
                .addValue("kind", entry.kind()).addValue("subject", entry.subject())
                .addValue("reference", entry.reference())
                .addValue("by", entry.by() == null ? null : entry.by().value())
                .addValue("at", entry.at().atOffset(ZoneOffset.UTC)).addValue("facts", entry.facts())
                .addValue("previous", entry.previousHash()).addValue("hash", entry.hash());
    }

    private static Map<String, Object> salted(Map<String, Object> facts) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Map<String, Object> salted = new HashMap<>(facts);
        salted.put(NewEntry.SALT, HexFormat.of().formatHex(salt));
        return salted;
    }

    /** Nobody else appends in this workspace until the transaction ends. */
    private Head lock(WorkspaceId workspace) {
        return head(workspace).orElseGet(() -> {
            Head beginning = Chain.beginning(workspace);
            jdbc.sql("""
                    insert into record_head (workspace_id, number, hash) values (:workspace, :number, :hash)
                    on conflict (workspace_id) do nothing
                    """).param("workspace", workspace.value()).param("number", beginning.number())
                    .param("hash", beginning.hash()).update();
            return head(workspace).orElseThrow();
        });
    }

    private Optional<Head> head(WorkspaceId workspace) {
        return jdbc.sql("select number, hash from record_head where workspace_id = :workspace for update")
                .param("workspace", workspace.value())
                .query((row, n) -> new Head(row.getLong("number"), row.getString("hash"))).optional();
    }

    /**
     * Head and last entry must be of one moment, so one statement reads both. What is appended after it does not count; what was
     * there stays, so that it can be read page by page.
     */
    @Override
    public Verdict verify(WorkspaceId workspace) {
        return jdbc.sql(END).param("workspace", workspace.value()).query((row, n) -> {
            String hash = row.getString("hash");
            return new End(hash == null ? null : new Head(row.getLong("number"), hash), row.getLong("last"));
        }).single().follow(workspace, read(workspace, 0), new RedactedHashes(this, workspace));
    }

    /** How far the log goes. @param last the number of the last entry; 0 when there is none */
    private record End(@Nullable Head head, long last) {
        Verdict follow(WorkspaceId workspace, Stream<Entry> entries, FollowChain.Redactions redactions) {
            var chain = new FollowChain(Chain.beginning(workspace), head, redactions);
            try (entries) {
                return entries.takeWhile(entry -> entry.number() <= last).map(chain::next).flatMap(Optional::stream)
                        .findFirst().orElseGet(chain::end);
            }
        }
    }

    @Override
    public Stream<Entry> read(WorkspaceId workspace, long after) {
        return Stream.iterate(page(workspace, after), page -> !page.isEmpty(),
                page -> page.size() < PAGE ? List.<Entry>of() : page(workspace, page.getLast().number()))
                .flatMap(List::stream);
    }

    /** The one with this number. */
    Optional<Entry> find(WorkspaceId workspace, long number) {
        return jdbc.sql("select * from record_entry where workspace_id = :workspace and number = :number")
                .param("workspace", workspace.value()).param("number", number).query(HashChain::map).optional();
    }

    private List<Entry> page(WorkspaceId workspace, long after) {
        return page(workspace, after, PAGE);
    }

    List<Entry> page(WorkspaceId workspace, long after, int most) {
        return jdbc.sql("""
                select * from record_entry where workspace_id = :workspace and number > :after order by number limit :most
                """).param("workspace", workspace.value()).param("after", after).param("most", most)
                .query(HashChain::map).list();
    }

    private static Entry map(ResultSet row, int n) throws SQLException {
        String by = row.getString("done_by");
        return new Entry(row.getLong("number"), row.getString("kind"), row.getObject("subject", UUID.class),
                row.getString("reference"), by == null ? null : new UserId(by),
                row.getObject("done_at", OffsetDateTime.class).toInstant(), row.getString("facts"),
                row.getString("previous_hash"), row.getString("hash"), row.getObject("redacted_by", Long.class));
    }
}
