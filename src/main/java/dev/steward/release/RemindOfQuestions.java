package dev.steward.release;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.delivery.MergeRule;
import dev.steward.delivery.RemindedTogether;
import dev.steward.slack.Message;

/** Several questions that wait for one person become one message. */
@Component
class RemindOfQuestions implements MergeRule {
    static final String NAME = "release.question";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Message merge(List<Message> notices) {
        return RemindedTogether.of("release.question.notices", "questions wait for you", notices, "");
    }
}
