package dev.steward.timetable;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Press;

/** The modal that gives a calendar's address, and takes it back. */
final class CalendarView {
    static final Press<Shown> NEW = Press.of("calendar.new", Shown.CODEC);
    static final Press<Shown> OFF = Press.of("calendar.off", Shown.CODEC);
    static final Press<RitualRef> OF_RITUAL = Press.of("calendar.ritual", RitualRef.CODEC);

    static final String NO_ADDRESS = "Steward does not know its own web address, so no calendar would find it. "
            + "Whoever runs Steward can set `STEWARD_PUBLIC_URL`.";
    private static final String HOW = "*Subscribe to this address* in your calendar program: _From URL_ in Google Calendar, "
            + "_Subscribe from web_ in Outlook, _New Calendar Subscription_ in Apple Calendar.";
    private static final String SECRET = "Copy it now, it is not shown again. Whoever has it can read the calendar, "
            + "so keep it to yourself.";

    private CalendarView() {}

    /** @param ritual whose calendar; null for one's own */
    record About(@Nullable RitualRef ritual) {
        static final About OWN = new About(null);
        private static final String OWN_WORD = "own";

        private static About read(Codec.Words words) {
            String first = words.word();
            return first.equals(OWN_WORD) ? OWN : new About(RitualRef.read(first, words));
        }
    }

    /**
     * A calendar as a button was shown for it.
     *
     * @param madeAt of the address that it had then; {@link #NONE} when it had none, and where older buttons do not say
     */
    record Shown(About about, Instant madeAt) {
        static final Instant NONE = Instant.EPOCH;
        private static final Codec<Shown> CODEC = Codec.of(Shown::words,
                in -> new Shown(About.read(in), in.instantOr(NONE)));

        private List<?> words() {
            RitualRef ritual = about.ritual();
            long at = Codec.word(madeAt);
            return ritual == null ? List.of(About.OWN_WORD, at) : List.of(ritual.kind(), ritual.subject(), at);
        }
    }

    /** How the member's address stands. */
    sealed interface State {
        /** Made just now, and never shown again. */
        record Fresh(String url, Instant since) implements State {}

        record Known(Instant since) implements State {}

        record Off() implements State {}

        /** There can be none: nobody said where Steward is. */
        record Nowhere() implements State {}
    }

    /**
     * @param title at most 24 characters
     * @param about mrkdwn: which calendar it is
     * @param which what its buttons are about
     */
    record Which(String title, String about, About which) {}

    static View of(Which which, State state) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("calendar.about").text(markdownText(which.about()))));
        switch (state) {
            case State.Fresh(String url, Instant since) -> {
                blocks.add(section(text -> text.blockId("calendar.address")
                        .text(markdownText("```" + url.replace("&", "&amp;") + "```"))));
                blocks.add(section(text -> text.blockId("calendar.how").text(markdownText(HOW))));
                blocks.add(context(row -> row.blockId("calendar.secret").elements(List.of(plainText(SECRET)))));
                blocks.add(buttons(both(new Shown(which.which(), since))));
            }
            case State.Known(Instant since) -> {
                blocks.add(says("It has an address, made " + ScheduleView.time(since)
                        + " and shown only then. Is it lost? Take a new one."));
                blocks.add(buttons(both(new Shown(which.which(), since))));
            }
            case State.Off() -> {
                blocks.add(says("It is turned off: its address shows nothing any more."));
                blocks.add(buttons(List.of(NEW.button("New address", new Shown(which.which(), Shown.NONE)))));
            }
            case State.Nowhere() -> blocks.add(says(NO_ADDRESS));
        }
        return modal(which.title(), blocks);
    }

    static View gone() {
        return modal("Calendar", List.of(says("That one is gone meanwhile.")));
    }

    private static View modal(String title, List<LayoutBlock> blocks) {
        return View.builder().type("modal").callbackId("calendar")
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }

    private static LayoutBlock says(String mrkdwn) {
        return section(text -> text.blockId("calendar.says").text(markdownText(mrkdwn)));
    }

    private static LayoutBlock buttons(List<BlockElement> buttons) {
        return actions(row -> row.blockId("calendar.do").elements(buttons));
    }

    private static List<BlockElement> both(Shown shown) {
        ButtonElement renew = NEW.button("New address", shown);
        renew.setConfirm(confirm("A new address?", "The one before shows nothing from then on.", "New address"));
        ButtonElement off = OFF.danger("Turn off", shown);
        off.setConfirm(confirm("Turn it off?", "Its address shows nothing from then on.", "Turn off"));
        return List.of(renew, off);
    }

    private static ConfirmationDialogObject confirm(String title, String text, String yes) {
        return ConfirmationDialogObject.builder().title(plainText(title)).text(plainText(text)).confirm(plainText(yes))
                .deny(plainText("Keep it")).build();
    }
}
