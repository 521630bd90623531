package dev.steward.approval;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.Decision.CameTrue;
import dev.steward.approval.Decision.Dissent;
import dev.steward.approval.Decision.Score;
import dev.steward.approval.Question.Prediction;
import dev.steward.policy.Policies;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.slack.Actor;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What was decided, each with its entry in the decision log. */
@Repository
class Decisions {
    private final JdbcTemplate jdbc;
    private final RequestJson json;
    private final Policies policies;

    Decisions(JdbcTemplate jdbc, RequestJson json, Policies policies) {
        this.jdbc = jdbc;
        this.json = json;
        this.policies = policies;
    }

    /** The next decision's number; whoever takes one keeps the workspace's others waiting until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    long nextNumber(WorkspaceId workspace) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                insert into approval_counter (workspace_id, decisions) values (?, 1)
                on conflict (workspace_id) do update set decisions = approval_counter.decisions + 1 returning decisions
                """, Long.class, workspace.value()));
    }

    /** What the log is to say of the outcome of a request that has one, but for the decision's number. */
    Map<String, Object> facts(ApprovalRequest request) {
        Outcome outcome = request.outcome().orElseThrow();
        List<Dissent> dissents = request.dissents();
        Map<String, Object> said = new TreeMap<>();
        said.put("gate", request.terms().gate().name());
        said.put("asked", request.question().asked());
        said.put("outcome", outcome.word());
        said.put("how", outcome.how().name().toLowerCase(java.util.Locale.ROOT));
        said.put("rule", request.terms().rule().name());
        said.put("policy", Long.toString(request.terms().version()));
        said.put("round", Integer.toString(request.round()));
        var policy = policies.version(request.facts().workspace(), request.terms().version()).policy();
        policy.gate(request.terms().gate().name()).ifPresent(gate -> said.put("why",
                Explanation.plain(policy.evaluate(gate.name(), request.question().scope()))));
        if (outcome.reason() != null) {
            said.put("reason", outcome.reason());
        }
        if (!dissents.isEmpty()) {
            said.put("dissents", json.writeList(dissents));
        }
        Prediction prediction = request.question().prediction();
        if (prediction != null) {
            said.put("prediction", prediction.expected());
            said.put("review", prediction.review().toString());
        }
        return said;
    }

    /** What the log says of it: {@link #facts}, with the number that the decision has. */
    static NewEntry entry(ApprovalRequest request, Map<String, Object> facts, long number) {
        Outcome outcome = request.outcome().orElseThrow();
        Map<String, Object> said = new TreeMap<>(facts);
        said.put("decision", "DEC-" + number);
        return new NewEntry("approval.decided", request.facts().id().value(), request.facts().reference().toString(),
                outcome.by(), outcome.at(), said);
    }

    /**
     * Records the outcome of a request that has one.
     *
     * @param entry the number of its entry in the log
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Decision record(ApprovalRequest request, long number, long entry) {
        Facts facts = request.facts();
        WorkspaceId workspace = facts.workspace();
        Outcome outcome = request.outcome().orElseThrow();
        List<Dissent> dissents = request.dissents();
        Prediction prediction = request.question().prediction();
        var decision = new Decision(UuidCreator.getTimeOrderedEpoch(), workspace, number, facts.id(), request.round(),
                outcome, dissents, prediction == null ? null : prediction.expected(),
                prediction == null ? null : prediction.review(), null, null, entry);
        jdbc.update("""
                insert into decision (id, workspace_id, number, request_id, round, approved, how, decided_by, reason, dissents,
                    decided_at, prediction, review_on, log_number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, decision.id(), workspace.value(), number, facts.id().value(), request.round(),
                outcome.approved(), outcome.how().name(), outcome.by() == null ? null : outcome.by().value(),
                outcome.reason(), json.writeList(dissents), utc(outcome.at()),
                decision.prediction(), decision.review(), entry);
        return decision;
    }

    Optional<Decision> find(WorkspaceId workspace, UUID id) {
        return jdbc.query("select * from decision where workspace_id = ? and id = ?", this::map, workspace.value(), id)
                .stream().findFirst();
    }

    /** By its number: {@code DEC-3}. */
    Optional<Decision> find(WorkspaceId workspace, long number) {
        return jdbc.query("select * from decision where workspace_id = ? and number = ?", this::map, workspace.value(),
                number).stream().findFirst();
    }

