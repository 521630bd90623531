package dev.steward.release;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import org.springframework.stereotype.Component;

import dev.steward.delivery.MergeRule;
import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;

/** Several questions that wait for one person become one message. */
@Component
class RemindOfQuestions implements MergeRule {
    static final String NAME = "release.question";
    private static final int LONGEST = 9_000;
    private static final int MOST_BLOCKS = 50;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Message merge(List<Message> notices) {
        String heading = "*" + notices.size() + " questions wait for you:*";
        String text = heading + "\n" + notices.stream().map(notice -> "• " + notice.text())
                .collect(Collectors.joining("\n"));
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.question.notices", heading));
        notices.forEach(notice -> blocks.addAll(notice.blocks()));
        return text.length() <= LONGEST && blocks.size() <= MOST_BLOCKS
                ? new Message(text, blocks)
                : Message.of(text);
    }
}
