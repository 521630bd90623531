package dev.steward.privacy;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.privacy.Erasure.Choice;
import dev.steward.privacy.Erasure.Decided;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The erasures of each workspace, and who was asked to agree to them. */
@Repository
class Erasures {
    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    Erasures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of the next erasure; nobody else in the workspace takes one until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long nextNumber(WorkspaceId workspace) {
        return next(workspace, "erasures");
    }

    /** Of somebody who has no name any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long nextAnonymous(WorkspaceId workspace) {
        return next(workspace, "anonymous");
    }

    private long next(WorkspaceId workspace, String column) {
        return jdbc.sql("""
                insert into privacy_counter (workspace_id, %1$s) values (:workspace, 1)
                on conflict (workspace_id) do update set %1$s = privacy_counter.%1$s + 1 returning %1$s
                """.formatted(column)).param("workspace", workspace.value()).query(Long.class).single();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Erasure erasure) {
        Subject subject = erasure.requireSubject();
        jdbc.sql("""
                insert into privacy_erasure (id, workspace_id, number, state, kind, user_id, thing_id, label, name, real_name,
                    handle, email, others, words, everywhere, past, anonymous, asked_by, asked_at, progress, counts, version)
                values (:id, :workspace, :number, :state, :kind, :user, :thing, :label, :name, :realName, :handle, :email, :others,
                    :words, :everywhere, :past, :anonymous, :by, :at, :progress, :counts, :version)
                """).param("id", erasure.id()).param("workspace", erasure.workspace().value())
                .param("number", erasure.number()).param("state", erasure.state().name())
                .param("kind", subject.kind()).param("user", value(subject.user())).param("thing", subject.thing())
                .param("label", subject.label()).param("name", subject.names().shown())
                .param("realName", subject.names().real()).param("handle", subject.names().handle())
                .param("email", subject.names().email()).param("others", others(erasure))
                .param("words", erasure.choice().words())
                .param("everywhere", erasure.choice().everywhere())
                .param("past", erasure.past()).param("anonymous", erasure.anonymous())
                .param("by", erasure.askedBy().value()).param("at", utc(erasure.askedAt()))
                .param("progress", json.writeValueAsString(erasure.progress()))
                .param("counts", json.writeValueAsString(erasure.counts())).param("version", erasure.version())
                .update();
    }

    /** Once it has ended, who or what it was is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void save(Erasure erasure) {
        Subject subject = erasure.subject();
        Names names = subject == null ? Names.NONE : subject.names();
        jdbc.sql("""
                update privacy_erasure set state = :state, user_id = :user, thing_id = :thing, label = :label, name = :name,
                    real_name = :realName, handle = :handle, email = :email, others = :others, past = :past, alone_until = :alone, agreed_by = :agreedBy, agreed_at = :agreedAt,
                    ended_by = :endedBy, ended_at = :endedAt, progress = :progress, counts = :counts, version = :version
                where workspace_id = :workspace and id = :id
                """).param("id", erasure.id()).param("workspace", erasure.workspace().value())
                .param("state", erasure.state().name())
                .param("user", subject == null ? null : value(subject.user()))
                .param("thing", subject == null ? null : subject.thing())
                .param("label", subject == null ? null : subject.label())
                .param("name", names.shown()).param("realName", names.real()).param("handle", names.handle())
                .param("email", names.email()).param("others", others(erasure))
                .param("past", erasure.past())
                .param("alone", utcOrNull(erasure.aloneUntil()))
                .param("agreedBy", erasure.agreed() == null ? null : erasure.agreed().by().value())
                .param("agreedAt", erasure.agreed() == null ? null : utc(erasure.agreed().at()))
                .param("endedBy", erasure.ended() == null ? null : erasure.ended().by().value())
                .param("endedAt", erasure.ended() == null ? null : utc(erasure.ended().at()))
                .param("progress", json.writeValueAsString(erasure.progress()))
                .param("counts", json.writeValueAsString(erasure.counts())).param("version", erasure.version())
                .update();
    }

    Optional<Erasure> find(WorkspaceId workspace, UUID id) {
        return jdbc.sql("select * from privacy_erasure where workspace_id = :workspace and id = :id")
                .param("workspace", workspace.value()).param("id", id).query(this::map).optional();
    }

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Erasure> lock(WorkspaceId workspace, UUID id) {
        return jdbc.sql("select * from privacy_erasure where workspace_id = :workspace and id = :id for no key update")
                .param("workspace", workspace.value()).param("id", id).query(this::map).optional();
    }

    /** The newest first. */
    List<Erasure> latest(WorkspaceId workspace, int most) {
        return jdbc.sql("""
                select * from privacy_erasure where workspace_id = :workspace order by number desc limit :most
                """).param("workspace", workspace.value()).param("most", most).query(this::map).list();
    }

    /** The one about the same that has not ended. */
    Optional<Erasure> open(WorkspaceId workspace, Subject subject) {
        return jdbc.sql("""
                select * from privacy_erasure
                where workspace_id = :workspace and ended_at is null and kind = :kind
                  and user_id is not distinct from :user and thing_id is not distinct from cast(:thing as uuid)
                """).param("workspace", workspace.value()).param("kind", subject.kind())
                .param("user", value(subject.user())).param("thing", subject.thing()).query(this::map).list().stream()
                .findFirst();
    }

