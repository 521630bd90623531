package dev.steward.schedule;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.schedule.Ritual.Fate;
import dev.steward.schedule.TimerAudit.Needed;
import dev.steward.workspace.WorkspaceId;

/** The rows of what recurs, and of what was decided of each occurrence. */
@Repository
class RitualRows {
    private static final Duration ABOUT_TO_BE_HELD = Duration.ofMinutes(1);
    private static final String PLANNED = """
            select ritual.*, (select max(held_at) from ritual_occurrence where ritual_id = ritual.id) last_at from ritual
            """;

    private final JdbcTemplate jdbc;

    RitualRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** False when there is one of its key. */
    boolean add(Ritual ritual) {
        return jdbc.update("""
                insert into ritual (id, workspace_id, kind, subject_id, recurrence, after_downtime, tolerance_seconds, paused,
                                    decided_until, next_at, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (workspace_id, kind, subject_id) do nothing
                """, ritual.id(), ritual.key().workspace().value(), ritual.key().kind(), ritual.key().subject(),
                ritual.recurrence().text(), word(ritual.afterDowntime()), tolerance(ritual.afterDowntime()),
                ritual.paused(), utc(ritual.decidedUntil()), utcOrNull(ritual.next()),
                utc(ritual.decidedUntil())) == 1;
    }

    void save(Collection<Ritual> rituals) {
        jdbc.batchUpdate("""
                update ritual set changed_at = case when recurrence <> ? or paused <> ? then ? else changed_at end,
                                  recurrence = ?, after_downtime = ?, tolerance_seconds = ?, paused = ?, decided_until = ?,
                                  next_at = ?
                where id = ?
                """, rituals.stream().map(ritual -> new Object[]{ritual.recurrence().text(), ritual.paused(),
                utc(ritual.decidedUntil()), ritual.recurrence().text(), word(ritual.afterDowntime()),
                tolerance(ritual.afterDowntime()), ritual.paused(), utc(ritual.decidedUntil()),
                utcOrNull(ritual.next()), ritual.id()}).toList());
    }

    /** Calendars show them otherwise from now on, though their rules are the same. */
    void changed(Collection<Ritual> rituals, Instant now) {
        jdbc.update("update ritual set changed_at = ? where id = any (?)", utc(now),
                rituals.stream().map(Ritual::id).toArray(UUID[]::new));
    }

    /** Those of these that go on: neither paused nor over. */
    List<Dated> dated(WorkspaceId workspace, String kind, Collection<UUID> subjects) {
        return jdbc.query("""
                select * from ritual
                where workspace_id = ? and kind = ? and subject_id = any (?) and not paused and next_at is not null
                """, (row, n) -> {
            Ritual ritual = ritual(row, n);
            return new Dated(ritual.key(), ritual.recurrence(), instant(row, "changed_at"));
        }, workspace.value(), kind, subjects.toArray(UUID[]::new));
    }

    void remove(UUID id) {
        jdbc.update("delete from ritual where id = ?", id);
    }

    Optional<UUID> id(RitualKey key) {
        return jdbc.query("select id from ritual where workspace_id = ? and kind = ? and subject_id = ?",
                (row, n) -> row.getObject(1, UUID.class), key.workspace().value(), key.kind(), key.subject()).stream()
                .findFirst();
    }

    /** Holds it until the transaction ends; waits while somebody else does. */
    Optional<Ritual> lock(RitualKey key) {
        return jdbc.query("""
                select * from ritual where workspace_id = ? and kind = ? and subject_id = ? for update
                """, RitualRows::ritual, key.workspace().value(), key.kind(), key.subject()).stream().findFirst();
    }

    /** Those of a workspace that come behind this one, held until the transaction ends; waits while somebody else holds one. */
    List<Ritual> lock(WorkspaceId workspace, String kind, UUID subject, int most) {
        return jdbc.query("""
                select * from ritual where workspace_id = ? and (kind, subject_id) > (?, ?)
                order by kind, subject_id limit ? for update
                """, RitualRows::ritual, workspace.value(), kind, subject, most);
    }

    Optional<Ritual> find(UUID id) {
        return jdbc.query("select * from ritual where id = ?", RitualRows::ritual, id).stream().findFirst();
    }

    /**
     * The earliest due ones that nobody else holds, held until the transaction ends.
     *
     * @param workspace of which; null for any
     */
    List<Ritual> claim(@Nullable WorkspaceId workspace, Instant upTo, int most) {
        String due = "next_at <= ? order by next_at limit ? for update skip locked";
        return workspace == null
                ? jdbc.query("select * from ritual where " + due, RitualRows::ritual, utc(upTo), most)
                : jdbc.query("select * from ritual where workspace_id = ? and " + due, RitualRows::ritual,
                        workspace.value(), utc(upTo), most);
    }

