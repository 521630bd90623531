package dev.steward.initiative;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.initiative.ListRequest.Parsed;
import dev.steward.slack.Spelling;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Lists and finds initiatives, newest first, a page at a time. */
@Component
class FindInitiatives {
    static final int PAGE = 10;
    /**
     * Rare words are found by their index, common ones by going back from the newest: a plan made for any word would be a second
     * late for one of the two.
     */
    static final String PLAN_EACH = "select set_config('plan_cache_mode', 'force_custom_plan', true)";

    /** So long may looking for a slip take. */
    private static final String NEAR_ENOUGH = "400ms";
    private static final Logger log = LoggerFactory.getLogger(FindInitiatives.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Areas areas;
    private final Members members;

    FindInitiatives(JdbcTemplate jdbc, TransactionTemplate transaction, Areas areas, Members members) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.areas = areas;
        this.members = members;
    }

    /** Which page: the newest, or the one beside an initiative. */
    sealed interface From {
        record Newest() implements From {}

        record OlderThan(long number) implements From {}

        record NewerThan(long number) implements From {}
    }

    sealed interface Found {
        /**
         * @param newer whether there are newer ones than the first
         * @param older whether there are older ones than the last
         * @param near  whether none has the words, and these come near
         */
        record Page(List<Initiative> initiatives, boolean newer, boolean older, boolean near) implements Found {}

        record Mistaken(String sentence) implements Found {}
    }

    Found find(WorkspaceId workspace, UserId person, boolean search, String typed, From from) {
        return switch (ListRequest.parse(typed, search)) {
            case Parsed.Mistaken(var sentence) -> new Found.Mistaken(sentence);
            case Parsed.Fine(var request) -> find(workspace, person, request, from);
        };
    }

    private Found find(WorkspaceId workspace, UserId person, ListRequest request, From from) {
        var where = new StringBuilder("where workspace_id = ?");
        var parameters = new ArrayList<Object>(List.of(workspace.value()));
        if (!request.ended()) {
            where.append(" and open");
        }
        if (request.area() != null) {
            Optional<Area> area = areas.named(workspace, request.area());
            if (area.isEmpty()) {
                return new Found.Mistaken(Area.unknown(request.area(), areas.all(workspace)));
            }
            where.append(" and area_id = ?");
            parameters.add(area.get().id().value());
        }
        if (request.owner() != null) {
            List<UserId> owners = members.meant(workspace, person, request.owner());
            if (owners.size() != 1) {
                return new Found.Mistaken(owners.isEmpty()
                        ? "Nobody here is called “" + request.owner() + "”. Try the whole name, or owner:me."
                        : "Several people here are called “" + request.owner() + "”. Write the whole name.");
            }
            where.append(" and owner = ?");
            parameters.add(owners.getFirst().value());
        }
        if (request.phase() != null) {
            where.append(" and phase = ?");
            parameters.add(request.phase().name());
        }
        int filters = parameters.size();
        String filtered = where.toString();
        String words = String.join(" ", request.words());
        if (!words.isEmpty()) {
            List<String> terms = Spelling.terms(words);
            if (terms.isEmpty()) {
                return new Found.Mistaken("There is no word in that to look for.");
            }
            where.append(" and terms @@ ?::tsquery");
            parameters.add(Spelling.query(terms));
        }
        Found.Page page = Objects.requireNonNull(transaction.execute(status -> {
            jdbc.queryForObject(PLAN_EACH, String.class);
            return page(where, parameters, from);
        }));
        return page.initiatives().isEmpty() && !words.isEmpty() && from instanceof From.Newest
                ? near(filtered, parameters.subList(0, filters), words)
                : page;
    }

    private Found.Page page(StringBuilder where, List<Object> parameters, From from) {
        boolean upwards = from instanceof From.NewerThan;
        switch (from) {
            case From.Newest() -> {
            }
            case From.OlderThan(var number) -> {
                where.append(" and number < ?");
                parameters.add(number);
            }
            case From.NewerThan(var number) -> {
                where.append(" and number > ?");
                parameters.add(number);
            }
        }
        List<Initiative> found = jdbc.query("select * from initiative " + where + " order by number "
                + (upwards ? "asc" : "desc") + " limit " + (PAGE + 1), KeptInitiatives::map, parameters.toArray());
        boolean beyond = found.size() > PAGE;
        List<Initiative> shown = new ArrayList<>(found.subList(0, Math.min(PAGE, found.size())));
        if (upwards) {
            Collections.reverse(shown);
        }
        return new Found.Page(shown, upwards ? beyond : !(from instanceof From.Newest), upwards || beyond, false);
    }

    /** Something in the name looks like what was typed: a slip of the fingers. Where that takes too long, nothing does. */
    private Found.Page near(String where, List<Object> filters, String words) {
        var parameters = new ArrayList<>(filters);
        Collections.addAll(parameters, words, words, PAGE);
        List<Initiative> near = List.of();
        try {
            near = transaction.execute(status -> {
                jdbc.queryForList("""
                        select set_config('pg_trgm.word_similarity_threshold', '0.3', true),
                               set_config('statement_timeout', ?, true)
                        """, NEAR_ENOUGH);
                return jdbc.query("select * from initiative " + where + " and ? <% name_folded "
                        + "order by word_similarity(?, name_folded) desc, number desc limit ?", KeptInitiatives::map,
                        parameters.toArray());
            });
        } catch (QueryTimeoutException e) {
            log.debug("Nothing near \"{}\" was found in time", words);
        }
        return new Found.Page(near == null ? List.of() : near, false, false, true);
    }
}
