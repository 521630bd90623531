package dev.steward.slack;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.util.List;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;

/** The two blocks that say something and no more. */
public final class TextBlocks {
    private TextBlocks() {}

    /** @param mrkdwn at most 3,000 characters */
    public static LayoutBlock section(String blockId, String mrkdwn) {
        return Blocks.section(s -> s.blockId(blockId).text(markdownText(mrkdwn)));
    }

    /** In small grey letters. @param mrkdwn at most 3,000 characters */
    public static LayoutBlock small(String blockId, String mrkdwn) {
        return context(row -> row.blockId(blockId).elements(List.of(markdownText(mrkdwn))));
    }
}
