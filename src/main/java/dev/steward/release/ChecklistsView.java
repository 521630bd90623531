package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Sha256;

/** The checklists of the three tiers, one under the other. */
final class ChecklistsView {
    static final String CALLBACK = "release.checklists";
    static final Codec<Integer> TIER = Codec.of(List::of, ChecklistsView::tierOf);
    static final Press<Integer> ADD = Press.of("release.checklists.add", TIER);
    /** The options of an item's menu. */
    static final Press<Choice> ITEM = Press.of("release.checklists.item", Choice.CODEC);
    static final Press<Shown> RESET = Press.of("release.checklists.reset", Shown.CODEC);

    private ChecklistsView() {}

    /** What can be done with an item. */
    enum What {
        CHANGE, UP, DOWN, REMOVE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An item as it was shown. @param version -1 where an older menu did not say */
    record ItemAsShown(int tier, UUID item, long version) {}

    /** What is chosen in an item's menu. @param place where it stood in its tier, from 0; -1 where an older menu did not say */
    record Choice(What what, ItemAsShown item, int place) {
        static final Codec<Choice> CODEC = Codec.of(
                choice -> List.of(choice.what().word(), choice.item().tier(), choice.item().item(),
                        choice.item().version(), choice.place()),
                in -> new Choice(What.valueOf(in.word().toUpperCase(Locale.ROOT)),
                        new ItemAsShown(tierOf(in), in.id(), in.numberOr(-1)),
                        (int) Math.clamp(in.numberOr(-1), -1, Checklists.MOST)));
    }

    /** A tier's checklist as it was shown. @param items see {@link Tier#fingerprint}; empty where an older button did not say */
    record Shown(int tier, String items) {
        static final Codec<Shown> CODEC = Codec.of(shown -> List.of(shown.tier(), shown.items()),
                in -> new Shown(tierOf(in), in.ended() ? "" : in.word()));
    }

    private static int tierOf(Codec.Words in) {
        long tier = in.number();
        if (tier < 1 || tier > Checklists.TIERS) {
            throw new IllegalArgumentException("no tier");
        }
        return (int) tier;
    }

    /**
     * A tier's.
     *
     * @param own whether the workspace has changed it
     */
    record Tier(int number, List<ChecklistItem> items, boolean own) {
        private static final int FINGERPRINT = 16;

        /** Another one for any other items, or the same otherwise. */
        String fingerprint() {
            return fingerprint(items);
        }

        static String fingerprint(List<ChecklistItem> items) {
            return Sha256.hex(Sha256.of(items.stream().map(item -> item.id() + " " + item.version())
                    .collect(Collectors.joining("\n")))).substring(0, FINGERPRINT);
        }
    }

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
            buttons.add(ADD.numbered(tier.number()).button("Add to tier " + tier.number(), tier.number()));
            if (tier.own()) {
                buttons.add(RESET.numbered(tier.number()).button("Back to the usual",
                        new Shown(tier.number(), tier.fingerprint())));
            }
            blocks.add(actions(row -> row.blockId("release.checklists.do." + tier.number()).elements(buttons)));
        }
    }

    static String name(int tier) {
        return tier == 1 ? "Tier 1 (major)" : tier == 2 ? "Tier 2" : "Tier 3 (minor)";
    }

    private static String line(ChecklistItem item) {
        return Phrases.bold(item.title()) + "\n" + item.owner().words() + ", " + item.due().words();
    }

    private static BlockElement menu(Tier tier, ChecklistItem item) {
        List<OptionObject> options = new ArrayList<>();
        options.add(option("Change", What.CHANGE, tier, item));
        if (!item.equals(tier.items().getFirst())) {
            options.add(option("Move up", What.UP, tier, item));
        }
        if (!item.equals(tier.items().getLast())) {
            options.add(option("Move down", What.DOWN, tier, item));
        }
        options.add(option("Remove", What.REMOVE, tier, item));
        return overflowMenu(
                menu -> menu.actionId(ITEM.numbered(tier.number() + "." + item.id()).actionId()).options(options));
    }

    private static OptionObject option(String label, What what, Tier tier, ChecklistItem item) {
        return OptionObject.builder().text(plainText(label))
                .value(ITEM.value(new Choice(what, new ItemAsShown(tier.number(), item.id(), item.version()),
                        tier.items().indexOf(item))))
                .build();
    }
}