    /** The workspaces that have something due, Steward itself among them, and how much, up to so many. */
    Map<WorkspaceId, Integer> workspacesDue(Instant upTo, int most) {
        Map<WorkspaceId, Integer> due = new HashMap<>();
        jdbc.query("""
                select w.id, due.many
                from (select id from workspace union all select ?) w
                cross join lateral (
                    select count(*) as many from (
                        select from ritual where workspace_id = w.id and next_at <= ? limit ?) claimable) due
                where due.many > 0
                """, row -> {
            due.put(new WorkspaceId(row.getObject(1, UUID.class)), row.getInt(2));
        }, WorkspaceId.STEWARD.value(), utc(upTo), most);
        return due;
    }

    /** This one, if it is due and nobody else holds it. */
    Optional<Ritual> claim(UUID id, Instant upTo) {
        return jdbc.query("select * from ritual where id = ? and next_at <= ? for update skip locked",
                RitualRows::ritual, id, utc(upTo)).stream().findFirst();
    }

    /** Out of the way of the others, until somebody has looked at what is wrong with it. */
    void postpone(UUID id, Instant until) {
        jdbc.update("update ritual set next_at = ? where id = ? and next_at < ?", utc(until), id,
                utc(until));
    }

    /** When the next one is due, overdue ones included. */
    Optional<Instant> next() {
        return nextAfter(Instant.EPOCH);
    }

    Optional<Instant> nextAfter(Instant instant) {
        return jdbc.query("select next_at from ritual where next_at > ? order by next_at limit 1",
                (row, n) -> instant(row, 1), utc(instant)).stream().findFirst();
    }

    Optional<Instant> nextApartFrom(WorkspaceId workspace) {
        return jdbc.query("""
                select next_at from ritual where next_at is not null and workspace_id <> ? order by next_at limit 1
                """, (row, n) -> instant(row, 1), workspace.value()).stream().findFirst();
    }

    Optional<PlannedRitual> planned(RitualKey key) {
        return jdbc.query(PLANNED + "where workspace_id = ? and kind = ? and subject_id = ?", RitualRows::planned,
                key.workspace().value(), key.kind(), key.subject()).stream().findFirst();
    }

    /** Those of a workspace, the next first. */
    List<PlannedRitual> planned(WorkspaceId workspace, int from, int most) {
        return jdbc.query(PLANNED + "where workspace_id = ? order by next_at nulls last, id offset ? limit ?",
                RitualRows::planned, workspace.value(), from, most);
    }

    /** Which of these, of the ritual by whose id they are given, are decided. */
    Map<UUID, Set<LocalDateTime>> settled(Map<UUID, List<Occurrence>> due) {
        List<String> rituals = new ArrayList<>();
        List<String> planned = new ArrayList<>();
        due.forEach((ritual, some) -> some.forEach(one -> {
            rituals.add(ritual.toString());
            planned.add(one.planned().toString());
        }));
        Map<UUID, Set<LocalDateTime>> settled = new HashMap<>();
        jdbc.query("""
                select ritual_id, planned from unnest(?::uuid[], ?::timestamp[]) as due (ritual_id, planned)
                join ritual_occurrence using (ritual_id, planned)
                """, row -> {
            settled.computeIfAbsent(row.getObject(1, UUID.class), ritual -> new HashSet<>())
                    .add(row.getObject(2, LocalDateTime.class));
        }, rituals.toArray(String[]::new), planned.toArray(String[]::new));
        return settled;
    }

    /** What was decided of the occurrences of the ritual by whose id they are given. */
    void decided(Map<UUID, List<Fate>> decided, Instant now) {
        List<Object[]> rows = new ArrayList<>();
        decided.forEach((ritual, fates) -> fates.forEach(fate -> {
            String word = switch (fate) {
                case Fate.Owed owed -> "owed";
                case Fate.Skipped skipped -> "skipped";
                case Fate.Coalesced coalesced -> "coalesced";
            };
            int coalesced = fate instanceof Fate.Owed owed ? owed.coalesced() : 0;
            rows.add(new Object[]{ritual, fate.occurrence().planned(), utc(fate.occurrence().at()), word,
                    coalesced, utc(now)});
        }));
        jdbc.batchUpdate("""
                insert into ritual_occurrence (ritual_id, planned, at, fate, coalesced, decided_at) values (?, ?, ?, ?, ?, ?)
                """, rows);
    }

