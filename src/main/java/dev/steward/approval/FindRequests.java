package dev.steward.approval;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import dev.steward.approval.ListFilter.Parsed;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.policy.Policy;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Lists and finds requests, newest first, a page at a time. */
@Component
class FindRequests {
    static final int PAGE = 10;

    private final JdbcTemplate jdbc;
    private final Policies policies;
    private final Initiatives initiatives;
    private final Areas areas;
    private final Members members;
    private final Clock clock;

    FindRequests(JdbcTemplate jdbc, Policies policies, Initiatives initiatives, Areas areas, Members members,
            Clock clock) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.initiatives = initiatives;
        this.areas = areas;
        this.members = members;
        this.clock = clock;
    }

    /** Whose requests. */
    enum Whose {
        /** Whatever the person may see. */
        ANYBODYS, MINE,
        /** Those that wait for the person now. */
        WAITING
    }

    /** Which page: the newest, or the one beside a request. */
    sealed interface From {
        record Newest() implements From {}

        record OlderThan(UUID id) implements From {}

        record NewerThan(UUID id) implements From {}
    }

    sealed interface Found {
        /**
         * @param newer whether there are newer ones than the first
         * @param older whether there are older ones than the last
         */
        record Page(List<Listed> requests, boolean newer, boolean older) implements Found {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Found {}
    }

    /** What was typed, understood. */
    sealed interface Understood {
        /** @param csv whether they want a file */
        record Query(String from, String where, List<Object> parameters, boolean csv) implements Understood {}

        record Mistaken(String sentence) implements Understood {}
    }

    Found find(WorkspaceId workspace, UserId person, Whose whose, String typed, From from) {
        return switch (understand(workspace, person, whose, typed)) {
            case Understood.Mistaken(var sentence) -> new Found.Mistaken(sentence);
            case Understood.Query query -> page(query, from);
        };
    }

    Understood understand(WorkspaceId workspace, UserId person, Whose whose, String typed) {
        ZoneId zone = members.zone(workspace, person);
        return switch (ListFilter.parse(typed, LocalDate.ofInstant(clock.instant(), zone))) {
            case Parsed.Mistaken(var sentence) -> new Understood.Mistaken(sentence);
            case Parsed.Fine(var filter) -> query(workspace, person, whose, filter, zone);
        };
    }

    private Understood query(WorkspaceId workspace, UserId person, Whose whose, ListFilter filter, ZoneId zone) {
        var where = new StringBuilder("where r.workspace_id = ?");
        var parameters = new ArrayList<Object>(List.of(workspace.value()));
        String from = "from approval_request r";
        if (whose == Whose.WAITING) {
            from = "from approval_waiting w join approval_request r on r.workspace_id = w.workspace_id and r.id = w.request_id";
            where = new StringBuilder("where w.workspace_id = ? and w.user_id = ?");
            parameters.add(person.value());
        } else if (whose == Whose.MINE) {
            where.append(" and r.requester = ?");
            parameters.add(person.value());
        }
        if (whose == Whose.ANYBODYS) {
            RequestReaders.Condition seen = RequestReaders.seen(workspace, person, members.role(workspace, person));
            where.append(seen.sql());
            parameters.addAll(seen.parameters());
        }
        if (filter.gate() != null) {
            where.append(" and r.gate = ?");
            parameters.add(gate(policies.current(workspace).policy(), filter.gate()));
        }
        if (filter.area() != null) {
            Optional<Area> area = areas.named(workspace, filter.area());
            where.append(" and lower(r.area) = lower(?)");
            parameters.add(area.map(Area::name).orElse(filter.area()));
        }
        if (filter.state() != null) {
            Optional<RequestState> exactly = filter.state().exactly();
            where.append(exactly.isPresent() ? " and r.state = ?" : " and r.open");
            exactly.ifPresent(state -> parameters.add(state.name()));
        }
        if (filter.initiative() != null) {
            Optional<Initiative> initiative = initiatives.find(workspace, filter.initiative());
            if (initiative.isEmpty()) {
                return new Understood.Mistaken("There is no " + filter.initiative() + " here.");
            }
            where.append(" and r.initiative_id = ?");
            parameters.add(initiative.get().id().value());
        }
        if (filter.requester() != null) {
            List<UserId> found = members.meant(workspace, person, filter.requester());
            if (found.size() != 1) {
                return new Understood.Mistaken(found.isEmpty()
                        ? "There is nobody called “" + filter.requester() + "” here."
                        : "“" + filter.requester() + "” may be " + Supposition
                                .either(names(workspace, found.subList(0, Math.min(5, found.size()))))
                                + ". Write the whole name"
                                + " in quotation marks.");
            }
            where.append(" and r.requester = ?");
            parameters.add(found.getFirst().value());
        }
        if (filter.since() != null) {
            where.append(" and r.id >= ?");
            parameters.add(UuidCreator.getTimeOrderedEpochMin(filter.since().atStartOfDay(zone).toInstant()));
        }
        if (filter.until() != null) {
            where.append(" and r.id < ?");
            parameters.add(
                    UuidCreator.getTimeOrderedEpochMin(filter.until().plusDays(1).atStartOfDay(zone).toInstant()));
        }
        for (String word : filter.words()) {
            where.append(" and lower(r.asked) like ? escape '\\'");
            parameters.add("%" + word.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%").replace("_",
                    "\\_") + "%");
        }
        return new Understood.Query(from, where.toString(), parameters, filter.csv());
    }

    /** A gate's title is as good as its name; gates of policies of the past are known by their names. */
    private static String gate(Policy policy, String typed) {
        return Supposition.gate(policy, typed).or(() -> policy.gate(typed).map(Gate::name))
                .orElse(typed.toLowerCase(Locale.ROOT));
    }

    private List<String> names(WorkspaceId workspace, List<UserId> people) {
        Map<UserId, Member> known = members.find(workspace, people);
        return people.stream().map(known::get).filter(Objects::nonNull).map(Member::name).toList();
    }

    Found page(Understood.Query query, From from) {
        boolean upwards = from instanceof From.NewerThan;
        List<Listed> found = read(query, from, PAGE + 1);
        boolean beyond = found.size() > PAGE;
        List<Listed> shown = new ArrayList<>(found.subList(0, Math.min(PAGE, found.size())));
        if (upwards) {
            Collections.reverse(shown);
        }
        return new Found.Page(shown, upwards ? beyond : !(from instanceof From.Newest), upwards || beyond);
    }

    /** So many of them beside {@code from}; upwards the oldest first. */
    List<Listed> read(Understood.Query query, From from, int most) {
        var parameters = new ArrayList<>(query.parameters());
        String beside = switch (from) {
            case From.Newest() -> "";
            case From.OlderThan(var id) -> {
                parameters.add(id);
                yield " and r.id < ?";
            }
            case From.NewerThan(var id) -> {
                parameters.add(id);
                yield " and r.id > ?";
            }
        };
        parameters.add(most);
        String order = from instanceof From.NewerThan ? "asc" : "desc";
        return jdbc.query("""
                select l.*,
                    array(select user_id from approval_waiting p where p.workspace_id = l.workspace_id
                        and p.request_id = l.id and l.open order by user_id) as waiting,
                    array(select d.number from decision d where d.workspace_id = l.workspace_id
                        and d.request_id = l.id order by d.round) as decisions
                from (select r.workspace_id, r.id, r.number, r.asked, r.gate, r.state, r.open, r.requester, r.initiative_id,
                        r.area, r.rule, r.policy_version, r.opened_at, r.changed_at
                    %s %s%s order by r.id %s limit ?) l order by l.id %s
                """.formatted(query.from(), query.where(), beside, order, order), FindRequests::map,
                parameters.toArray());
    }

    private static Listed map(ResultSet row, int n) throws SQLException {
        return new Listed(row.getObject("id", UUID.class), new Reference(row.getLong("number")),
                row.getString("asked"), row.getString("gate"), RequestState.valueOf(row.getString("state")),
                new UserId(row.getString("requester")),
                Arrays.stream((String[]) row.getArray("waiting").getArray()).map(UserId::new).toList(),
                row.getObject("initiative_id", UUID.class), area(row), row.getString("rule"),
                row.getLong("policy_version"), row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(), numbers(row.getArray("decisions")));
    }

    private static @Nullable String area(ResultSet row) throws SQLException {
        return row.getString("area");
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
