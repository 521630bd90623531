package dev.steward.cadence;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.delivery.MergeRule;
import dev.steward.delivery.RemindedTogether;
import dev.steward.slack.Message;

/** Several actions that one person hears of at once become one message. */
@Component
class RemindOfActions implements MergeRule {
    static final String NAME = "cadence.action";

    @Override
    public String name() {
        return NAME;
    }

    /** Each with its buttons, as long as Slack takes that much. */
    @Override
    public Message merge(List<Message> notices) {
        return RemindedTogether.of("cadence.action.notices", "actions are open", notices,
                "\n`/cadence actions` lists yours, to be finished there.");
    }
}
