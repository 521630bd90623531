package dev.steward.initiative;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.slack.Spelling;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The initiatives in the database: how they are found, and how gates move them. */
@Repository
class KeptInitiatives implements Initiatives {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    KeptInitiatives(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public Optional<Initiative> find(WorkspaceId workspace, InitiativeId id) {
        return jdbc.sql("select * from initiative where workspace_id = :workspace and id = :id")
                .param("workspace", workspace.value()).param("id", id.value()).query(KeptInitiatives::map).optional();
    }

    @Override
    public Map<InitiativeId, Initiative> find(WorkspaceId workspace, Collection<InitiativeId> ids) {
        return jdbc.sql("select * from initiative where workspace_id = :workspace and id = any(:ids)")
                .param("workspace", workspace.value())
                .param("ids", ids.stream().map(InitiativeId::value).toArray(UUID[]::new)).query(KeptInitiatives::map)
                .list().stream().collect(Collectors.toMap(Initiative::id, Function.identity()));
    }

    @Override
    public Optional<Initiative> find(WorkspaceId workspace, String reference) {
        OptionalLong number = Reference.parse(reference);
        return number.isEmpty()
                ? Optional.empty()
                : jdbc.sql("select * from initiative where workspace_id = :workspace and number = :number")
                        .param("workspace", workspace.value()).param("number", number.getAsLong())
                        .query(KeptInitiatives::map).optional();
    }

    @Override
    @Transactional
    public List<Initiative> suggest(WorkspaceId workspace, String typed, int most) {
        String folded = Spelling.fold(typed);
        if (folded.isEmpty()) {
            return suggest("and open order by number desc limit :most", workspace, "", most);
        }
        jdbc.sql(FindInitiatives.PLAN_EACH).query(String.class).single();
        var found = new ArrayList<Initiative>();
        find(workspace, typed).or(() -> find(workspace, "INIT-" + folded)).ifPresent(found::add);
        String beginning = Spelling.literally(folded) + "%";
        List<String> terms = Spelling.terms(folded);
        for (String ended : List.of("open", "not open")) {
            add(found, most, room -> suggest("and " + ended
                    + " and name_folded like :typed order by name_folded limit :most", workspace, beginning, room));
            if (!terms.isEmpty()) {
                add(found, most, room -> suggest("and " + ended
                        + " and name_terms @@ :typed::tsquery order by number desc limit :most", workspace,
                        Spelling.query(terms), room));
            }
        }
        return found;
    }

    /** Asks for more only where there is room, and for so many that those found already leave enough. */
    private static void add(List<Initiative> found, int most, Function<Integer, List<Initiative>> more) {
        if (found.size() < most) {
            more.apply(most).stream().filter(one -> !found.contains(one)).limit(most - found.size())
                    .forEach(found::add);
        }
    }

    private List<Initiative> suggest(String which, WorkspaceId workspace, String typed, int most) {
        return jdbc.sql("select * from initiative where workspace_id = :workspace " + which)
                .param("workspace", workspace.value()).param("typed", typed).param("most", most)
                .query(KeptInitiatives::map).list();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean move(WorkspaceId workspace, InitiativeId id, Phase from, Phase to, String because,
            @Nullable UserId by) {
        if (!from.mayMoveTo(to)) {
            throw new IllegalArgumentException("No gate moves an initiative from " + from.word() + " to " + to.word());
        }
        int moved = jdbc.sql("""
                with moved as (
                    update initiative set phase = :to, moves = moves + 1, changed_at = :now
                    where workspace_id = :workspace and id = :id and phase = :from
                    returning workspace_id, id, moves)
                insert into initiative_phase (workspace_id, initiative_id, step, from_phase, to_phase, because, moved_by,
                                              moved_at)
                select workspace_id, id, moves, :from, :to, :because, :by, :now from moved
                """).param("workspace", workspace.value()).param("id", id.value()).param("from", from.name())
                .param("to", to.name()).param("because", because).param("by", by == null ? null : by.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        if (moved == 1) {
            events.publishEvent(new InitiativeMoved(workspace, id, from, to, because));
            return true;
        }
        return steps(workspace, id, 1).stream()
                .anyMatch(last -> last.from() == from && last.to() == to && because.equals(last.because()));
    }

    /** How it came to its phase, the latest first. */
    List<Step> steps(WorkspaceId workspace, InitiativeId id, int most) {
        return jdbc.sql("""
                select * from initiative_phase where workspace_id = :workspace and initiative_id = :id
                order by step desc limit :most
                """).param("workspace", workspace.value()).param("id", id.value()).param("most", most)
                .query(KeptInitiatives::step).list();
    }

    private static Step step(ResultSet row, int n) throws SQLException {
        String from = row.getString("from_phase");
        String by = row.getString("moved_by");
        return new Step(from == null ? null : Phase.valueOf(from), Phase.valueOf(row.getString("to_phase")),
                row.getString("because"), by == null ? null : new UserId(by),
                row.getObject("moved_at", OffsetDateTime.class).toInstant());
    }

    static Initiative map(ResultSet row, int n) throws SQLException {
        UUID area = row.getObject("area_id", UUID.class);
        return new Initiative(new InitiativeId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), row.getLong("number"),
                row.getString("name"), new UserId(row.getString("owner")), area == null ? null : new AreaId(area),
                Phase.valueOf(row.getString("phase")), row.getString("objective"), row.getLong("version"));
    }
}
