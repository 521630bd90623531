package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.Release.Facts;
import dev.steward.release.Release.Workings;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Releases, what they said when, and what happened to them. */
@Repository
class Releases {
    private static final String SELECT = "select workspace_id, id, number, drafted_at, workings, version from release ";

    private final JdbcTemplate jdbc;
    private final ReleaseJson json;

    Releases(JdbcTemplate jdbc, ReleaseJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The next release's number; whoever takes one keeps the workspace's others waiting until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Reference nextReference(WorkspaceId workspace) {
        return new Reference(Objects.requireNonNull(jdbc.queryForObject("""
                insert into release_counter (workspace_id, releases) values (?, 1)
                on conflict (workspace_id) do update set releases = release_counter.releases + 1 returning releases
                """, Long.class, workspace.value())));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the same doing drafted one before */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Release release, String key) {
        Facts facts = release.facts();
        Workings now = release.workings();
        jdbc.update("""
                insert into release (workspace_id, id, number, release_key, owner, state, title, tier, area_id, drafted_at,
                    digests, changelog, changed_at, workings, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, facts.workspace().value(), facts.id().value(), facts.reference().number(), key,
                now.owner().value(), now.state().name(), now.content().title(), now.content().tier(), area(now),
                utc(facts.draftedAt()), now.content().digests(), now.content().changelog(), utc(facts.draftedAt()),
                json.write(now));
        around(release, 1);
    }

    /** @throws OptimisticLockingFailureException when somebody else changed it since it was read */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Release release, Instant at) {
        Facts facts = release.facts();
        Workings now = release.workings();
        int changed = jdbc.update("""
                update release set owner = ?, state = ?, title = ?, tier = ?, area_id = ?, planned_for = ?, published_at = ?,
                    listed_at = ?, digests = ?, changelog = ?, changed_at = ?, workings = ?, version = version + 1
                where workspace_id = ? and id = ? and version = ?
                """, now.owner().value(), now.state().name(), now.content().title(), now.content().tier(), area(now),
                utcOrNull(release.goesAt()), utcOrNull(now.publishedAt()), utcOrNull(now.listedAt()),
                now.content().digests(),
                now.content().changelog(), utc(at), json.write(now), facts.workspace().value(), facts.id().value(),
                release.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException(facts.reference() + " was changed by somebody else");
        }
        around(release, release.version() + 1);
    }

    /** As {@link #find}, and whoever else wants to change it waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Release> lock(WorkspaceId workspace, ReleaseId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ? for update", this::map, workspace.value(),
                id.value()).stream().findFirst();
    }

    Optional<Release> find(WorkspaceId workspace, ReleaseId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ?", this::map, workspace.value(), id.value())
                .stream().findFirst();
    }

    Optional<Release> find(WorkspaceId workspace, Reference reference) {
        return jdbc.query(SELECT + "where workspace_id = ? and number = ?", this::map, workspace.value(),
                reference.number()).stream().findFirst();
    }

    /** What the same doing drafted before. */
    Optional<Release> drafted(WorkspaceId workspace, String key) {
        return jdbc.query(SELECT + "where workspace_id = ? and release_key = ?", this::map, workspace.value(), key)
                .stream().findFirst();
    }

    List<Release> find(WorkspaceId workspace, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.query(SELECT + "where workspace_id = ? and id = any (?)", this::map, workspace.value(),
                        ids.toArray(UUID[]::new));
    }

    /** The owner's that are in that state, newest first. */
    List<Release> of(WorkspaceId workspace, UserId owner, State state, int most) {
        return jdbc.query(SELECT + "where workspace_id = ? and owner = ? and state = ? order by id desc limit ?",
                this::map, workspace.value(), owner.value(), state.name(), most);
    }

    /** Those that came of an initiative, newest first. */
    List<Release> of(WorkspaceId workspace, InitiativeId initiative, int most) {
        return jdbc.query(SELECT + """
                where workspace_id = ? and id in
                    (select release_id from release_initiative where workspace_id = ? and initiative_id = ?
                     order by release_id desc limit ?)
                order by id desc
                """, this::map, workspace.value(), workspace.value(), initiative.value(), most);
    }

    /** Those that wait for this gate, oldest first. */
    List<ReleaseId> waitingForGate(WorkspaceId workspace, InitiativeId initiative, String gate) {
        return jdbc.query("""
                select release_id from release_waiting_for_gate
                where workspace_id = ? and initiative_id = ? and gate = ? order by release_id
                """, (row, n) -> new ReleaseId(row.getObject(1, UUID.class)), workspace.value(), initiative.value(),
                gate);
    }

    /** All that go out by themselves, in every workspace; closed by whoever reads it. */
    Stream<ToGo> toGo() {
        return jdbc.queryForStream("select workspace_id, id, planned_for from release where planned_for is not null",
                (row, n) -> new ToGo(new WorkspaceId(row.getObject(1, UUID.class)),
                        new ReleaseId(row.getObject(2, UUID.class)), instant(row, 3)));
    }

    record ToGo(WorkspaceId workspace, ReleaseId id, Instant at) {}

    /** What it said when, in order. */
    List<Edition> editions(WorkspaceId workspace, ReleaseId id) {
        return jdbc.query("""
                select number, content, by_user_id, at from release_edition where workspace_id = ? and release_id = ?
                order by number
                """, (row, n) -> new Edition(row.getInt(1), json.readContent(row.getString(2)), user(row.getString(3)),
                instant(row, 4)), workspace.value(), id.value());
    }

    /** What happened to it, in order. */
    List<Happening> history(WorkspaceId workspace, ReleaseId id) {
        return history(workspace, id, 0);
    }

    /** What happened to it after that version of it, in order. */
    List<Happening> history(WorkspaceId workspace, ReleaseId id, long version) {
        return jdbc.query("""
                select kind, by_user_id, at, to_users, words from release_happening
                where workspace_id = ? and release_id = ? and version > ? order by version, position
                """, (row, n) -> new Happening(Happening.Kind.valueOf(row.getString(1)), user(row.getString(2)),
                instant(row, 3), Arrays.stream((String[]) row.getArray(4).getArray()).map(UserId::new).toList(),
                row.getString(5)), workspace.value(), id.value(), version);
    }

    private void around(Release release, long version) {
        UUID workspace = release.facts().workspace().value();
        UUID id = release.facts().id().value();
        List<Object[]> happened = new ArrayList<>();
        for (Happening each : release.happenings()) {
            happened.add(new Object[]{workspace, id, version, happened.size(), each.kind().name(),
                    each.by() == null ? null : each.by().value(), utc(each.at()),
                    each.to().stream().map(UserId::value).toArray(String[]::new), each.words()});
            boolean said = each.kind() == Happening.Kind.PUBLISHED
                    || each.kind() == Happening.Kind.EDITED && release.edition() > 0;
            if (said) {
                jdbc.update("""
                        insert into release_edition (workspace_id, release_id, number, content, by_user_id, at)
                        values (?, ?, ?, ?, ?, ?)
                        """, workspace, id, release.edition(), json.write(release.content()),
                        each.by() == null ? null : each.by().value(), utc(each.at()));
            }
        }
        jdbc.batchUpdate("""
                insert into release_happening (workspace_id, release_id, version, position, kind, by_user_id, at, to_users,
                    words) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, happened);
        links(release, workspace, id);
    }

    private void links(Release release, UUID workspace, UUID id) {
        UUID[] initiatives = release.content().initiatives().stream().map(InitiativeId::value).toArray(UUID[]::new);
        String[] feedback = release.content().feedback().toArray(String[]::new);
        jdbc.update("""
                delete from release_initiative where workspace_id = ? and release_id = ? and not initiative_id = any (?)
                """, workspace, id, initiatives);
        jdbc.update("""
                insert into release_initiative (workspace_id, initiative_id, release_id) select ?, unnest(?), ?
                on conflict do nothing
                """, workspace, initiatives, id);
        jdbc.update(
                "delete from release_feedback where workspace_id = ? and release_id = ? and not reference = any (?)",
                workspace, id, feedback);
        jdbc.update("""
                insert into release_feedback (workspace_id, reference, release_id) select ?, unnest(?), ?
                on conflict do nothing
                """, workspace, feedback, id);
        jdbc.update("delete from release_waiting_for_gate where workspace_id = ? and release_id = ?", workspace, id);
        if (release.state() == State.PLANNED && !release.workings().ready()
                && release.when() instanceof When.OnGate(var gate, var initiative)) {
            jdbc.update("""
                    insert into release_waiting_for_gate (workspace_id, initiative_id, gate, release_id)
                    values (?, ?, ?, ?)
                    """, workspace, initiative.value(), gate, id);
        }
    }

    private Release map(ResultSet row, int n) throws SQLException {
        return new Release(
                new Facts(new ReleaseId(row.getObject("id", UUID.class)),
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new Reference(row.getLong("number")),
                        instant(row, "drafted_at")),
                row.getLong("version"), json.read(row.getString("workings")));
    }

    private static @Nullable UUID area(Workings now) {
        return now.content().area() == null ? null : now.content().area().value();
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : new UserId(id);
    }
}
