package dev.steward.initiative;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;

/** What is kept of what the organisation may build. */
@Component
class InitiativeInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(DataKind.of("initiative.initiatives", "Initiatives",
                "To know what may be built, whose it is, and how it came to its phase",
                "Everybody in the workspace",
                of("initiative").past("not t.open").about("id"), of("initiative_phase").about("initiative_id"),
                of("initiative_counter")));
    }
}
