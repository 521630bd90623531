package dev.steward.privacy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.StoredTable;

/** What all modules keep, in one order that does not change while Steward runs. */
@Component
class Inventory {
    private final List<DataKind> kinds;
    private final Map<String, StoredTable> tables = new LinkedHashMap<>();
    private final Map<String, DataKind> kindOf = new LinkedHashMap<>();
    private final List<String> order;

    Inventory(List<DataInventory> inventories) {
        kinds = inventories.stream().flatMap(inventory -> inventory.kinds().stream())
                .sorted(Comparator.comparing(DataKind::title)).toList();
        kinds.forEach(kind -> kind.tables().forEach(table -> {
            tables.put(table.name(), table);
            kindOf.put(table.name(), kind);
        }));
        order = tables.keySet().stream().sorted().toList();
    }

    /** By title. */
    List<DataKind> kinds() {
        return kinds;
    }

    Optional<DataKind> kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** Empty where there is none, or none any more. */
    Optional<StoredTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** The kind a table belongs to. */
    DataKind kindOf(String table) {
        return Optional.ofNullable(kindOf.get(table))
                .orElseThrow(() -> new IllegalArgumentException(table + " is of no kind"));
    }

    /** The table after this one by name; the first after null; null after the last. */
    @Nullable
    String after(@Nullable String table) {
        return order.stream().filter(each -> table == null || each.compareTo(table) > 0).findFirst().orElse(null);
    }

    /** How many tables there are, and how many of them are behind this one. */
    int size() {
        return order.size();
    }

    int behind(@Nullable String table) {
        return table == null ? 0 : (int) order.stream().filter(each -> each.compareTo(table) < 0).count();
    }
}
