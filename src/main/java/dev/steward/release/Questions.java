package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.Question.Asked;
import dev.steward.release.Question.Settled;
import dev.steward.release.Question.Standing;
import dev.steward.release.Question.Waiting;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What readers asked about releases. */
@Repository
class Questions {
    private static final String SELECT = """
            select workspace_id, id, release_id, number, asked_by, outsider, channel_id, thread_ts, words, asked_at,
                standing, owner, since, reminded, helpers, settled_by, settled_at, answer
            from release_question
            """;

    private final JdbcTemplate jdbc;

    Questions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The number that a release's next question has. Its caller holds the release's lock, so that nobody else takes it. */
    @Transactional(propagation = Propagation.MANDATORY)
    int nextNumber(WorkspaceId workspace, ReleaseId release) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select coalesce(max(number), 0) + 1 from release_question where workspace_id = ? and release_id = ?
                """, Integer.class, workspace.value(), release.value()));
    }

    /** How many of somebody's are open about a release. */
    int openOf(WorkspaceId workspace, ReleaseId release, UserId by) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select count(*) from release_question
                where workspace_id = ? and release_id = ? and asked_by = ? and standing = 'OPEN'
                """, Integer.class, workspace.value(), release.value(), by.value()));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the same doing asked one before */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Question question, String key) {
        Asked asked = question.asked();
        jdbc.update("""
                insert into release_question (workspace_id, id, release_id, number, question_key, asked_by, outsider,
                    channel_id, thread_ts, words, asked_at, standing, owner, since, reminded, helpers)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, question.workspace().value(), question.id().value(), question.release().value(),
                question.number(), key, asked.by().value(), asked.outsider(), asked.channel().value(),
                asked.threadTs(), asked.words(), utc(asked.at()), question.standing().name(),
                question.waiting().owner().value(), utc(question.waiting().since()), question.waiting().reminded(),
                users(question.waiting().helpers()));
    }

    /** Of one that is locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Question question) {
        Settled settled = question.settled();
        jdbc.update("""
                update release_question set standing = ?, owner = ?, since = ?, reminded = ?, helpers = ?, settled_by = ?,
                    settled_at = ?, answer = ?
                where workspace_id = ? and id = ?
                """, question.standing().name(), question.waiting().owner().value(), utc(question.waiting().since()),
                question.waiting().reminded(), users(question.waiting().helpers()),
                settled == null || settled.by() == null ? null : settled.by().value(),
                settled == null ? null : utc(settled.at()), settled == null ? null : settled.answer(),
                question.workspace().value(), question.id().value());
    }

    Optional<Question> find(WorkspaceId workspace, QuestionId id) {
        return find(workspace, List.of(id.value())).stream().findFirst();
    }

    List<Question> find(WorkspaceId workspace, Collection<UUID> ids) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = any (?)", Questions::map, workspace.value(),
                ids.toArray(UUID[]::new));
    }

    /** Whether the same doing asked before. */
    boolean asked(WorkspaceId workspace, String key) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (select from release_question where workspace_id = ? and question_key = ?)
                """, Boolean.class, workspace.value(), key));
    }

    /** As {@link #find}, and whoever else wants to change it waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Question> lock(WorkspaceId workspace, QuestionId id) {
        return jdbc.query(SELECT + "where workspace_id = ? and id = ? for update", Questions::map, workspace.value(),
                id.value()).stream().findFirst();
    }

    /** Those that are open about a release, oldest first, locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Question> lockOpen(WorkspaceId workspace, ReleaseId release) {
        return jdbc.query(SELECT + """
                where workspace_id = ? and release_id = ? and standing = 'OPEN' order by number for update
                """, Questions::map, workspace.value(), release.value());
    }

    /** Those about a release, newest first, those that are open before all others. */
    List<Question> about(WorkspaceId workspace, ReleaseId release, int most) {
        return jdbc.query(SELECT + """
                where workspace_id = ? and release_id = ? order by standing <> 'OPEN', number desc limit ?
                """, Questions::map, workspace.value(), release.value(), most);
    }

    /** How many of a release stand how. */
    Map<Standing, Integer> counts(WorkspaceId workspace, ReleaseId release) {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        jdbc.query("""
                select standing, count(*) from release_question where workspace_id = ? and release_id = ? group by standing
                """, row -> {
            counts.put(Standing.valueOf(row.getString(1)), row.getInt(2));
        }, workspace.value(), release.value());
        return counts;
    }

    /** All that are open, in every workspace; closed by whoever reads it. */
    Stream<Open> open() {
        return jdbc.queryForStream("select workspace_id, id, since from release_question where standing = 'OPEN'",
                (row, n) -> new Open(new WorkspaceId(row.getObject(1, UUID.class)),
                        new QuestionId(row.getObject(2, UUID.class)),
                        instant(row, 3)));
    }

    record Open(WorkspaceId workspace, QuestionId id, Instant since) {}

    private static Question map(ResultSet row, int n) throws SQLException {
        Instant settledAt = instantOrNull(row, "settled_at");
        String settledBy = row.getString("settled_by");
        return new Question(new QuestionId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new ReleaseId(row.getObject("release_id", UUID.class)), row.getInt("number"),
                new Asked(new UserId(row.getString("asked_by")), row.getBoolean("outsider"),
                        new ChannelId(row.getString("channel_id")), row.getString("thread_ts"),
                        row.getString("words"), instant(row, "asked_at")),
                Standing.valueOf(row.getString("standing")),
                new Waiting(new UserId(row.getString("owner")),
                        instant(row, "since"), row.getInt("reminded"),
                        Arrays.stream((String[]) row.getArray("helpers").getArray()).map(UserId::new).toList()),
                settledAt == null
                        ? null
                        : new Settled(settledBy == null ? null : new UserId(settledBy), settledAt,
                                row.getString("answer")));
    }

    private static String[] users(List<UserId> users) {
        return users.stream().map(UserId::value).toArray(String[]::new);
    }
}
