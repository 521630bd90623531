package dev.steward.initiative;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.slack.Spelling;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Makes an initiative of what people say, and keeps what they say of it later. */
@Component
class KeepInitiatives {
    private final KeptInitiatives initiatives;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    KeepInitiatives(KeptInitiatives initiatives, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.initiatives = initiatives;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Kept(Initiative initiative) implements Outcome {}

        /** Another one is called so. */
        record NameTaken() implements Outcome {}

        /** Somebody changed it since the version that was seen. */
        record Overtaken(Initiative now) implements Outcome {}

        record Refused(String sentence) implements Outcome {}
    }

    /** @param key the doing it comes from: the same doing repeated yields the same initiative */
    Outcome create(WorkspaceId workspace, String key, UserId by, Details details) {
        try {
            return new Outcome.Kept(Objects.requireNonNull(
                    transaction.execute(status -> created(workspace, key).orElseGet(() -> {
                        long number = takeNumber(workspace);
                        return created(workspace, key).map(before -> giveBackNumber(workspace, before))
                                .orElseGet(() -> add(workspace, number, key, by, details));
                    }))));
        } catch (DuplicateKeyException e) {
            return new Outcome.NameTaken();
        }
    }

    /** From here on nobody else makes one in this workspace until the transaction ends. */
    private long takeNumber(WorkspaceId workspace) {
        return jdbc.sql("""
                insert into initiative_counter (workspace_id, last) values (:workspace, 1)
                on conflict (workspace_id) do update set last = initiative_counter.last + 1
                returning last
                """).param("workspace", workspace.value()).query(Long.class).single();
    }

    private Initiative giveBackNumber(WorkspaceId workspace, Initiative before) {
        jdbc.sql("update initiative_counter set last = last - 1 where workspace_id = :workspace")
                .param("workspace", workspace.value()).update();
        return before;
    }

    private Optional<Initiative> created(WorkspaceId workspace, String key) {
        return jdbc.sql("select * from initiative where workspace_id = :workspace and created_key = :key")
                .param("workspace", workspace.value()).param("key", key).query(KeptInitiatives::map).optional();
    }

    private Initiative add(WorkspaceId workspace, long number, String key, UserId by, Details details) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        var initiative = new Initiative(new InitiativeId(UuidCreator.getTimeOrderedEpoch()), workspace, number,
                details.name(), details.owner(), details.area(), Phase.DISCOVERY, details.objective(), 0);
        said(jdbc.sql("""
                with added as (
                    insert into initiative (id, workspace_id, number, created_key, name, name_key, name_folded, name_terms, terms,
                                            owner, area_id, phase, objective, created_at, changed_at)
                    values (:id, :workspace, :number, :key, :name, :nameKey, :nameFolded, array_to_tsvector(:nameTerms),
                            array_to_tsvector(:terms), :owner, :area, :phase, :objective, :now, :now)
                    returning workspace_id, id)
                insert into initiative_phase (workspace_id, initiative_id, step, to_phase, moved_by, moved_at)
                select workspace_id, id, 0, :phase, :by, :now from added
                """), initiative).param("number", number).param("key", key).param("phase", initiative.phase().name())
                .param("by", by.value()).param("now", now).update();
        return initiative;
    }

    /** @param seen the version the person saw while editing */
    Outcome edit(WorkspaceId workspace, InitiativeId id, long seen, UserId person, Role role, Details details) {
        Optional<Initiative> found = initiatives.find(workspace, id);
        if (found.isEmpty()) {
            return new Outcome.Refused("This initiative does not exist any more.");
        }
        Initiative initiative = found.get();
        if (!initiative.mayEdit(person, role)) {
            return new Outcome.Refused("Only " + initiative.reference() + "'s owner, ops and admins can change it.");
        }
        if (initiative.details().equals(details)) {
            return new Outcome.Kept(initiative);
        }
        try {
            int changed = said(jdbc.sql("""
                    update initiative
                    set name = :name, name_key = :nameKey, name_folded = :nameFolded,
                        name_terms = array_to_tsvector(:nameTerms), terms = array_to_tsvector(:terms), owner = :owner,
                        area_id = :area, objective = :objective, changed_at = :now, version = version + 1
                    where workspace_id = :workspace and id = :id and version = :seen
                    """), initiative.with(details)).param("seen", seen)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
            Initiative now = initiatives.find(workspace, id).orElse(initiative);
            return changed == 1 ? new Outcome.Kept(now) : new Outcome.Overtaken(now);
        } catch (DuplicateKeyException e) {
            return new Outcome.NameTaken();
        }
    }

    private static JdbcClient.StatementSpec said(JdbcClient.StatementSpec sql, Initiative initiative) {
        String objective = initiative.objective();
        return sql.param("workspace", initiative.workspace().value()).param("id", initiative.id().value())
                .param("name", initiative.name()).param("nameKey", Spelling.key(initiative.name()))
                .param("nameFolded", Spelling.fold(initiative.name()))
                .param("nameTerms", Spelling.terms(initiative.name()).toArray(String[]::new))
                .param("terms", Spelling.terms(initiative.name() + " " + (objective == null ? "" : objective))
                        .toArray(String[]::new))
                .param("owner", initiative.owner().value())
                .param("area", initiative.area() == null ? null : initiative.area().value())
                .param("objective", objective);
    }
}
