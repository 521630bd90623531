package dev.steward.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/**
 * Which workspaces this instance sends for. A lease runs out by the database's clock, so that the clocks of instances need not
 * agree; an instance that cannot renew hers in time stops sending by her own stopwatch.
 */
@Repository
class Leases {
    private final JdbcClient jdbc;
    private final Duration duration;
    /** This instance, as long as it runs. */
    private final UUID holder = UuidCreator.getTimeOrderedEpoch();
    /** By {@link System#nanoTime}, counted from before the database was asked. */
    private final Map<WorkspaceId, Long> until = new ConcurrentHashMap<>();

    Leases(JdbcClient jdbc, DeliveryProperties properties) {
        this.jdbc = jdbc;
        this.duration = properties.lease();
    }

    UUID holder() {
        return holder;
    }

    boolean held(WorkspaceId workspace) {
        Long end = until.get(workspace);
        return end != null && end - System.nanoTime() > 0;
    }

    Set<WorkspaceId> held() {
        return Set.copyOf(until.keySet());
    }

    /** Takes those of the workspaces that nobody sends for. */
    List<Taken> take(Collection<WorkspaceId> workspaces) {
        return workspaces.isEmpty() ? List.of() : take("select unnest(:workspaces::uuid[])", workspaces);
    }

    /** Takes every workspace that has something to send and nobody who does. */
    List<Taken> takeAbandoned() {
        return take("""
                with recursive waiting as (
                    (select workspace_id from delivery where due_at is not null order by workspace_id, lane limit 1)
                    union all
                    select next.workspace_id from waiting cross join lateral (
                        select d.workspace_id from delivery d
                        where d.due_at is not null and d.workspace_id > waiting.workspace_id
                        order by d.workspace_id, d.lane limit 1) next)
                select workspace_id from waiting
                where not exists (select from delivery_lease l
                                  where l.workspace_id = waiting.workspace_id and l.until > clock_timestamp())
                  and not exists (select from workspace w
                                  where w.id = waiting.workspace_id and w.left_at is not null)
                """, List.of());
    }

    private List<Taken> take(String which, Collection<WorkspaceId> workspaces) {
        long asked = System.nanoTime();
        List<Taken> taken = jdbc.sql("""
                insert into delivery_lease as lease (workspace_id, holder, began_at, until)
                select which.id, :holder, clock_timestamp(), clock_timestamp() + :millis * interval '1 millisecond'
                from (%s) as which (id) order by which.id
                on conflict (workspace_id) do update
                set holder = excluded.holder, rested_at = lease.until, began_at = excluded.began_at, until = excluded.until
                where lease.until <= clock_timestamp()
                returning workspace_id, extract(epoch from clock_timestamp() - rested_at) as rested
                """.formatted(which)).param("holder", holder).param("millis", duration.toMillis())
                .param("workspaces", ids(workspaces))
                .query((row, n) -> {
                    double rested = row.getDouble("rested");
                    return new Taken(new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                            row.wasNull() ? null : Duration.ofNanos((long) (rested * 1e9)));
                }).list();
        taken.forEach(each -> until.put(each.workspace(), asked + duration.toNanos()));
        return taken;
    }

    /** Holds on to all leases; answers those that were lost. */
    Set<WorkspaceId> renew() {
        Set<WorkspaceId> mine = held();
        if (mine.isEmpty()) {
            return Set.of();
        }
        long asked = System.nanoTime();
        var kept = Set.copyOf(jdbc.sql("""
                update delivery_lease set until = clock_timestamp() + :millis * interval '1 millisecond'
                where holder = :holder and until > clock_timestamp() and workspace_id = any(:workspaces)
                returning workspace_id
                """).param("holder", holder).param("millis", duration.toMillis()).param("workspaces", ids(mine))
                .query((row, n) -> new WorkspaceId(row.getObject(1, UUID.class))).list());
        kept.forEach(workspace -> until.put(workspace, asked + duration.toNanos()));
        var lost = mine.stream().filter(workspace -> !kept.contains(workspace))
                .collect(java.util.stream.Collectors.toSet());
        lost.forEach(until::remove);
        return lost;
    }

    /** Lets others have them at once. */
    void release(Collection<WorkspaceId> workspaces) {
        if (workspaces.isEmpty()) {
            return;
        }
        workspaces.forEach(until::remove);
        jdbc.sql("""
                update delivery_lease set until = clock_timestamp()
                where holder = :holder and until > clock_timestamp() and workspace_id = any(:workspaces)
                """).param("holder", holder).param("workspaces", ids(workspaces)).update();
    }

    private static UUID[] ids(Collection<WorkspaceId> workspaces) {
        return workspaces.stream().map(WorkspaceId::value).toArray(UUID[]::new);
    }

    /** @param rested how long nobody has sent there; null: never before */
    record Taken(WorkspaceId workspace, @Nullable Duration rested) {}
}
