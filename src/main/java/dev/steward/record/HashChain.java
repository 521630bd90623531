package dev.steward.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.record.Chain.Head;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The log in the database, whose triggers refuse to change it. */
@Repository
class HashChain implements DecisionLog {
    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;

    HashChain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry append(WorkspaceId workspace, NewEntry entry) {
        String facts = CanonicalJson.of(entry.facts());
        Entry next = Chain.next(lock(workspace), entry, facts);
        jdbc.sql("""
                with added as (
                    insert into record_entry (workspace_id, number, kind, subject, reference, done_by, done_at, facts,
                                              previous_hash, hash)
                    values (:workspace, :number, :kind, :subject, :reference, :by, :at, :facts, :previous, :hash))
                update record_head set number = :number, hash = :hash where workspace_id = :workspace
                """).param("workspace", workspace.value()).param("number", next.number()).param("kind", next.kind())
                .param("subject", next.subject()).param("reference", next.reference())
                .param("by", next.by() == null ? null : next.by().value())
                .param("at", next.at().atOffset(ZoneOffset.UTC)).param("facts", next.facts())
                .param("previous", next.previousHash()).param("hash", next.hash()).update();
        return next;
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

    /** One statement, because head and entries must be of one moment; in a transaction, because only there rows come by and by. */
    @Override
    @Transactional(readOnly = true)
    public Verdict verify(WorkspaceId workspace) {
        return jdbc.sql("""
                select 0 as number, number as head, null as kind, null::uuid as subject, null as reference,
                       null as done_by, null::timestamptz as done_at, null as facts, null as previous_hash, hash
                from record_head where workspace_id = :workspace
                union all
                select number, null, kind, subject, reference, done_by, done_at, facts, previous_hash, hash
                from record_entry where workspace_id = :workspace
                order by number
                """).param("workspace", workspace.value()).withFetchSize(PAGE)
                .query((ResultSet rows) -> follow(Chain.beginning(workspace), rows));
    }

    private static Verdict follow(Head beginning, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return new FollowChain(beginning, null).verdict();
        }
        long last = rows.getLong("head");
        @Nullable
        Head head = rows.wasNull() ? null : new Head(last, rows.getString("hash"));
        var chain = new FollowChain(beginning, head);
        boolean more = head == null || rows.next();
        while (more) {
            more = chain.goesOn(map(rows, 0)) && rows.next();
        }
        return chain.verdict();
    }

    @Override
    public Stream<Entry> read(WorkspaceId workspace, long after) {
        return Stream.iterate(page(workspace, after), page -> !page.isEmpty(),
                page -> page.size() < PAGE ? List.<Entry>of() : page(workspace, page.getLast().number()))
                .flatMap(List::stream);
    }

    private List<Entry> page(WorkspaceId workspace, long after) {
        return jdbc.sql("""
                select * from record_entry where workspace_id = :workspace and number > :after order by number limit :most
                """).param("workspace", workspace.value()).param("after", after).param("most", PAGE)
                .query(HashChain::map).list();
    }

    private static Entry map(ResultSet row, int n) throws SQLException {
        String by = row.getString("done_by");
        return new Entry(row.getLong("number"), row.getString("kind"), row.getObject("subject", UUID.class),
                row.getString("reference"), by == null ? null : new UserId(by),
                row.getObject("done_at", OffsetDateTime.class).toInstant(), row.getString("facts"),
                row.getString("previous_hash"), row.getString("hash"));
    }
}
