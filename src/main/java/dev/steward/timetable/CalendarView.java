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

/** The modal that gives a calendar's address, and takes it back. */
final class CalendarView {
    static final String NEW = "calendar.new";
    static final String OFF = "calendar.off";
    static final String OF_RITUAL = "calendar.ritual";

    static final String NO_ADDRESS = "Steward does not know its own web address, so no calendar would find it. "
            + "Whoever runs Steward can set `STEWARD_PUBLIC_URL`.";
    private static final String HOW = "*Subscribe to this address* in your calendar program: _From URL_ in Google Calendar, "
            + "_Subscribe from web_ in Outlook, _New Calendar Subscription_ in Apple Calendar.";
    private static final String SECRET = "Copy it now, it is not shown again. Whoever has it can read the calendar, "
            + "so keep it to yourself.";

    private CalendarView() {}

    /** How the member's address stands. */
    sealed interface State {
        /** Made just now, and never shown again. */
        record Fresh(String url) implements State {}

        record Known(Instant since) implements State {}

        record Off() implements State {}

        /** There can be none: nobody said where Steward is. */
        record Nowhere() implements State {}
    }

    /**
     * @param title at most 24 characters
     * @param about mrkdwn: which calendar it is
     * @param value what its buttons carry
     */
    record Which(String title, String about, String value) {}

    static View of(Which which, State state) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("calendar.about").text(markdownText(which.about()))));
        switch (state) {
            case State.Fresh(String url) -> {
                blocks.add(section(text -> text.blockId("calendar.address")
                        .text(markdownText("```" + url.replace("&", "&amp;") + "```"))));
                blocks.add(section(text -> text.blockId("calendar.how").text(markdownText(HOW))));
                blocks.add(context(row -> row.blockId("calendar.secret").elements(List.of(plainText(SECRET)))));
                blocks.add(buttons(List.of(renew(which), off(which))));
            }
            case State.Known(Instant since) -> {
                blocks.add(says("It has an address, made " + ScheduleView.time(since)
                        + " and shown only then. Is it lost? Take a new one."));
                blocks.add(buttons(List.of(renew(which), off(which))));
            }
            case State.Off() -> {
                blocks.add(says("It is turned off: its address shows nothing any more."));
                blocks.add(buttons(List.of(press(NEW, which, "New address").build())));
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

    private static BlockElement renew(Which which) {
        return press(NEW, which, "New address")
                .confirm(confirm("A new address?", "The one before shows nothing from then on.", "New address"))
                .build();
    }

    private static BlockElement off(Which which) {
        return press(OFF, which, "Turn off").style("danger")
                .confirm(confirm("Turn it off?", "Its address shows nothing from then on.", "Turn off")).build();
    }

    private static ConfirmationDialogObject confirm(String title, String text, String yes) {
        return ConfirmationDialogObject.builder().title(plainText(title)).text(plainText(text)).confirm(plainText(yes))
                .deny(plainText("Keep it")).build();
    }

    private static ButtonElement.ButtonElementBuilder press(String action,
            Which which, String label) {
        return ButtonElement.builder().actionId(action).value(which.value())
                .text(plainText(label));
    }
}
