package dev.steward.feedback;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Origin;
import dev.steward.feedback.FeedbackItems.Taken;
import dev.steward.feedback.ImportCsv.Importer;
import dev.steward.feedback.ImportCsv.Outcome;
import dev.steward.workspace.WorkspaceId;

/** Keeps a batch of rows in one transaction. Rows make no cards: thousands would bury a channel. */
@Component
class ImportRows {
    private final FeedbackItems items;
    private final Customers customers;
    private final ReferenceNumbers numbers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ImportRows(FeedbackItems items, Customers customers, ReferenceNumbers numbers, TransactionTemplate transaction,
            Clock clock) {
        this.items = items;
        this.customers = customers;
        this.numbers = numbers;
        this.transaction = transaction;
        this.clock = clock;
    }

    record Row(long line, String key, Said said) {}

    List<Outcome> keep(Importer importer, List<Row> rows) {
        var byKey = new LinkedHashMap<String, Row>();
        rows.forEach(row -> byKey.putIfAbsent(row.key(), row));
        taken(importer.workspace(), byKey.keySet()).keySet().forEach(byKey::remove);
        List<Row> fresh = List.copyOf(byKey.values());
        Set<String> added = fresh.isEmpty() ? Set.of() : add(importer, fresh);
        Map<String, Reference> references = taken(importer.workspace(),
                rows.stream().map(Row::key).collect(Collectors.toSet()));
        return rows.stream().map(row -> new Outcome(row.line(),
                added.contains(row.key()) && byKey.get(row.key()) == row
                        ? Outcome.What.SAVED
                        : Outcome.What.ALREADY,
                references.get(row.key()), null)).toList();
    }

    private Set<String> add(Importer importer, List<Row> rows) {
        return Objects.requireNonNull(transaction.execute(status -> insert(importer, rows)));
    }

    private Set<String> insert(Importer importer, List<Row> rows) {
        WorkspaceId workspace = importer.workspace();
        Reference first = numbers.take(workspace, rows.size());
        var names = new TreeMap<String, String>();
        rows.forEach(row -> {
            if (row.said().customer() instanceof CustomerChoice.Named(String name)) {
                names.putIfAbsent(Customer.key(name), name);
            }
        });
        Map<String, CustomerId> who = customers.settle(workspace, names);
        Instant now = clock.instant();
        var batch = new ArrayList<FeedbackItem>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            CustomerId customer = row.said().customer() instanceof CustomerChoice.Named(String name)
                    ? who.get(Customer.key(name))
                    : null;
            batch.add(FeedbackItem.captured(workspace, new Reference(first.number() + i),
                    new Origin(Via.CSV, row.key(), importer.member(), importer.tool(), now, null),
                    Visibility.EVERYBODY, Details.of(row.said(), customer)));
        }
        return items.addAll(batch).stream().map(item -> item.origin().key()).collect(Collectors.toSet());
    }

    private Map<String, Reference> taken(WorkspaceId workspace, Set<String> keys) {
        var taken = new HashMap<String, Reference>();
        for (Taken one : items.taken(workspace, List.copyOf(keys))) {
            taken.put(one.key(), one.reference());
        }
        return taken;
    }
}
