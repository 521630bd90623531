package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.release.ReleaseFilter.Parsed;
import dev.steward.slack.Spelling;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Lists and finds releases, a page at a time: by when they went out, are to go out, or were begun, the last first. */
@Component
class FindReleases {
    static final int PAGE = 10;
    /** When it went out, is to go out, or was begun; as the indexes have it. */
    static final String WHEN = "coalesce(r.published_at, r.planned_for, r.drafted_at)";
    /** A plan made for any filter would be a second late for some. */
    static final String PLAN_EACH = "select set_config('plan_cache_mode', 'force_custom_plan', true)";
    /** Among so many is looked through before a word is taken for a rare one. */
    private static final int NEAREST = 5_000;
    /** So long may looking for a slip take. */
    private static final String NEAR_ENOUGH = "400ms";
    private static final Logger log = LoggerFactory.getLogger(FindReleases.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Areas areas;
    private final Members members;
    private final Clock clock;

    FindReleases(JdbcTemplate jdbc, TransactionTemplate transaction, Areas areas, Members members, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.areas = areas;
        this.members = members;
        this.clock = clock;
    }

    /**
     * A release's place in a list.
     *
     * @param at when it went out, is to go out, or was begun
     */
    record Place(Instant at, UUID id) {}

    /** Which page: the first, or the one beside a place. */
    sealed interface From {
        record First() implements From {}

        record After(Place place) implements From {}

        record Before(Place place) implements From {}
    }

    /**
     * @param before whether there are some before the first
     * @param after  whether there are some after the last
     * @param near   whether none has the words, and these come near
     */
    record Page(List<Place> places, boolean before, boolean after, boolean near) {}

    /** What was typed, understood. */
    sealed interface Understood {
        /**
         * @param words folded, as one text; empty for any
         * @param csv   whether they want a file
         */
        record Query(String where, List<Object> parameters, String words, boolean csv) implements Understood {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Understood {}
    }

    /** @param mine only those the person owns */
    Understood understand(WorkspaceId workspace, UserId person, boolean mine, String typed) {
        ZoneId zone = zone(workspace, person);
        return switch (ReleaseFilter.parse(typed, LocalDate.ofInstant(clock.instant(), zone))) {
            case Parsed.Mistaken(var sentence) -> new Understood.Mistaken(sentence);
            case Parsed.Fine(var filter) -> query(workspace, person, mine, filter, zone);
        };
    }

    ZoneId zone(WorkspaceId workspace, UserId person) {
        return members.zone(workspace, person);
    }

    private Understood query(WorkspaceId workspace, UserId person, boolean mine, ReleaseFilter filter, ZoneId zone) {
        var where = new StringBuilder("where r.workspace_id = ?");
        var parameters = new ArrayList<Object>(List.of(workspace.value()));
        if (filter.states().size() < State.values().length) {
            where.append(" and r.state in (")
                    .append(filter.states().stream().map(state -> "'" + state.name() + "'")
                            .collect(Collectors.joining(", ")))
                    .append(')');
        }
        if (mine) {
            where.append(" and r.owner = ?");
            parameters.add(person.value());
        }
        if (filter.owner() != null) {
            List<UserId> owners = members.meant(workspace, person, filter.owner());
            if (owners.size() != 1) {
                return new Understood.Mistaken(owners.isEmpty()
                        ? "Nobody here is called “" + filter.owner() + "”. Try the whole name, or `owner:me`."
                        : "Several people here are called “" + filter.owner() + "”. Write the whole name.");
            }
            where.append(" and r.owner = ?");
            parameters.add(owners.getFirst().value());
        }
        if (filter.area() != null) {
            Optional<Area> area = areas.named(workspace, filter.area());
            if (area.isEmpty()) {
                return new Understood.Mistaken(Area.unknown(filter.area(), areas.all(workspace)));
            }
            where.append(" and r.area_id = ?");
            parameters.add(area.get().id().value());
        }
        if (filter.tier() != null) {
            where.append(" and r.tier = ?");
            parameters.add(filter.tier());
        }
        if (filter.since() != null) {
            where.append(" and " + WHEN + " >= ?");
            parameters.add(utc(filter.since().atStartOfDay(zone).toInstant()));
        }
        if (filter.until() != null) {
            where.append(" and " + WHEN + " < ?");
            parameters.add(utc(filter.until().plusDays(1).atStartOfDay(zone).toInstant()));
        }
        return new Understood.Query(where.toString(), List.copyOf(parameters), String.join(" ", filter.words()),
                filter.csv());
    }

    Page page(Understood.Query query, From from) {
        boolean upwards = from instanceof From.Before;
        List<Place> found = read(query, from, PAGE + 1);
        if (found.isEmpty() && !query.words().isEmpty() && from instanceof From.First) {
            return new Page(near(query), false, false, true);
        }
        boolean beyond = found.size() > PAGE;
        List<Place> shown = new ArrayList<>(found.subList(0, Math.min(PAGE, found.size())));
        if (upwards) {
            Collections.reverse(shown);
        }
        return new Page(shown, upwards ? beyond : !(from instanceof From.First), upwards || beyond, false);
    }

    /** So many of them beside {@code from}; upwards the nearest first. */
    List<Place> read(Understood.Query query, From from, int most) {
        var parameters = new ArrayList<>(query.parameters());
        String where = query.where();
        String order = "desc";
        switch (from) {
            case From.First() -> {
            }
            case From.After(var place) -> {
                where += " and (" + WHEN + ", r.id) < (?, ?)";
                Collections.addAll(parameters, utc(place.at()), place.id());
            }
            case From.Before(var place) -> {
                where += " and (" + WHEN + ", r.id) > (?, ?)";
                Collections.addAll(parameters, utc(place.at()), place.id());
                order = "asc";
            }
        }
        String places = "select " + WHEN + " as at, r.id from release r ";
        String nearestFirst = " order by at " + order + ", id " + order + " limit ?";
        String direction = order;
        String beside = where;
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.queryForObject(PLAN_EACH, String.class);
            if (query.words().isEmpty()) {
                parameters.add(most);
                return jdbc.query(places + beside + inOrder(direction), FindReleases::place, parameters.toArray());
            }
            return saying(query, places + beside, direction, nearestFirst, parameters, most);
        }));
    }

    /**
     * A common word is soon met among the nearest; one that is not is rare, and its index finds it. The database would have to guess
     * which, and guesses wrong for words only begun.
     */
    private List<Place> saying(Understood.Query query, String places, String direction, String nearestFirst,
            List<Object> filters, int most) {
        Object workspace = query.parameters().getFirst();
        String terms = Spelling.query(Spelling.terms(query.words()));
        var parameters = new ArrayList<>(filters);
        Collections.addAll(parameters, NEAREST, workspace, terms, most);
        List<Place> near = jdbc.query("select at, id from (" + places + inOrder(direction) + ") nearest "
                + "join release_text t on t.release_id = id where t.workspace_id = ? and t.terms @@ ?::tsquery"
                + nearestFirst, FindReleases::place, parameters.toArray());
        if (near.size() == most) {
            return near;
        }
        jdbc.queryForObject("select set_config('enable_seqscan', 'off', true)", String.class);
        parameters = new ArrayList<>(List.of(workspace, terms));
        parameters.addAll(filters);
        parameters.add(most);
        return jdbc.query("""
                with said as materialized (
                    select release_id from release_text where workspace_id = ? and terms @@ ?::tsquery)
                """ + places.replace("from release r ", "from release r join said on said.release_id = r.id ")
                + nearestFirst, FindReleases::place, parameters.toArray());
    }

    private static String inOrder(String direction) {
        return " order by " + WHEN + " " + direction + ", r.id " + direction + " limit ?";
    }

    /** Something in the title looks like what was typed: a slip of the fingers. Where that takes too long, nothing does. */
    private List<Place> near(Understood.Query query) {
        String words = Spelling.fold(query.words());
        var parameters = new ArrayList<>(query.parameters());
        Collections.addAll(parameters, parameters.getFirst(), words, words, PAGE);
        try {
            List<Place> near = transaction.execute(status -> {
                jdbc.queryForList("""
                        select set_config('pg_trgm.word_similarity_threshold', '0.4', true),
                               set_config('statement_timeout', ?, true)
                        """, NEAR_ENOUGH);
                return jdbc.query("select " + WHEN + " as at, r.id from release r join release_text t "
                        + "on t.workspace_id = r.workspace_id and t.release_id = r.id " + query.where()
                        + " and t.workspace_id = ? and ? <% t.title_folded"
                        + " order by word_similarity(?, t.title_folded) desc, " + WHEN + " desc limit ?",
                        FindReleases::place, parameters.toArray());
            });
            return near == null ? List.of() : near;
        } catch (QueryTimeoutException e) {
            log.debug("Nothing near was found in time");
            return List.of();
        }
    }

    private static Place place(ResultSet row, int n) throws SQLException {
        return new Place(instant(row, 1), row.getObject(2, UUID.class));
    }
}