    /** As if it had not been decided; one that is still owed stays so. */
    void forget(UUID ritual, LocalDateTime planned) {
        jdbc.update("delete from ritual_occurrence where ritual_id = ? and planned = ? and fate <> 'owed'", ritual,
                planned);
    }

    /** One besides those of the rule; false when there is one of that name, or one was decided a moment ago and is about to be held. */
    boolean addExtra(UUID ritual, LocalDateTime planned, Instant at) {
        return jdbc.update("""
                insert into ritual_occurrence (ritual_id, planned, at, fate, decided_at)
                select ?, ?, ?, 'owed', ?
                where not exists (
                    select from ritual_occurrence where ritual_id = ? and fate = 'owed' and decided_at > ?)
                on conflict do nothing
                """, ritual, planned, utc(at), utc(at), ritual, utc(at.minus(ABOUT_TO_BE_HELD))) == 1;
    }

    /** The moment it was to be held and how many it stands for, if it is still owed. */
    Optional<OwedOccurrence> owed(UUID ritual, LocalDateTime planned) {
        return jdbc.query("""
                select at, coalesced from ritual_occurrence where ritual_id = ? and planned = ? and fate = 'owed' for update
                """, (row, n) -> new OwedOccurrence(ritual, planned, instant(row, 1), row.getInt(2)), ritual, planned)
                .stream().findFirst();
    }

    /** One that was missed and is not held. */
    Optional<MissedOccurrence> missed(UUID ritual, LocalDateTime planned) {
        return jdbc.query("""
                select at, fate from ritual_occurrence
                where ritual_id = ? and planned = ? and fate in ('skipped', 'coalesced')
                """, (row, n) -> new MissedOccurrence(instant(row, 1), row.getString(2).equals("coalesced")), ritual,
                planned).stream().findFirst();
    }

    /** What holds those that are owed. */
    Stream<Needed> allOwed() {
        return jdbc.queryForStream("""
                select workspace_id, ritual_id, planned, at from ritual_occurrence o join ritual r on r.id = o.ritual_id
                where fate = 'owed'
                """, (row, n) -> new Needed(
                SettleOccurrences.timer(new WorkspaceId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class),
                        row.getObject(3, LocalDateTime.class)),
                instant(row, 4)));
    }

    void held(OwedOccurrence one, Instant now) {
        jdbc.update("update ritual_occurrence set fate = 'held', held_at = ? where ritual_id = ? and planned = ?",
                utc(now), one.ritual(), one.planned());
    }

    private static PlannedRitual planned(ResultSet row, int n) throws SQLException {
        Ritual ritual = ritual(row, n);
        return new PlannedRitual(ritual.key(), ritual.recurrence(), ritual.afterDowntime(), ritual.paused(),
                instantOrNull(row, "last_at"), ritual.next());
    }

    private static Ritual ritual(ResultSet row, int n) throws SQLException {
        return new Ritual(row.getObject("id", UUID.class),
                new RitualKey(new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getString("kind"),
                        row.getObject("subject_id", UUID.class)),
                Recurrence.read(row.getString("recurrence")), afterDowntime(row), row.getBoolean("paused"),
                instant(row, "decided_until"), instantOrNull(row, "next_at"));
    }

    private static AfterDowntime afterDowntime(ResultSet row) throws SQLException {
        return switch (row.getString("after_downtime")) {
            case "skip" -> new AfterDowntime.Skip();
            case "late" -> new AfterDowntime.RunLate(Duration.ofSeconds(row.getLong("tolerance_seconds")));
            default -> new AfterDowntime.Coalesce();
        };
    }

    private static String word(AfterDowntime rule) {
        return switch (rule) {
            case AfterDowntime.Skip() -> "skip";
            case AfterDowntime.RunLate late -> "late";
            case AfterDowntime.Coalesce() -> "coalesce";
        };
    }

    private static @Nullable Long tolerance(AfterDowntime rule) {
        return rule instanceof AfterDowntime.RunLate(Duration tolerance) ? tolerance.toSeconds() : null;
    }

    /** One that calendars show. */
    record Dated(RitualKey key, Recurrence recurrence, Instant changed) {}

    /** One that is not held. */
    record MissedOccurrence(Instant at, boolean coalesced) {}

    /** One that is to be held. */
    record OwedOccurrence(UUID ritual, LocalDateTime planned, Instant at, int coalesced) {}
}
