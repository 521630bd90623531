package dev.steward.slack;

import java.util.List;

import com.slack.api.model.block.LayoutBlock;

/**
 * What a Slack message says.
 *
 * @param text   mrkdwn: the whole message where there are no blocks, else what notifications and screen readers say
 * @param blocks may be empty
 */
public record Message(String text, List<LayoutBlock> blocks) {
    public Message {
        blocks = List.copyOf(blocks);
    }

    /** A message of text alone; {@code mrkdwn} has user text already escaped. */
    public static Message of(String mrkdwn) {
        return new Message(mrkdwn, List.of());
    }
}
