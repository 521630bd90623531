package dev.steward.record;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;

/** What is kept of who decided what. */
@Component
class RecordInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(DataKind.of("record.log", "Decision log",
                "To prove who decided what, when and why, and that nobody changed it since",
                "Whoever sees what it is about, decision by decision; as a file admins and ops people",
                of("record_entry").changedByItsOwner(),
                of("record_head")));
    }
}
