package dev.steward.release;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.delivery.MergeRule;
import dev.steward.delivery.RemindedTogether;
import dev.steward.slack.Message;

/** Several tasks that one person hears of at once become one message. */
@Component
class RemindOfTasks implements MergeRule {
    static final String NAME = "release.task";

    @Override
    public String name() {
        return NAME;
    }

    /** Each with its buttons, as long as Slack takes that much. */
    @Override
    public Message merge(List<Message> notices) {
        return RemindedTogether.of("release.task.notices", "launch tasks are open", notices,
                "\n`/release tasks` lists yours, to be finished there.");
    }
}
