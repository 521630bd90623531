package dev.steward.feedback;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Origin;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The items. However many are added, it is by one statement, because everybody waits for it. */
@Repository
class FeedbackItems {
    /** The columns of a new row, in the order of {@link #values}. */
    private static final List<String> NEW = List.of("id uuid", "workspace_id uuid", "number bigint", "capture_key text",
            "via text", "submitter text", "author text", "captured_at timestamptz", "changed_at timestamptz",
            "words text", "summary text", "customer_id uuid", "area_id uuid", "kind text", "importance smallint",
            "source text", "consent text", "link text", "private_channel_id text", "shared boolean",
            "fingerprint text");
    private static final String ADD = """
            with added as (
                insert into feedback_item (%s) select * from unnest(%s)
                on conflict on constraint feedback_captured_once do nothing
                returning workspace_id, id)
            insert into feedback_to_index (workspace_id, item_id) select workspace_id, id from added returning item_id
            """.formatted(NEW.stream().map(column -> column.split(" ")[0]).collect(joining(", ")),
            NEW.stream().map(column -> "?::" + column.split(" ")[1] + "[]").collect(joining(", ")));

    static final String ENTRY = """
            select i.*, c.name as customer_name, j.number as joined_number,
                   (select count(*) from feedback_vote v where v.workspace_id = i.workspace_id and v.item_id = i.id
                      and case when v.customer_id is not null then v.customer_id is distinct from i.customer_id
                               else i.customer_id is not null or v.member is distinct from i.submitter end) as votes
            from feedback_item i
            left join customer c on c.workspace_id = i.workspace_id and c.id = i.customer_id
            left join feedback_item j on j.workspace_id = i.workspace_id and j.id = i.joined_into
            """;

    private final JdbcTemplate jdbc;

    FeedbackItems(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds many at once, and answers which were added. PostgreSQL reads a table's check constraints anew for each statement, which takes
     * longer than to add a row.
     */
    List<FeedbackItem> addAll(List<FeedbackItem> items) {
        List<@Nullable Object[]> rows = items.stream().map(FeedbackItems::values).toList();
        Object[] columns = IntStream.range(0, NEW.size())
                .mapToObj(
                        column -> rows.stream().map(row -> Objects.toString(row[column], null)).toArray(String[]::new))
                .toArray();
        Set<UUID> added = Set.copyOf(jdbc.queryForList(ADD, UUID.class, columns));
        return items.stream().filter(item -> added.contains(item.id().value())).toList();
    }

    /** @throws OptimisticLockingFailureException when it was changed since it was read */
    void change(FeedbackItem item) {
        Details details = item.details();
        int changed = jdbc.update("""
                with changed as (
                    update feedback_item set changed_at = ?, words = ?, summary = ?, customer_id = ?, area_id = ?,
                        kind = ?, importance = ?, source = ?, consent = ?, link = ?, joined_into = ?, shared = ?,
                        version = version + 1
                    where workspace_id = ? and id = ? and version = ?
                    returning workspace_id, id)
                insert into feedback_to_index (workspace_id, item_id) select workspace_id, id from changed
                """, at(item.changedAt()), details.words(), details.summary(), value(details.customer()),
                value(details.area()), name(details.kind()), weight(details), name(details.source()),
                details.consent().name(), details.link(), item.joinedInto() == null ? null : item.joinedInto().value(),
                item.visibility().shared(), item.workspace().value(), item.id().value(), item.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Somebody else changed " + item.reference());
        }
    }

    /** What was joined into {@code from} now counts for {@code into}. */
    void repoint(FeedbackItem from, FeedbackItem into) {
        jdbc.update("update feedback_item set joined_into = ? where workspace_id = ? and joined_into = ?",
                into.id().value(), from.workspace().value(), from.id().value());
    }

    Optional<Entry> find(WorkspaceId workspace, FeedbackId id) {
        return one(ENTRY + "where i.workspace_id = ? and i.id = ?", workspace.value(), id.value());
    }

    /** Those of them that are there, for one query. */
    List<Entry> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.query(ENTRY + "where i.workspace_id = ? and i.id = any(?)", FeedbackItems::map, workspace.value(),
                ids.toArray(UUID[]::new));
    }

