package dev.steward.approval;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Approval requests, whom they wait for, and what happened to them. */
@Repository
class Requests {
    private static final String COLUMNS = """
            workspace_id, id, number, requester, channel_id, initiative_id, opened_at, workings, version""";

    private final JdbcTemplate jdbc;
    private final RequestJson json;

    Requests(JdbcTemplate jdbc, RequestJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The next request's number; whoever takes one keeps the workspace's others waiting until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Reference nextReference(WorkspaceId workspace) {
        return new Reference(Objects.requireNonNull(jdbc.queryForObject("""
                insert into approval_counter (workspace_id, requests) values (?, 1)
                on conflict (workspace_id) do update set requests = approval_counter.requests + 1 returning requests
                """, Long.class, workspace.value())));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the same doing opened one before */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(ApprovalRequest request, String key) {
        Facts facts = request.facts();
        jdbc.update("""
                insert into approval_request (workspace_id, id, number, request_key, requester, channel_id, initiative_id,
                    opened_at, gate, area, asked, needed_by, state, open, rule, policy_version, changed_at, workings, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, facts.workspace().value(), facts.id().value(), facts.reference().number(), key,
                facts.requester().value(), facts.channel() == null ? null : facts.channel().value(),
                facts.initiative() == null ? null : facts.initiative().value(), utc(facts.openedAt()),
                request.terms().gate().name(), request.question().scope().area(), request.question().asked(),
                utcOrNull(request.question().neededBy()), request.state().name(), request.state().open(),
                request.terms().rule().name(),
                request.terms().version(), utc(facts.openedAt()), json.write(request.workings()));
        around(request, Set.of(), 1);
    }

    /** @throws OptimisticLockingFailureException when somebody else changed it since it was read */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(ApprovalRequest request, Instant now) {
        Facts facts = request.facts();
        int changed = jdbc.update("""
                update approval_request set gate = ?, area = ?, asked = ?, needed_by = ?, state = ?, open = ?,
                    rule = ?, policy_version = ?, changed_at = ?, workings = ?, version = version + 1
                where workspace_id = ? and id = ? and version = ?
                """, request.terms().gate().name(), request.question().scope().area(), request.question().asked(),
                utcOrNull(request.question().neededBy()), request.state().name(), request.state().open(),
                request.terms().rule().name(),
                request.terms().version(), utc(now), json.write(request.workings()), facts.workspace().value(),
                facts.id().value(), request.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException(facts.reference() + " was changed by somebody else");
        }
        around(request, new HashSet<>(waiting(facts)), request.version() + 1);
        request.former().ifPresent(asked -> jdbc.update("""
                insert into approval_round (workspace_id, request_id, round, asked, over_at) values (?, ?, ?, ?, ?)
                """, facts.workspace().value(), facts.id().value(), request.round() - 1, json.writeQuestion(asked),
                utc(now)));
    }

    /** What was asked in a round that is over; empty where that was before Steward kept it. */
    Optional<Question> asked(WorkspaceId workspace, RequestId id, int round) {
        return jdbc.query("select asked from approval_round where workspace_id = ? and request_id = ? and round = ?",
                (row, n) -> json.readQuestion(row.getString(1)), workspace.value(), id.value(), round).stream()
                .findFirst();
    }

    private List<UserId> waiting(Facts facts) {
        return jdbc.query("select user_id from approval_waiting where workspace_id = ? and request_id = ?",
                (row, n) -> new UserId(row.getString(1)), facts.workspace().value(), facts.id().value());
    }

    private void around(ApprovalRequest request, Set<UserId> before, long version) {
        Facts facts = request.facts();
        Set<UserId> now = new HashSet<>(request.waitingFor());
        List<Object[]> gone = before.stream().filter(user -> !now.contains(user))
                .map(user -> new Object[]{facts.workspace().value(), user.value(), facts.id().value()}).toList();
        List<Object[]> come = now.stream().filter(user -> !before.contains(user)).map(user -> new Object[]{
                facts.workspace().value(), user.value(), facts.id().value(), request.groupOf(user)}).toList();
        if (!gone.isEmpty()) {
            jdbc.batchUpdate("delete from approval_waiting where workspace_id = ? and user_id = ? and request_id = ?",
                    gone);
        }
        if (!come.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into approval_waiting (workspace_id, user_id, request_id, user_group) values (?, ?, ?, ?)",
                    come);
        }
        List<Object[]> happened = new ArrayList<>();
        for (Happening each : request.happenings()) {
            happened.add(new Object[]{facts.workspace().value(), facts.id().value(), version, happened.size(),
                    each.kind().name(), each.by() == null ? null : each.by().value(), utc(each.at()), each.stage(),
                    texts(each.to()), texts(each.about()), each.words()});
        }
        if (!happened.isEmpty()) {
            jdbc.batchUpdate("""
                    insert into approval_happening (workspace_id, request_id, version, position, kind, by_user_id, at, stage,
                        to_users, about_users, words) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, happened);
        }
    }

    /** As {@link #find}, and whoever else wants to change it waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<ApprovalRequest> lock(WorkspaceId workspace, RequestId id) {
        return jdbc.query("select " + COLUMNS + " from approval_request where workspace_id = ? and id = ? for update",
                this::map, workspace.value(), id.value()).stream().findFirst();
    }

    Optional<ApprovalRequest> find(WorkspaceId workspace, RequestId id) {
        return jdbc.query("select " + COLUMNS + " from approval_request where workspace_id = ? and id = ?", this::map,
                workspace.value(), id.value()).stream().findFirst();
    }

    Optional<ApprovalRequest> find(WorkspaceId workspace, Reference reference) {
        return jdbc.query("select " + COLUMNS + " from approval_request where workspace_id = ? and number = ?",
                this::map, workspace.value(), reference.number()).stream().findFirst();
    }

    /** What the same doing opened before. */
    Optional<ApprovalRequest> opened(WorkspaceId workspace, String key) {
        return jdbc.query("select " + COLUMNS + " from approval_request where workspace_id = ? and request_key = ?",
                this::map, workspace.value(), key).stream().findFirst();
    }

    List<ApprovalRequest> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.query("select " + COLUMNS + " from approval_request where workspace_id = ? and id = any (?)",
                this::map, workspace.value(), ids.toArray(UUID[]::new));
    }

