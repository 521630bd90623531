package dev.steward.feedback;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.workspace.WorkspaceId;

/** Who says things. */
@Repository
class Customers {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    Customers(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The customer that was chosen; one that nobody has named before is created. Null when none was chosen, or it is gone. */
    @Nullable
    Customer settle(WorkspaceId workspace, @Nullable CustomerChoice choice) {
        return switch (choice) {
            case null -> null;
            case CustomerChoice.Known(var id) -> find(workspace, id).orElse(null);
            case CustomerChoice.Named(var name) -> named(workspace, name)
                    .orElseGet(() -> create(workspace, Customer.tidy(name)));
        };
    }

    Optional<Customer> find(WorkspaceId workspace, CustomerId id) {
        return query("select id, name from customer where workspace_id = ? and id = ?", workspace.value(), id.value())
                .stream().findFirst();
    }

    /** Whatever the case, width and spacing. */
    Optional<Customer> named(WorkspaceId workspace, String name) {
        return query("select id, name from customer where workspace_id = ? and name_key = ?", workspace.value(),
                Customer.key(name)).stream().findFirst();
    }

    private Customer create(WorkspaceId workspace, String name) {
        Instant now = clock.instant();
        jdbc.update("""
                insert into customer (id, workspace_id, name, name_key, folded, created_at) values (?, ?, ?, ?, ?, ?)
                on conflict on constraint customer_name do nothing
                """, UuidCreator.getTimeOrderedEpoch(), workspace.value(), name, Customer.key(name),
                SearchTerms.fold(name), now.atOffset(ZoneOffset.UTC));
        return named(workspace, name).orElseThrow();
    }

    /** Makes sure of many names at once. @param names by their {@link Customer#key}, sorted, so that two imports never deadlock */
    Map<String, CustomerId> settle(WorkspaceId workspace, SortedMap<String, String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        String[] keys = names.keySet().toArray(String[]::new);
        String[] all = names.values().toArray(String[]::new);
        String[] folded = names.values().stream().map(SearchTerms::fold).toArray(String[]::new);
        UUID[] ids = names.keySet().stream().map(key -> UuidCreator.getTimeOrderedEpoch()).toArray(UUID[]::new);
        jdbc.update("""
                insert into customer (id, workspace_id, name, name_key, folded, created_at)
                select id, ?, name, name_key, folded, ?
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as t(id, name, name_key, folded)
                on conflict on constraint customer_name do nothing
                """, workspace.value(), now.atOffset(ZoneOffset.UTC), ids, all, keys, folded);
        var found = new HashMap<String, CustomerId>();
        jdbc.query("select name_key, id from customer where workspace_id = ? and name_key = any(?)",
                row -> {
                    found.put(row.getString(1), new CustomerId(row.getObject(2, UUID.class)));
                }, workspace.value(), keys);
        return found;
    }

    /** Those whose name begins with what was typed, then those where a word does, then those that contain it. */
    List<Customer> like(WorkspaceId workspace, String typed, int atMost) {
        String folded = SearchTerms.fold(Customer.tidy(typed));
        if (folded.isEmpty()) {
            return query("select id, name from customer where workspace_id = ? order by folded limit ?",
                    workspace.value(), atMost);
        }
        String pattern = folded.replaceAll("([\\\\%_])", "\\\\$1");
        var found = query("""
                select id, name from customer where workspace_id = ? and folded like ? order by folded limit ?
                """, workspace.value(), pattern + "%", atMost);
        if (found.size() < atMost) {
            var more = query("""
                    select id, name from customer
                    where workspace_id = ? and folded like ? and not folded like ?
                    order by folded not like ?, folded limit ?
                    """, workspace.value(), "%" + pattern + "%", pattern + "%", "% " + pattern + "%",
                    atMost - found.size());
            found.addAll(more);
        }
        return found;
    }

    private List<Customer> query(String sql, Object... parameters) {
        return jdbc.query(sql, (row, n) -> new Customer(new CustomerId(row.getObject(1, UUID.class)), row.getString(2)),
                parameters);
    }
}