    /** Like {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<Entry> lock(WorkspaceId workspace, FeedbackId id) {
        return one(ENTRY + "where i.workspace_id = ? and i.id = ? for update of i", workspace.value(), id.value());
    }

    Optional<Entry> find(WorkspaceId workspace, Reference reference) {
        return one(ENTRY + "where i.workspace_id = ? and i.number = ?", workspace.value(), reference.number());
    }

    /** What the doing named {@code key} yielded. */
    Optional<Entry> captured(WorkspaceId workspace, String key) {
        return one(ENTRY + "where i.workspace_id = ? and i.capture_key = ?", workspace.value(), key);
    }

    /** Which of the keys have yielded an item, with the item's reference. */
    List<Taken> taken(WorkspaceId workspace, List<String> keys) {
        return jdbc.query("""
                select capture_key, number from feedback_item where workspace_id = ? and capture_key = any(?)
                """, (row, n) -> new Taken(row.getString(1), new Reference(row.getLong(2))), workspace.value(),
                keys.toArray(String[]::new));
    }

    record Taken(String key, Reference reference) {}

    private Optional<Entry> one(String sql, Object... parameters) {
        return jdbc.query(sql, FeedbackItems::map, parameters).stream().findFirst();
    }

    private static @Nullable Object[] values(FeedbackItem item) {
        Origin origin = item.origin();
        Details details = item.details();
        return new @Nullable Object[]{item.id().value(), item.workspace().value(), item.reference().number(),
                origin.key(), origin.via().name(), origin.submitter() == null ? null : origin.submitter().value(),
                origin.author(), at(origin.at()), at(item.changedAt()), details.words(), details.summary(),
                value(details.customer()), value(details.area()), name(details.kind()), weight(details),
                name(details.source()), details.consent().name(), details.link(),
                item.visibility().channel() == null ? null : item.visibility().channel().value(),
                item.visibility().shared(), origin.fingerprint()};
    }

    static Entry map(ResultSet row, int n) throws SQLException {
        String submitter = row.getString("submitter");
        UUID customer = row.getObject("customer_id", UUID.class);
        UUID area = row.getObject("area_id", UUID.class);
        String kind = row.getString("kind");
        int importance = row.getInt("importance");
        String source = row.getString("source");
        UUID joined = row.getObject("joined_into", UUID.class);
        long joinedNumber = row.getLong("joined_number");
        String channel = row.getString("private_channel_id");
        var item = new FeedbackItem(new FeedbackId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), new Reference(row.getLong("number")),
                new Origin(Via.valueOf(row.getString("via")), row.getString("capture_key"),
                        submitter == null ? null : new UserId(submitter), row.getString("author"),
                        row.getObject("captured_at", OffsetDateTime.class).toInstant(), row.getString("fingerprint")),
                new Visibility(channel == null ? null : new ChannelId(channel), row.getBoolean("shared")),
                new Details(row.getString("words"), row.getString("summary"),
                        customer == null ? null : new CustomerId(customer), area == null ? null : new AreaId(area),
                        kind == null ? null : Kind.valueOf(kind), importance == 0 ? null : Importance.of(importance),
                        source == null ? null : Source.valueOf(source), Consent.valueOf(row.getString("consent")),
                        row.getString("link")),
                joined == null ? null : new FeedbackId(joined),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(), row.getLong("version"));
        return new Entry(item, row.getString("customer_name"), row.getInt("votes"),
                joinedNumber == 0 ? null : new Reference(joinedNumber));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable UUID value(@Nullable CustomerId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable UUID value(@Nullable AreaId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable String name(@Nullable Enum<?> choice) {
        return choice == null ? null : choice.name();
    }

    private static @Nullable Integer weight(Details details) {
        return details.importance() == null ? null : details.importance().weight();
    }
}
