package dev.steward.privacy;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.springframework.util.unit.DataSize;

import dev.steward.privacy.ExportContents.Amount;
import dev.steward.privacy.ExportContents.Counted;
import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** What an admin reads before everything is exported: what is in it, how big it is, who it goes to. */
final class ExportView {
    private static final String TITLE = "Export everything";
    /** Each row stands in the zip twice, as JSON with its columns' names and as CSV. */
    private static final int UNPACKED = 3;

    private ExportView() {}

    /**
     * What the button was shown for.
     *
     * @param number  of the export that it would be
     * @param at      when it was shown, in seconds
     * @param edition what there is to export, see {@link ExportContents#edition}
     */
    record Pressed(long number, long at, String edition) {}

    static final Press<Pressed> EXPORT = Press.of("privacy.export",
            Codec.of(shown -> List.of(shown.number(), shown.at(), shown.edition()),
                    words -> new Pressed(words.number(), words.number(), words.word())));

    /** While it is counted. */
    static View counting() {
        return Modals.says(TITLE, "Looking at what there is…");
    }

    static View of(List<Counted> contents, Pressed shown, UserId admin, DataSize largest) {
        Amount all = contents.stream().map(Counted::amount).reduce(new Amount(0, 0, false), Amount::plus);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("export.what", "*Everything Steward keeps for this workspace*, as one zip file "
                + "with JSON and CSV: " + amount(all) + ", " + size(all) + " before it's zipped."));
        blocks.add(TextBlocks.section("export.private", ":warning: *Private words are in it*: feedback from private "
                + "channels, reasons, written answers, questions, names and e-mail addresses. Whoever gets the file can "
                + "read them all."));
        blocks.add(TextBlocks.section("export.goes", "*It goes to* " + admin.mention()
                + ", in the direct messages with "
                + "Steward, and to nobody else. The other admins hear of it, and the decision log keeps that you exported it. Up "
                + "to " + largest.toMegabytes() + " MB zipped fit; if it's more, you're told what to do."));
        blocks.add(actions(row -> row.blockId("export.do").elements(List.of(EXPORT.danger(TITLE, shown)))));
        blocks.add(divider());
        blocks.add(TextBlocks.section("export.kinds", contents.stream().filter(each -> each.amount().rows() > 0)
                .map(each -> "*" + each.kind().title() + "*: " + amount(each.amount()))
                .collect(Collectors.joining("\n"))));
        blocks.add(TextBlocks.small("export.without",
                "Never in it: tokens and secrets. Also left out: what's made anew "
                        + "from the rest, such as search indexes, and what's gone within a day. `manifest.json` in the zip lists "
                        + "each, and why."));
        return Modals.shows(TITLE, blocks);
    }

    /** Once it was asked for. */
    static View begun(Export export) {
        return Modals.says(TITLE, "*" + export.reference() + "* is being made. The file comes to your direct messages "
                + "with Steward, usually within a minute.");
    }

    static Pressed shown(long last, Instant now, String edition) {
        return new Pressed(last + 1, now.getEpochSecond(), edition);
    }

    private static String amount(Amount amount) {
        return (amount.more() ? "more than " : "") + rows(amount.rows());
    }

    static String rows(long rows) {
        return String.format(java.util.Locale.ENGLISH, "%,d", rows) + (rows == 1 ? " row" : " rows");
    }

    private static String size(Amount amount) {
        return (amount.more() ? "more than " : "about ") + bytes(UNPACKED * amount.bytes());
    }

    /** {@code 3 MB}; of less than one, {@code 12 KB}. */
    static String bytes(long bytes) {
        return bytes >= 1 << 20 ? Math.round(bytes / 1048576.0) + " MB" : Math.max(1, bytes / 1024) + " KB";
    }
}