    /** Those of them that somebody was asked about or told of. */
    Set<RequestId> concerning(WorkspaceId workspace, UserId person, Collection<RequestId> among) {
        return among.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.query("""
                        select id from unnest(?::uuid[]) id
                        where exists (select from approval_ask a
                                      where a.workspace_id = ? and a.request_id = id and a.user_id = ?)
                           or exists (select from approval_happening h where h.workspace_id = ? and h.request_id = id
                                        and h.kind = 'CLIMBED' and ? = any (h.to_users))
                        """, (row, n) -> new RequestId(row.getObject(1, UUID.class)),
                        among.stream().map(RequestId::value).toArray(UUID[]::new), workspace.value(), person.value(),
                        workspace.value(), person.value()));
    }

    /** The initiative's, newest first. */
    List<ApprovalRequest> of(WorkspaceId workspace, InitiativeId initiative, int most) {
        return jdbc.query("select " + COLUMNS + """
                 from approval_request where workspace_id = ? and initiative_id = ? order by id desc limit ?
                """, this::map, workspace.value(), initiative.value(), most);
    }

    List<ApprovalRequest> latest(WorkspaceId workspace, int most) {
        return jdbc.query(
                "select " + COLUMNS + " from approval_request where workspace_id = ? order by id desc limit ?",
                this::map, workspace.value(), most);
    }

    /** Those that wait for somebody now. */
    List<RequestId> waitingFor(WorkspaceId workspace, UserId person) {
        return jdbc.query("select request_id from approval_waiting where workspace_id = ? and user_id = ?",
                (row, n) -> new RequestId(row.getObject(1, UUID.class)), workspace.value(), person.value());
    }

    /** Those that are open and wait for nobody, since nobody could be asked. */
    List<RequestId> waitingForNobody(WorkspaceId workspace) {
        return jdbc.query("""
                select id from approval_request r where workspace_id = ? and open and not exists (
                    select from approval_waiting w where w.workspace_id = r.workspace_id and w.request_id = r.id)
                """, (row, n) -> new RequestId(row.getObject(1, UUID.class)), workspace.value());
    }

    /** Everything that is open, in every workspace; closed by whoever reads it. */
    Stream<Open> open() {
        return jdbc.queryForStream("select workspace_id, id, changed_at from approval_request where open",
                (row, n) -> new Open(new WorkspaceId(row.getObject(1, UUID.class)),
                        new RequestId(row.getObject(2, UUID.class)), instant(row, 3)));
    }

    /** What is open in a workspace, by id, behind this one. */
    List<RequestId> open(WorkspaceId workspace, UUID after, int most) {
        return jdbc.query(
                "select id from approval_request where workspace_id = ? and open and id > ? order by id limit ?",
                (row, n) -> new RequestId(row.getObject(1, UUID.class)), workspace.value(), after, most);
    }

    /** Those that wait for somebody because they are in a user group. */
    List<RequestId> waitingForGroup(WorkspaceId workspace, String group) {
        return jdbc.query("select distinct request_id from approval_waiting where workspace_id = ? and user_group = ?",
                (row, n) -> new RequestId(row.getObject(1, UUID.class)), workspace.value(), group);
    }

    /** What happened to it, in order. */
    List<Happening> history(WorkspaceId workspace, RequestId id) {
        return jdbc.query("""
                select kind, by_user_id, at, stage, to_users, about_users, words from approval_happening
                where workspace_id = ? and request_id = ? order by version, position
                """, (row, n) -> new Happening(Happening.Kind.valueOf(row.getString(1)), user(row.getString(2)),
                instant(row, 3), row.getString(4), users(row, 5), users(row, 6), row.getString(7)), workspace.value(),
                id.value());
    }

    /**
     * By whom their cards are about: makes what is missing.
     *
     * @return the card's thing for each
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Map<UserId, UUID> asks(WorkspaceId workspace, RequestId id, Map<UserId, UUID> wanted) {
        jdbc.batchUpdate("""
                insert into approval_ask (workspace_id, id, request_id, user_id) values (?, ?, ?, ?)
                on conflict on constraint approval_asked_once do nothing
                """, wanted.entrySet().stream().map(ask -> new Object[]{workspace.value(), ask.getValue(), id.value(),
                ask.getKey().value()}).toList());
        return asks(workspace, id);
    }

    /** Everyone who ever got a card of it, and the card's thing. */
    Map<UserId, UUID> asks(WorkspaceId workspace, RequestId id) {
        return jdbc.query("select user_id, id from approval_ask where workspace_id = ? and request_id = ?",
                (row, n) -> Map.entry(new UserId(row.getString(1)), row.getObject(2, UUID.class)), workspace.value(),
                id.value()).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whose card of which request. */
    Map<UUID, Ask> asks(WorkspaceId workspace, Collection<UUID> asks) {
        return jdbc.query("""
                select id, request_id, user_id from approval_ask where workspace_id = ? and id = any (?)
                """, (row, n) -> new Ask(row.getObject(1, UUID.class), new RequestId(row.getObject(2, UUID.class)),
                new UserId(row.getString(3))), workspace.value(), asks.toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Ask::id, ask -> ask));
    }

    private ApprovalRequest map(ResultSet row, int n) throws SQLException {
        String channel = row.getString("channel_id");
        UUID initiative = row.getObject("initiative_id", UUID.class);
        return new ApprovalRequest(
                new Facts(new RequestId(row.getObject("id", UUID.class)),
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new Reference(row.getLong("number")), new UserId(row.getString("requester")),
                        channel == null ? null : new ChannelId(channel),
                        initiative == null ? null : new InitiativeId(initiative),
                        instant(row, "opened_at")),
                row.getLong("version"), json.read(row.getString("workings")));
    }

    private static @Nullable UserId user(@Nullable String id) {
        return id == null ? null : new UserId(id);
    }

    private static List<UserId> users(ResultSet row, int column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray()).map(UserId::new).toList();
    }

    private static String[] texts(List<UserId> users) {
        return users.stream().map(UserId::value).toArray(String[]::new);
    }

    record Open(WorkspaceId workspace, RequestId id, Instant changedAt) {}

    /** A member's copy of a request. */
    record Ask(UUID id, RequestId request, UserId person) {}
}
