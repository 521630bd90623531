package dev.steward.initiative;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.FindInitiatives.Found;
import dev.steward.initiative.FindInitiatives.From;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** A page of initiatives, with buttons to the pages beside it. The buttons carry what was asked. */
final class InitiativeList {
    static final Press<InitiativeId> SHOW = Press.of("initiative.show", InitiativeView.ID);
    static final Press<Turned> NEWER = Press.of("initiative.newer", Turned.CODEC);
    static final Press<Turned> OLDER = Press.of("initiative.older", Turned.CODEC);

    private static final Pattern VALUE = Pattern.compile("(?s)(list|search)([+-])(\\d{1,18}) (.*)");

    private InitiativeList() {}

    /** What was asked: {@code list} or {@code search}, and what followed. */
    record Asked(boolean search, String typed) {}

    /** A page of it. */
    record Turned(Asked asked, From from) {
        static final Codec<Turned> CODEC = Codec.text(InitiativeList::write, InitiativeList::read);
    }

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
            buttons.add(NEWER.button("Newer",
                    new Turned(asked, new From.NewerThan(page.initiatives().getFirst().number()))));
        }
        if (page.older()) {
            buttons.add(OLDER.button("Older",
                    new Turned(asked, new From.OlderThan(page.initiatives().getLast().number()))));
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
                .accessory(SHOW.numbered(one.number()).button("Show", one.id())));
    }

    private static String write(Turned turned) {
        String beside = switch (turned.from()) {
            case From.Newest newest -> throw new IllegalArgumentException("no button leads to the first page");
            case From.NewerThan(long number) -> "+" + number;
            case From.OlderThan(long number) -> "-" + number;
        };
        return (turned.asked().search() ? "search" : "list") + beside + " " + turned.asked().typed();
    }

    private static Turned read(String value) {
        var match = VALUE.matcher(value);
        if (!match.matches()) {
            throw new IllegalArgumentException("Not a page of a list: " + value);
        }
        long number = Long.parseLong(match.group(3));
        return new Turned(new Asked(match.group(1).equals("search"), match.group(4)),
                match.group(2).equals("+") ? new From.NewerThan(number) : new From.OlderThan(number));
    }
}
