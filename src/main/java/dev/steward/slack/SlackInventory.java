package dev.steward.slack;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;

/** What is kept so that Slack can ask twice. */
@Component
class SlackInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("slack.answers", "Answers to Slack",
                        "So that a click which Slack sends twice, or a form that is pressed twice, has one effect",
                        "Nobody",
                        of("receipt").present().notExported("it is gone after a day")).kept("A day"));
    }
}
