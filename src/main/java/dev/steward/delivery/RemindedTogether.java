package dev.steward.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;

import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;

/** Reminders with buttons that become one message, for a {@link MergeRule}. */
public final class RemindedTogether {
    private static final int LONGEST = 9_000;
    /** Where blocks say all, this is what notifications say. */
    private static final int LONGEST_BESIDE_BLOCKS = 4_000;
    private static final int MOST_BLOCKS = 50;

    private RemindedTogether() {}

    /**
     * Of several about one thing, which begin with the same block, the newest stands.
     *
     * @param what    follows how many there are: {@code questions wait for you}
     * @param without follows the text where there is no room for buttons; may be empty
     */
    public static Message of(String blockId, String what, List<Message> notices, String without) {
        Map<String, Message> newest = new LinkedHashMap<>();
        notices.forEach(notice -> newest.put(
                notice.blocks().isEmpty() ? notice.text() : notice.blocks().getFirst().getBlockId(), notice));
        if (newest.size() == 1) {
            return newest.values().iterator().next();
        }
        String heading = "*" + newest.size() + " " + what + ":*";
        String text = heading + "\n" + newest.values().stream().map(notice -> "• " + notice.text())
                .collect(Collectors.joining("\n"));
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section(blockId, heading));
        newest.values().forEach(notice -> blocks.addAll(notice.blocks()));
        return text.length() <= LONGEST && blocks.size() <= MOST_BLOCKS
                ? new Message(text.length() <= LONGEST_BESIDE_BLOCKS ? text : heading, blocks)
                : Message.of(text + without);
    }
}
