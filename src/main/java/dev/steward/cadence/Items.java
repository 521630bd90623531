package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.Agenda.Told;
import dev.steward.cadence.AgendaItem.Origin;
import dev.steward.cadence.AgendaItem.State;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Items of agendas, and what became of them in which session. Whoever changes any holds the row of their cadence. */
@Repository
class Items {
    private static final String SELECT = "select i.* from cadence_item i ";

    private final JdbcTemplate jdbc;

    Items(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a session came to with an item. The names are kept in the database. */
    enum Outcome {
        DONE,
        /** It was still open when the session closed. */
        CARRIED,
        /** Somebody took it off the agenda meanwhile. */
        DROPPED
    }

    /**
     * An item in a session that is over.
     *
     * @param position counts from 1: those that were dealt with in their order, then the others in theirs
     * @param at       when it was dealt with, or else when the session closed
     */
    record Stood(AgendaItem item, int position, Outcome outcome, Instant at) {}

    /** To be changed, and then {@link #save saved}. */
    Agenda agenda(WorkspaceId workspace, CadenceId cadence) {
        return new Agenda(cadence, open(workspace, cadence));
    }

    /** In order. */
    List<AgendaItem> open(WorkspaceId workspace, CadenceId cadence) {
        return jdbc.query(
                SELECT + "where i.workspace_id = ? and i.cadence_id = ? and i.state = 'OPEN' order by i.position",
                Items::map, workspace.value(), cadence.value());
    }

    /** As {@link #open(WorkspaceId, CadenceId)}, of several for one query; none for one that has none. */
    Map<CadenceId, List<AgendaItem>> open(WorkspaceId workspace, Collection<CadenceId> cadences) {
        return jdbc.query(SELECT + """
                where i.workspace_id = ? and i.cadence_id = any (?) and i.state = 'OPEN' order by i.position
                """, Items::map, workspace.value(), cadences.stream().map(CadenceId::value).toArray(UUID[]::new))
                .stream().collect(Collectors.groupingBy(AgendaItem::cadence));
    }

    /** Also one that is dealt with. */
    Optional<AgendaItem> find(WorkspaceId workspace, ItemId id) {
        return jdbc.query(SELECT + "where i.workspace_id = ? and i.id = ?", Items::map, workspace.value(), id.value())
                .stream().findFirst();
    }

    /** What the same doing added before. */
    Optional<AgendaItem> added(WorkspaceId workspace, String key) {
        return jdbc.query(SELECT + "where i.workspace_id = ? and i.added_key = ?", Items::map, workspace.value(), key)
                .stream().findFirst();
    }

    /** What was dealt with, in its order, since the last session closed or was called off: in the one that runs, if one does. */
    List<AgendaItem> dealtWith(WorkspaceId workspace, CadenceId cadence) {
        return jdbc.query(SELECT + """
                where i.workspace_id = ? and i.cadence_id = ? and i.state in ('DONE', 'DROPPED') and i.settled_in is null
                order by i.ended_at, i.position, i.id
                """, Items::map, workspace.value(), cadence.value());
    }

    /** What became of the items of a session that is over, in order. */
    List<Stood> of(WorkspaceId workspace, SessionId session) {
        return jdbc.query("""
                select i.*, s.position as stood_at, s.outcome, s.decided_at from cadence_session_item s
                join cadence_item i on i.workspace_id = s.workspace_id and i.id = s.item_id
                where s.workspace_id = ? and s.session_id = ? order by s.position
                """,
                (row, n) -> new Stood(map(row, n), row.getInt("stood_at"), Outcome.valueOf(row.getString("outcome")),
                        instant(row, "decided_at")),
                workspace.value(), session.value());
    }

    /** Of all that is named, what is dealt with. */
    List<AgendaItem> before(WorkspaceId workspace, CadenceId cadence, List<Told> told) {
        return told.stream().flatMap(source -> jdbc.query(SELECT + """
                where i.workspace_id = ? and i.cadence_id = ? and i.source = ? and i.source_key = any (?)
                  and i.state <> 'OPEN'
                """, Items::map, workspace.value(), cadence.value(), source.source(),
                source.entries().stream().map(entry -> entry.key()).toArray(String[]::new)).stream()).toList();
    }

    /** Keeps what was changed, apart from what somebody added, see {@link #add}. */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(WorkspaceId workspace, Agenda agenda) {
        save(workspace, agenda, Map.of());
    }

    /**
     * As {@link #save}, with what somebody added.
     *
     * @param added each with what names the doing that added it
     * @throws org.springframework.dao.DuplicateKeyException when the same doing added one before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(WorkspaceId workspace, Agenda agenda, Map<ItemId, String> added) {
        save(workspace, agenda, added);
    }

    private void save(WorkspaceId workspace, Agenda agenda, Map<ItemId, String> added) {
        jdbc.batchUpdate("""
                insert into cadence_item (workspace_id, id, cadence_id, added_key, title, notes, minutes, added_by, added_at,
                    source, source_key, source_says, permalink, state, position, touched, stood_in, ended_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, id) do update
                set title = excluded.title, notes = excluded.notes, minutes = excluded.minutes, added_at = excluded.added_at,
                    source_says = excluded.source_says, permalink = excluded.permalink, state = excluded.state,
                    position = excluded.position, touched = excluded.touched, stood_in = excluded.stood_in,
                    ended_at = excluded.ended_at,
                    settled_in = case when excluded.state = 'OPEN' then null else cadence_item.settled_in end
                """, agenda.changed().stream().map(item -> {
            Origin origin = item.origin();
            UserId by = item.addedBy();
            return new @Nullable Object[]{workspace.value(), item.id().value(), item.cadence().value(),
                    added.get(item.id()), item.title(), item.notes(), item.minutes(),
                    by == null ? null : by.value(), utc(item.addedAt()), origin == null ? null : origin.source(),
                    origin == null ? null : origin.key(), origin == null ? null : origin.says(), item.link(),
                    item.state().name(), item.position(), item.touched(), item.stoodIn(), utcOrNull(item.endedAt())};
        }).toList());
    }

    /**
     * A session closed: its record tells how each item ended, and those that are open stood in one session more. What somebody took off
     * before it began never stood in it.
     *
     * @param began when the session began
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void settle(Session session, Instant began, Instant now) {
        dealtWith(session, began);
        UUID workspace = session.facts().workspace().value();
        UUID cadence = session.facts().cadence().value();
        jdbc.update("""
                insert into cadence_session_item (workspace_id, session_id, item_id, position, outcome, decided_at)
                select i.workspace_id, ?, i.id, i.position + (
                    select count(*) from cadence_session_item s where s.workspace_id = ? and s.session_id = ?), 'CARRIED', ?
                from cadence_item i where i.workspace_id = ? and i.cadence_id = ? and i.state = 'OPEN'
                """, session.facts().id().value(), workspace, session.facts().id().value(), utc(now), workspace,
                cadence);
        jdbc.update("""
                update cadence_item set stood_in = stood_in + 1
                where workspace_id = ? and cadence_id = ? and state = 'OPEN'
                """, workspace, cadence);
    }

    /** A session was called off after it began: its record tells what was dealt with, and all else is as it was before. */
    @Transactional(propagation = Propagation.MANDATORY)
    void dealtWith(Session session, Instant began) {
        UUID workspace = session.facts().workspace().value();
        UUID cadence = session.facts().cadence().value();
        jdbc.update("""
                insert into cadence_session_item (workspace_id, session_id, item_id, position, outcome, decided_at)
                select workspace_id, ?, id, row_number() over (order by ended_at, position, id), state, ended_at
                from cadence_item
                where workspace_id = ? and cadence_id = ? and state in ('DONE', 'DROPPED') and settled_in is null
                  and (state = 'DONE' or ended_at >= ?)
                """, session.facts().id().value(), workspace, cadence, utc(began));
        jdbc.update("""
                update cadence_item set settled_in = ?
                where workspace_id = ? and cadence_id = ? and state in ('DONE', 'DROPPED') and settled_in is null
                """, session.facts().id().value(), workspace, cadence);
    }

    private static AgendaItem map(ResultSet row, int n) throws SQLException {
        String by = row.getString("added_by");
        String source = row.getString("source");
        return new AgendaItem(new ItemId(row.getObject("id", UUID.class)),
                new CadenceId(row.getObject("cadence_id", UUID.class)), row.getString("title"), row.getString("notes"),
                row.getInt("minutes"), by == null ? null : new UserId(by), instant(row, "added_at"),
                source == null
                        ? null
                        : new Origin(source, row.getString("source_key"), row.getString("source_says")),
                row.getString("permalink"), State.valueOf(row.getString("state")), row.getInt("position"),
                row.getBoolean("touched"), row.getInt("stood_in"), instantOrNull(row, "ended_at"));
    }
}
