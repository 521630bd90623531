package dev.steward.privacy;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;

/** What is kept of erasures. */
@Component
class PrivacyInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(DataKind.of("privacy.erasures", "Erasures",
                "To have a second person agree, and to show that something was erased",
                "Whoever asked for one and those who can agree to it",
                of("privacy_erasure").scope("""
                        t.workspace_id = :workspace and t.state not in ('COUNTING', 'RUNNING')""").json("progress",
                        "counts"),
                of("privacy_ask"), of("privacy_counter"))
                .kept("That there was one until Steward is uninstalled; of whom only until it is done"),
                DataKind.of("privacy.exports", "Exports", "To make an export once, and to show who has one",
                        "Admins, who see that there was one; the file by whoever asked for it",
                        of("privacy_export").past("t.ended_at is not null")),
                DataKind.of("privacy.retention", "How long what is kept",
                        "To take out what a workspace does not keep any longer",
                        "Everybody in the workspace, in /steward privacy", of("privacy_retention"),
                        of("privacy_retained").notExported("it is of the running program"),
                        of("privacy_closed").personal("user_id").notExported("it is made anew from the people")));
    }
}
