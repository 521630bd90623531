package dev.steward.privacy;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;

import dev.steward.inventory.DataKind;
import dev.steward.slack.Buttons;
import dev.steward.slack.Modals;
import dev.steward.slack.TextBlocks;

/** What is kept, why, for how long, and who sees it. */
final class PrivacyView {
    static final String CHANGE = "privacy.change";
    private static final int KINDS = 90;

    private PrivacyView() {}

    /**
     * @param days  of the kinds whose time a workspace says, as it stands
     * @param admin whether they may change it
     */
    static View of(List<DataKind> kinds, Map<String, Integer> days, boolean admin) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("privacy.about",
                "What Steward keeps of this workspace, why, for how long, and who sees "
                        + "it. Admins can have somebody erased with `/steward erase`, and export everything "
                        + "with `/steward export`."));
        if (admin) {
            blocks.add(actions(row -> row.blockId("privacy.do").elements(List.of(
                    Buttons.press(CHANGE, "change", "Change how long", null)))));
        }
        blocks.add(divider());
        kinds.stream().limit(KINDS).forEach(kind -> blocks.add(TextBlocks.section("privacy." + kind.name(),
                "*" + kind.title() + "*\n" + kind.why() + ".\n*Kept:* " + kept(kind, days) + ".\n*Seen by:* "
                        + lower(kind.seenBy()) + ".")));
        return Modals.shows("Privacy", blocks);
    }

    private static String kept(DataKind kind, Map<String, Integer> days) {
        int limit = days.getOrDefault(kind.name(), 0);
        return kind.retention() == null || limit == 0
                ? lower(kind.kept())
                : lower(RetentionForm.words(limit)) + ". Then goes: " + lower(kind.retention().removes());
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
