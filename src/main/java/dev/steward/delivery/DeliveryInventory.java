package dev.steward.delivery;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;
import dev.steward.inventory.Retention.Removal;

/** What is kept of what was said in Slack. */
@Component
class DeliveryInventory implements DataInventory {
    private static final String UNTIL_SENT = "a file is kept only until Slack has it";

    @Override
    public List<DataKind> kinds() {
        return List.of(DataKind.of("delivery.messages", "Messages sent",
                "So that nothing is said twice and cards can be brought up to date",
                "Admins, who see in /steward deliveries what did not arrive",
                of("delivery").json("message").encrypted("address").past("t.due_at is null"),
                of("delivery_file").scope(
                        "t.delivery_id in (select d.id from delivery d where d.workspace_id = :workspace)").bytes(
                                "content")
                        .present().notExported(UNTIL_SENT),
                of("delivery_file_part").scope(
                        "t.delivery_id in (select d.id from delivery d where d.workspace_id = :workspace)").present()
                        .notExported(UNTIL_SENT))
                .kept("The words of a message for a week after it was sent, files until they are; where and when "
                        + "until Steward is uninstalled")
                .retention(Retention.days(730,
                        "Which messages were sent that long ago, where and when; cards stay. What was said so long ago "
                                + "could be said again if its occasion came again",
                        Removal.rows("delivery", "t.settled_at",
                                """
                                t.form <> 'card' and t.due_at is null and t.state in ('sent', 'deleted', 'dropped')"""))),
                DataKind.of("delivery.sending", "Sending",
                        "So that one instance at a time sends for a workspace, at Slack's pace", "Nobody",
                        of("delivery_lease").notExported("it is of the running program"),
                        of("delivery_pause").notExported("it is of the running program"))
                        .kept("As long as it matters"));
    }
}
