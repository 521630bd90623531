package dev.steward.policy;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;

/** What is kept of the rules. */
@Component
class PolicyInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(DataKind.of("policy.versions", "Policy",
                "To decide by, and to show by which rules something was decided",
                "Everybody in the workspace",
                of("policy_version").markup("source")
                        .past("""
                        t.number < (select max(l.number) from policy_version l where l.workspace_id = t.workspace_id)""")
                        .about("id")));
    }
}
