package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;

import dev.steward.release.FindReleases.From;
import dev.steward.release.FindReleases.Page;
import dev.steward.release.FindReleases.Place;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area.AreaId;

/** A page of releases, with buttons to the pages beside it. The buttons carry what was asked. */
final class ReleaseList {
    static final Press<Turned> NEWER = Press.of("release.list.newer", Turned.CODEC);
    static final Press<Turned> OLDER = Press.of("release.list.older", Turned.CODEC);
    /** What a button may carry. */
    private static final int VALUE = 2_000;

    private ReleaseList() {}

    /** What was asked: whose, and what was typed. */
    record Asked(boolean mine, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {
        /** {@code m-1764500000000000 0193… state:published ledger}: before or after which place, of which list, as it was typed. */
        private static final Pattern WRITTEN = Pattern
                .compile("([am])([+-])(-?\\d{1,18}) ([0-9a-f-]{36}) (.*)", Pattern.DOTALL);
        static final Codec<Turned> CODEC = Codec.text(Turned::write, Turned::read);

        private String write() {
            boolean before = from instanceof From.Before;
            Place place = switch (from) {
                case From.Before(var beside) -> beside;
                case From.After(var beside) -> beside;
                case From.First() -> throw new IllegalStateException("Nothing stands beside the first page");
            };
            return (asked.mine() ? "m" : "a") + (before ? "+" : "-")
                    + Codec.word(place.at()) + " " + place.id() + " " + asked.typed();
        }

        private static Turned read(String value) {
            var written = WRITTEN.matcher(value);
            if (!written.matches()) {
                throw new IllegalArgumentException("none of ours");
            }
            var place = new Place(Instant.EPOCH.plus(Long.parseLong(written.group(3)), ChronoUnit.MICROS),
                    UUID.fromString(written.group(4)));
            return new Turned(new Asked(written.group(1).equals("m"), written.group(5)),
                    written.group(2).equals("+") ? new From.Before(place) : new From.After(place));
        }
    }

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
            ReleaseId id = releases.get(i).facts().id();
            blocks.add(section(text -> text.blockId(blockId).text(markdownText(line)).accessory(
                    ReleasePage.OPEN.numbered(id).button("Open", id))));
        }
        List<BlockElement> buttons = new ArrayList<>();
        if (page.before()) {
            turn(buttons, NEWER, "Newer", new Turned(asked, new From.Before(page.places().getFirst())));
        }
        if (page.after()) {
            turn(buttons, OLDER, "Older", new Turned(asked, new From.After(page.places().getLast())));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("release.list.pages").elements(buttons)));
        }
        return new Message(releases.size() + (releases.size() == 1 ? " release" : " releases"), blocks);
    }

    /** Whoever typed more than a button can carry types it more briefly. */
    private static void turn(List<BlockElement> buttons, Press<Turned> turn, String label, Turned to) {
        if (turn.value(to).length() <= VALUE) {
            buttons.add(turn.button(label, to));
        }
    }
}
