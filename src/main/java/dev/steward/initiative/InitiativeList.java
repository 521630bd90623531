package dev.steward.initiative;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.FindInitiatives.Found;
import dev.steward.initiative.FindInitiatives.From;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;

/** A page of initiatives, with buttons to the pages beside it. The buttons carry what was asked. */
final class InitiativeList {
    private static final Pattern VALUE = Pattern.compile("(?s)(list|search)([+-])(\\d{1,18}) (.*)");

    private InitiativeList() {}

    /** What was asked: {@code list} or {@code search}, and what followed. */
    record Asked(boolean search, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {}

    /**
     * @param area  names an initiative's area; null for none
     * @param begin how one makes the first one
     */
    static Message of(Asked asked, Found.Page page, Function<Initiative, @Nullable String> area, String begin) {
        if (page.initiatives().isEmpty()) {
            return Message.of(asked.typed().isBlank()
                    ? "Nothing is open. `" + begin + "` begins something."
                    : "Nothing found.");
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        if (page.near()) {
            blocks.add(context(row -> row.blockId("initiative.list.near")
                    .elements(List.of(plainText("Nothing has quite these words. This comes near.")))));
        }
        page.initiatives().forEach(one -> blocks.add(line(one, area.apply(one))));
        List<BlockElement> buttons = new ArrayList<>();
        if (page.newer()) {
            buttons.add(turn(InitiativeCommands.NEWER, "Newer", asked, "+", page.initiatives().getFirst()));
        }
        if (page.older()) {
            buttons.add(turn(InitiativeCommands.OLDER, "Older", asked, "-", page.initiatives().getLast()));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("initiative.list.pages").elements(buttons)));
        }
        int count = page.initiatives().size();
        return new Message(count + (count == 1 ? " initiative" : " initiatives"), blocks);
    }

    private static LayoutBlock line(Initiative one, @Nullable String area) {
        String text = InitiativeView.title(one) + "\n" + one.phase().word() + " · " + one.owner().mention()
                + (area == null ? "" : " · " + Mrkdwn.escape(area, 200));
        return section(row -> row.blockId("initiative.list." + one.number()).text(markdownText(text))
                .accessory(button(b -> b.actionId(InitiativeCommands.SHOW + "#" + one.number())
                        .value(one.id().toString()).text(plainText("Show")))));
    }

    private static BlockElement turn(String action, String label, Asked asked, String direction, Initiative beside) {
        String value = (asked.search() ? "search" : "list") + direction + beside.number() + " " + asked.typed();
        return button(b -> b.actionId(action).value(value).text(plainText(label)));
    }

    /** @throws IllegalArgumentException when it is no button's value of ours */
    static Turned read(String value) {
        var match = VALUE.matcher(value);
        if (!match.matches()) {
            throw new IllegalArgumentException("Not a page of a list: " + value);
        }
        long number = Long.parseLong(match.group(3));
        return new Turned(new Asked(match.group(1).equals("search"), match.group(4)),
                match.group(2).equals("+") ? new From.NewerThan(number) : new From.OlderThan(number));
    }
}
