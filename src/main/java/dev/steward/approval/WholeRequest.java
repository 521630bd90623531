package dev.steward.approval;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;

import dev.steward.slack.Message;

/** One request for whoever asks to see it: as its card shows it, and what happened so far, the latest last. */
final class WholeRequest {
    private static final int HISTORY = 30;
    private static final int CHARACTERS = 3_000;

    private WholeRequest() {}

    static Message of(Shown shown) {
        Message card = ApprovalCard.of(shown);
        List<String> lines = new ArrayList<>(List.of("*What happened*"));
        int hidden = Math.max(0, shown.history().size() - HISTORY);
        if (hidden > 0) {
            lines.add("… " + hidden + " earlier things, under Details");
        }
        shown.history().stream().skip(hidden).map(HistoryLine::of).forEach(lines::add);
        List<LayoutBlock> blocks = new ArrayList<>(card.blocks());
        blocks.addAll(CardLines.sections("approval.history", lines, CHARACTERS));
        return new Message(card.text(), blocks);
    }
}