    /**
     * Somebody who is erased has to do with erasures that are under way, which no other erasure changes: they asked for one, or agreed to it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void detach(WorkspaceId workspace, UserId user, UserId anonymous) {
        jdbc.sql("""
                update privacy_erasure set asked_by = case asked_by when :user then :anonymous else asked_by end,
                    agreed_by = case agreed_by when :user then :anonymous else agreed_by end
                where workspace_id = :workspace and state in ('COUNTING', 'RUNNING')
                  and (asked_by = :user or agreed_by = :user)
                """).param("workspace", workspace.value()).param("user", user.value())
                .param("anonymous", anonymous.value()).update();
    }

    /** Those that wait for somebody. */
    List<UUID> waiting(WorkspaceId workspace) {
        return jdbc.sql("""
                select id from privacy_erasure
                where workspace_id = :workspace and ended_at is null and state in ('READY', 'WAITING')
                """).param("workspace", workspace.value()).query(UUID.class).list();
    }

    /** Those asked for before it that are being carried out. */
    List<UUID> runningBefore(Erasure erasure) {
        return jdbc.sql("""
                select id from privacy_erasure
                where workspace_id = :workspace and ended_at is null and state = 'RUNNING' and number < :number
                """).param("workspace", erasure.workspace().value()).param("number", erasure.number())
                .query(UUID.class).list();
    }

    /** Those that go on by themselves, in every workspace. */
    List<Working> working() {
        return jdbc.sql("""
                select workspace_id, id, state, asked_at from privacy_erasure where ended_at is null
                """).query((row, n) -> new Working(new WorkspaceId(row.getObject(1, UUID.class)),
                row.getObject(2, UUID.class), State.valueOf(row.getString(3)), instant(row, 4))).list();
    }

    record Working(WorkspaceId workspace, UUID id, State state, Instant askedAt) {}

    /** They are asked to agree. Answers those who were not before, each with what their card is about. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Ask> ask(Erasure erasure, Collection<UserId> people) {
        return people.stream().map(person -> new Ask(UuidCreator.getTimeOrderedEpoch(), erasure.id(), person))
                .filter(ask -> jdbc.sql("""
                        insert into privacy_ask (id, workspace_id, erasure_id, user_id)
                        values (:id, :workspace, :erasure, :user) on conflict do nothing
                        """).param("id", ask.id()).param("workspace", erasure.workspace().value())
                        .param("erasure", erasure.id()).param("user", ask.user().value()).update() == 1)
                .toList();
    }

    /** Who was asked to agree. @param erasure what it is about */
    record Ask(UUID id, UUID erasure, UserId user) {}

    Optional<Ask> ask(WorkspaceId workspace, UUID id) {
        return jdbc.sql("select * from privacy_ask where workspace_id = :workspace and id = :id")
                .param("workspace", workspace.value()).param("id", id).query(Erasures::askOf).optional();
    }

    List<Ask> asks(Erasure erasure) {
        return jdbc
                .sql("select * from privacy_ask where workspace_id = :workspace and erasure_id = :erasure order by id")
                .param("workspace", erasure.workspace().value()).param("erasure", erasure.id())
                .query(Erasures::askOf).list();
    }

    private static Ask askOf(ResultSet row, int n) throws SQLException {
        return new Ask(row.getObject("id", UUID.class), row.getObject("erasure_id", UUID.class),
                new UserId(row.getString("user_id")));
    }

    private Erasure map(ResultSet row, int n) throws SQLException {
        String user = row.getString("user_id");
        String label = row.getString("label");
        Subject subject = label == null
                ? null
                : new Subject(row.getString("kind"), user == null ? null : new UserId(user),
                        row.getObject("thing_id", UUID.class), label,
                        new Names(row.getString("name"), row.getString("real_name"), row.getString("handle"),
                                row.getString("email")));
        return new Erasure(row.getObject("id", UUID.class), new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                row.getLong("number"), State.valueOf(row.getString("state")), subject,
                new Choice(row.getBoolean("words"), row.getBoolean("everywhere"),
                        row.getString("others") == null ? List.of() : row.getString("others").lines().toList()),
                row.getBoolean("past"),
                row.getLong("anonymous"), new UserId(row.getString("asked_by")), instant(row, "asked_at"),
                instantOrNull(row, "alone_until"), decided(row, "agreed"), decided(row, "ended"),
                json.readValue(row.getString("progress"), ErasureProgress.class),
                json.readValue(row.getString("counts"), ErasureCounts.class), row.getLong("version"));
    }

    private static @Nullable Decided decided(ResultSet row, String what) throws SQLException {
        String by = row.getString(what + "_by");
        Instant at = instantOrNull(row, what + "_at");
        return by == null || at == null ? null : new Decided(new UserId(by), at);
    }

    private static @Nullable String others(Erasure erasure) {
        return erasure.choice().others().isEmpty() ? null : String.join("\n", erasure.choice().others());
    }

    private static @Nullable String value(@Nullable UserId user) {
        return user == null ? null : user.value();
    }
}
