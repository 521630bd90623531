package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.release.FindReleases.From;
import dev.steward.release.FindReleases.Page;
import dev.steward.release.FindReleases.Place;
import dev.steward.slack.Message;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area.AreaId;

/** A page of releases, with buttons to the pages beside it. The buttons carry what was asked. */
final class ReleaseList {
    static final String NEWER = "release.list.newer";
    static final String OLDER = "release.list.older";
    private static final Pattern TURNED = Pattern
            .compile("([am])([+-])(-?\\d{1,18}) ([0-9a-f-]{36}) (.*)", Pattern.DOTALL);

    private ReleaseList() {}

    /** What was asked: whose, and what was typed. */
    record Asked(boolean mine, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {}

    /** @param releases those of the page, in its order */
    static Message of(Asked asked, Page page, List<Release> releases, Map<AreaId, String> areas) {
        if (releases.isEmpty()) {
            return Message.of(!asked.typed().isBlank()
                    ? "Nothing found."
                    : asked.mine()
                            ? "You have no releases yet. `/release` opens the form."
                            : "There are no releases yet. `/release` opens the form.");
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        if (page.near()) {
            blocks.add(TextBlocks.small("release.list.near", "Nothing has quite these words. This comes near."));
        }
        for (int i = 0; i < releases.size(); i++) {
            String line = ReleaseLine.of(releases.get(i), areas);
            String blockId = "release.list." + i;
            String id = releases.get(i).facts().id().toString();
            blocks.add(section(text -> text.blockId(blockId).text(markdownText(line)).accessory(
                    button(b -> b.actionId(ReleaseActions.OPEN + "#" + id).value(id).text(plainText("Open"))))));
        }
        List<BlockElement> buttons = new ArrayList<>();
        if (page.before()) {
            buttons.add(turn(NEWER, "Newer", write(asked, '+', page.places().getFirst())));
        }
        if (page.after()) {
            buttons.add(turn(OLDER, "Older", write(asked, '-', page.places().getLast())));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("release.list.pages").elements(buttons)));
        }
        return new Message(releases.size() + (releases.size() == 1 ? " release" : " releases"), blocks);
    }

    private static BlockElement turn(String action, String label, String value) {
        return button(b -> b.actionId(action).value(value).text(plainText(label)));
    }

    private static String write(Asked asked, char direction, Place beside) {
        return (asked.mine() ? "m" : "a") + direction + ChronoUnit.MICROS.between(Instant.EPOCH, beside.at()) + " "
                + beside.id() + " " + asked.typed();
    }

    /** Null for what no button of ours carries. */
    static @Nullable Turned read(String value) {
        var written = TURNED.matcher(value);
        if (!written.matches()) {
            return null;
        }
        try {
            var place = new Place(Instant.EPOCH.plus(Long.parseLong(written.group(3)), ChronoUnit.MICROS),
                    UUID.fromString(written.group(4)));
            return new Turned(new Asked(written.group(1).equals("m"), written.group(5)),
                    written.group(2).equals("+") ? new From.Before(place) : new From.After(place));
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
