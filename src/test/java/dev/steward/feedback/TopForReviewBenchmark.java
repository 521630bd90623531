package dev.steward.feedback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.agenda.AgendaQuery;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;

/** How long a customer-insight review waits for its agenda where a workspace has 300,000 items and twice as many votes. */
@SuppressWarnings("SystemOut")
class TopForReviewBenchmark {
    private static final int ITEMS = Integer.getInteger("benchmark.items", 300_000);
    private static final int RUNS = 15;

    @Test
    void agendas() {
        try (var database = Database.fresh()) {
            Area area = database.the(Areas.class).create(database.workspace, "Area", null, null);
            fill(database, area);
            for (int days : List.of(1, 7, 100)) {
                measure(database, null, days);
                measure(database, area, days);
            }
        }
    }

    /** One item a minute until now, one in fifty of the area, and two votes for any of them. */
    private static void fill(Database database, Area area) {
        database.jdbc.update("""
                insert into customer (id, workspace_id, name, name_key, folded, created_at)
                select uuidv7(), ?, 'C' || n, 'c' || n, 'c' || n, now() from generate_series(1, 5000) n
                """, database.workspace.value());
        database.jdbc.update("""
                insert into feedback_item (id, workspace_id, number, capture_key, via, submitter, captured_at, changed_at,
                    words, area_id, importance, consent)
                select uuidv7(make_interval(mins => (n - ?)::int)), ?, n, 'k' || n, 'FORM', 'U' || n % 100,
                    now() + make_interval(mins => (n - ?)::int), now(), repeat('words ' || n, 20),
                    case when n % 50 = 7 then ?::uuid end, nullif(n % 4, 0), 'UNKNOWN'
                from generate_series(1, ?) n
                """, ITEMS, database.workspace.value(), ITEMS, area.id().value(), ITEMS);
        database.jdbc.update("""
                insert into feedback_vote (id, workspace_id, item_id, customer_id, member, counted_at)
                select distinct on (item, customer) uuidv7(make_interval(mins => (n / 2 - ?)::int)), ?, item, customer, 'U1',
                    now()
                from (select n, (items.ids)[1 + (n::bigint * 7919) % ?] as item, (customers.ids)[1 + n % 5000] as customer
                      from generate_series(1, ?) n, (select array_agg(id order by number) as ids from feedback_item) items,
                          (select array_agg(id) as ids from customer) customers) votes
                """, ITEMS, database.workspace.value(), ITEMS, 2 * ITEMS);
        database.jdbc.execute("vacuum analyze");
    }

    private static void measure(Database database, @Nullable Area area, int days) {
        var source = new TopForReview(database.the(JdbcClient.class), database.the(Areas.class));
        List<Double> millis = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Instant now = Instant.now();
            var query = new AgendaQuery(database.workspace, area == null ? null : area.id(), new ChannelId("C1"),
                    now.minus(Duration.ofDays(days)), now, now, 10);
            long begun = System.nanoTime();
            source.entries(query);
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(millis);
        System.out.printf("%-5s %3d days  median %6.1f ms  worst %6.1f ms%n", area == null ? "" : area.name(), days,
                millis.get(RUNS / 2), millis.getLast());
    }
}
