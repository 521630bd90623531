package dev.steward.restore;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;

/** What is kept of restores. */
@Component
class RestoreInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(DataKind
                .of("restore.done", "Restores", "So that what follows from a restored backup is done once",
                        "Nobody", of("restore").scope(null).notExported("it is of the whole installation"))
                .kept("For ever: the time of the backup, and nothing else"));
    }
}