    /** What a request came to, the latest last. */
    List<Decision> of(WorkspaceId workspace, RequestId request) {
        return jdbc.query("select * from decision where workspace_id = ? and request_id = ? order by round", this::map,
                workspace.value(), request.value());
    }

    /** As {@link #of(WorkspaceId, RequestId)}, of several; of those that came to nothing there is none. */
    Map<RequestId, List<Decision>> of(WorkspaceId workspace, Collection<RequestId> requests) {
        return jdbc.query("select * from decision where workspace_id = ? and request_id = any (?) order by round",
                this::map, workspace.value(), requests.stream().map(RequestId::value).toArray(UUID[]::new)).stream()
                .collect(Collectors.groupingBy(Decision::request));
    }

    /** The newest first, of requests that this person may see. */
    List<Decision> latest(Actor by, int most) {
        RequestReaders.Condition seen = RequestReaders.seen(by.workspace(), by.user(), by.role());
        List<Object> parameters = new ArrayList<>(List.of(by.workspace().value()));
        parameters.addAll(seen.parameters());
        parameters.add(most);
        return jdbc.query("""
                select d.* from decision d
                join approval_request r on r.workspace_id = d.workspace_id and r.id = d.request_id
                where d.workspace_id = ? %s order by d.number desc limit ?
                """.formatted(seen.sql()), this::map, parameters.toArray());
    }

    /** How many entries the decision log had when the latest decision was recorded; 0 before the first. */
    long logged(WorkspaceId workspace) {
        return jdbc.query("select log_number from decision where workspace_id = ? order by number desc limit 1",
                (row, n) -> row.getLong(1), workspace.value()).stream().findFirst().orElse(0L);
    }

    /** The requester was asked whether the prediction came true. */
    void asked(Decision decision, Instant now) {
        jdbc.update("update decision set asked_at = ? where workspace_id = ? and id = ?",
                utc(now), decision.workspace().value(), decision.id());
    }

    /** Answers whether it was open until now: asked about on this decision's day, and not scored. "Too early" asks again another day. */
    boolean score(Decision decision, Score score) {
        return jdbc.update("""
                update decision set came_true = ?, learned = ?, scored_at = ?
                where workspace_id = ? and id = ? and (came_true is null or came_true = 'too early')
                    and asked_at is not null and review_on = ?
                """, score.cameTrue().word(), score.learned(), utc(score.at()),
                decision.workspace().value(), decision.id(), decision.review()) == 1;
    }

    /** It is to be asked about again on another day. */
    void reviewOn(Decision decision, LocalDate day) {
        jdbc.update("update decision set review_on = ?, asked_at = null where workspace_id = ? and id = ?", day,
                decision.workspace().value(), decision.id());
    }

    /** Those of whose prediction somebody is still to be asked, in every workspace; closed by whoever reads it. */
    Stream<Unasked> unasked() {
        return jdbc.queryForStream("""
                select workspace_id, id, review_on from decision where review_on is not null and asked_at is null and approved
                """, (row, n) -> new Unasked(new WorkspaceId(row.getObject(1, UUID.class)),
                row.getObject(2, UUID.class), row.getObject(3, LocalDate.class)));
    }

    record Unasked(WorkspaceId workspace, UUID decision, LocalDate review) {}

    private Decision map(ResultSet row, int n) throws SQLException {
        String by = row.getString("decided_by");
        return new Decision(row.getObject("id", UUID.class), new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                row.getLong("number"), new RequestId(row.getObject("request_id", UUID.class)), row.getInt("round"),
                new Outcome(row.getBoolean("approved"), Outcome.How.valueOf(row.getString("how")),
                        by == null ? null : new UserId(by), row.getString("reason"),
                        instant(row, "decided_at")),
                json.readDissents(row.getString("dissents")), row.getString("prediction"),
                row.getObject("review_on", LocalDate.class), instantOrNull(row, "asked_at"), score(row),
                row.getLong("log_number"));
    }

    private static @Nullable Score score(ResultSet row) throws SQLException {
        String cameTrue = row.getString("came_true");
        Instant at = instantOrNull(row, "scored_at");
        return cameTrue == null || at == null
                ? null
                : new Score(CameTrue.valueOf(cameTrue.toUpperCase(java.util.Locale.ROOT).replace(' ', '_')),
                        row.getString("learned"), at);
    }
}
