package dev.steward.cadence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;
import org.springframework.stereotype.Component;

import dev.steward.delivery.MergeRule;
import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;

/** What several written sessions tell somebody in the same moment is one message. */
@Component
class RemindOfAsks implements MergeRule {
    static final String NAME = "cadence.ask.remind";
    private static final int BLOCKS = 50;

    @Override
    public String name() {
        return NAME;
    }

    /** Of several about one session, which begin with the same block, the newest stands. */
    @Override
    public Message merge(List<Message> notices) {
        Map<String, Message> newest = new LinkedHashMap<>();
        notices.forEach(notice -> newest.put(
                notice.blocks().isEmpty() ? notice.text() : notice.blocks().getFirst().getBlockId(), notice));
        List<LayoutBlock> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Message notice : newest.values()) {
            lines.add("• " + notice.text());
            blocks.addAll(notice.blocks().isEmpty()
                    ? List.of(TextBlocks.section("cadence.ask.said." + lines.size(), notice.text()))
                    : notice.blocks());
        }
        return new Message(String.join("\n", lines), blocks.size() <= BLOCKS ? blocks : List.of());
    }
}
