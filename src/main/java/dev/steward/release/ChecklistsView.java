package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Phrases;
import dev.steward.slack.TextBlocks;

/** The checklists of the three tiers, one under the other. */
final class ChecklistsView {
    static final String CALLBACK = "release.checklists";
    static final String ADD = "release.checklists.add";
    static final String ITEM = "release.checklists.item";
    static final String RESET = "release.checklists.reset";
    static final String CHANGE_CHOSEN = "change";
    static final String UP_CHOSEN = "up";
    static final String DOWN_CHOSEN = "down";
    static final String REMOVE_CHOSEN = "remove";

    private ChecklistsView() {}

    /**
     * A tier's.
     *
     * @param own whether the workspace has changed it
     */
    record Tier(int number, List<ChecklistItem> items, boolean own) {}

    /**
     * @param change whether whoever sees it may change it
     * @param said   mrkdwn; null for nothing
     */
    static View of(List<Tier> tiers, boolean change, @Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.small("release.checklists.about", (said == null ? "" : said + "\n")
                + "What a release takes. A release gets these tasks when it is drafted, or when its tier changes."
                + (change ? "" : " Ops people and admins can change this.")));
        tiers.forEach(tier -> add(blocks, tier, change));
        return View.builder().type("modal").callbackId(CALLBACK)
                .title(viewTitle(t -> t.type("plain_text").text("Launch checklists")))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }

    private static void add(List<LayoutBlock> blocks, Tier tier, boolean change) {
        blocks.add(header(title -> title.blockId("release.checklists.tier." + tier.number())
                .text(plainText(name(tier.number())))));
        if (tier.items().isEmpty()) {
            blocks.add(TextBlocks.small("release.checklists.none." + tier.number(), "Nothing is on it."));
        }
        tier.items().forEach(item -> blocks.add(section(row -> {
            row.blockId("release.checklists.item." + tier.number() + "." + item.id()).text(markdownText(line(item)));
            if (change) {
                row.accessory(menu(tier, item));
            }
            return row;
        })));
        if (change) {
            List<BlockElement> buttons = new ArrayList<>();
            buttons.add(button(b -> b.actionId(ADD + "#" + tier.number()).value(Integer.toString(tier.number()))
                    .text(plainText("Add to tier " + tier.number()))));
            if (tier.own()) {
                buttons.add(button(b -> b.actionId(RESET + "#" + tier.number())
                        .value(Integer.toString(tier.number())).text(plainText("Back to the usual"))));
            }
            blocks.add(actions(row -> row.blockId("release.checklists.do." + tier.number()).elements(buttons)));
        }
    }

    static String name(int tier) {
        return tier == 1 ? "Tier 1, the greatest" : tier == 2 ? "Tier 2" : "Tier 3, the smallest";
    }

    private static String line(ChecklistItem item) {
        return Phrases.bold(item.title()) + "\n" + item.owner().words() + ", " + item.due().words();
    }

    private static BlockElement menu(Tier tier, ChecklistItem item) {
        List<OptionObject> options = new ArrayList<>();
        options.add(option("Change", CHANGE_CHOSEN, tier, item));
        if (!item.equals(tier.items().getFirst())) {
            options.add(option("Move up", UP_CHOSEN, tier, item));
        }
        if (!item.equals(tier.items().getLast())) {
            options.add(option("Move down", DOWN_CHOSEN, tier, item));
        }
        options.add(option("Remove", REMOVE_CHOSEN, tier, item));
        return overflowMenu(menu -> menu.actionId(ITEM + "#" + tier.number() + "." + item.id()).options(options));
    }

    private static OptionObject option(String label, String what, Tier tier, ChecklistItem item) {
        return OptionObject.builder().text(plainText(label)).value(what + " " + tier.number() + " " + item.id())
                .build();
    }
}
