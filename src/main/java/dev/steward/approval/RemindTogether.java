package dev.steward.approval;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.delivery.MergeRule;
import dev.steward.slack.Message;

/** Several requests that wait for one person become one message. */
@Component
class RemindTogether implements MergeRule {
    static final String NAME = "approval.remind";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Message merge(List<Message> notices) {
        List<String> lines = new ArrayList<>();
        lines.add("*" + notices.size() + " requests wait for you:*");
        notices.forEach(notice -> lines.add("• " + notice.text()));
        return Message.of(String.join("\n", lines));
    }
}
