package dev.steward.feedback;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackReaders.Condition;
import dev.steward.feedback.ListRequest.Parsed;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Lists and finds items, newest first, a page at a time. */
@Component
class FindFeedback {
    static final int PAGE = 10;

    private final JdbcTemplate jdbc;
    private final SearchIndex index;
    private final FeedbackItems items;
    private final Customers customers;
    private final Areas areas;
    private final Members members;
    private final Clock clock;

    FindFeedback(JdbcTemplate jdbc, SearchIndex index, FeedbackItems items, Customers customers, Areas areas,
            Members members, Clock clock) {
        this.jdbc = jdbc;
        this.index = index;
        this.items = items;
        this.customers = customers;
        this.areas = areas;
        this.members = members;
        this.clock = clock;
    }

    /** Which page: the newest, or the one beside an item. */
    sealed interface From {
        record Newest() implements From {}

        record OlderThan(FeedbackId id) implements From {}

        record NewerThan(FeedbackId id) implements From {}
    }

    sealed interface Found {
        /**
         * @param newer whether there are newer items than the first
         * @param older whether there are older ones than the last
         * @param meant what was looked for instead of what was typed, where nobody ever said that; null as typed
         */
        record Page(List<Entry> entries, boolean newer, boolean older, @Nullable String meant) implements Found {}

        record Mistaken(String sentence) implements Found {}
    }

    Found find(WorkspaceId workspace, Person person, boolean mine, String typed, From from) {
        ZoneId zone = members.zone(workspace, person.user());
        return switch (ListRequest.parse(mine, typed, LocalDate.ofInstant(clock.instant(), zone))) {
            case Parsed.Mistaken(var sentence) -> new Found.Mistaken(sentence);
            case Parsed.Fine(var request) -> find(workspace, person, request, zone, from);
        };
    }

    private Found find(WorkspaceId workspace, Person person, ListRequest request, ZoneId zone, From from) {
        var where = new StringBuilder("where i.workspace_id = ?");
        var parameters = new ArrayList<Object>(List.of(workspace.value()));
        Condition seen = FeedbackReaders.seen(person);
        where.append(seen.sql());
        parameters.addAll(seen.parameters());
        if (request.mine()) {
            where.append(" and i.submitter = ?");
            parameters.add(person.user().value());
        }
        if (request.area() != null) {
            Optional<Area> area = areas.named(workspace, request.area());
            if (area.isEmpty()) {
                return new Found.Mistaken(Area.unknown(request.area(), areas.all(workspace)));
            }
            where.append(" and i.area_id = ?");
            parameters.add(area.get().id().value());
        }
        if (request.customer() != null) {
            Optional<Customer> customer = customers.named(workspace, request.customer());
            if (customer.isEmpty() && person.role().atLeast(Role.MEMBER)) {
                return new Found.Mistaken(unknownCustomer(workspace, request.customer()));
            }
            where.append(" and i.customer_id = ?");
            // guests are not told which customers there are: nothing of theirs is of one that is none
            parameters.add(customer.map(known -> known.id().value()).orElse(new UUID(0, 0)));
        }
        if (request.kind() != null) {
            where.append(" and i.kind = ?");
            parameters.add(request.kind().name());
        }
        if (request.since() != null) {
            where.append(" and i.id >= ?");
            parameters.add(FeedbackId.earliest(request.since().atStartOfDay(zone).toInstant()));
        }
        if (request.until() != null) {
            where.append(" and i.id < ?");
            parameters.add(FeedbackId.earliest(request.until().plusDays(1).atStartOfDay(zone).toInstant()));
        }
        String meant = null;
        if (!request.words().isBlank()) {
            Map<String, List<String>> words = index.meant(workspace, request.words());
            if (words.isEmpty()) {
                return new Found.Mistaken("There is no word in that to look for.");
            }
            where.append(" and s.terms @@ ?::tsquery");
            parameters.add(SearchIndex.all(words.values()));
            meant = meant(words);
        }
        return page(where, parameters, !request.words().isBlank(), from, meant);
    }

    private Found page(StringBuilder where, List<Object> parameters, boolean words, From from, @Nullable String meant) {
        boolean upwards = from instanceof From.NewerThan;
        switch (from) {
            case From.Newest() -> {
            }
            case From.OlderThan(var id) -> {
                where.append(" and i.id < ?");
                parameters.add(id.value());
            }
            case From.NewerThan(var id) -> {
                where.append(" and i.id > ?");
                parameters.add(id.value());
            }
        }
        String join = words ? "join feedback_search s on s.workspace_id = i.workspace_id and s.item_id = i.id " : "";
        parameters.add(PAGE + 1);
        List<Entry> entries = jdbc.query(
                FeedbackItems.ENTRY + join + where + " order by i.id " + (upwards ? "asc" : "desc") + " limit ?",
                FeedbackItems::map, parameters.toArray());
        boolean beyond = entries.size() > PAGE;
        List<Entry> shown = new ArrayList<>(entries.subList(0, Math.min(PAGE, entries.size())));
        if (upwards) {
            Collections.reverse(shown);
        }
        return new Found.Page(shown, upwards ? beyond : !(from instanceof From.Newest), upwards || beyond, meant);
    }

    /** What was typed may be said in another item already: those that the person may see, the likeliest first. */
    List<Similar> similar(WorkspaceId workspace, Person person, String words, @Nullable FeedbackId not) {
        if (!person.role().atLeast(Role.MEMBER)) {
            return List.of();
        }
        return index.similar(workspace, words, not, FeedbackReaders.seen(person), FeedbackForm.MOST_SIMILAR).stream()
                .map(id -> items.find(workspace, id)).flatMap(Optional::stream)
                .map(entry -> entry.item().joinedInto() == null
                        ? entry
                        : items.find(workspace, entry.item().joinedInto()).orElse(entry))
                .filter(entry -> !entry.item().id().equals(not)).map(Similar::of)
                .collect(Collectors.collectingAndThen(Collectors.toCollection(LinkedHashSet::new), List::copyOf));
    }

    private String unknownCustomer(WorkspaceId workspace, String typed) {
        var near = customers.like(workspace, typed, 5).stream().map(Customer::name).toList();
        return "There is no customer called “" + typed + "”."
                + (near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?");
    }

    private static @Nullable String meant(Map<String, List<String>> words) {
        boolean other = words.entrySet().stream()
                .anyMatch(word -> !word.getValue().getFirst().equals(word.getKey())
                        && !word.getValue().getFirst().equals(word.getKey() + ":*"));
        return other
                ? words.values().stream().map(near -> near.getFirst().replace(":*", ""))
                        .collect(Collectors.joining(" "))
                : null;
    }
}
