package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;

import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/** The address of one cadence's calendar, as whoever asks for it sees it. */
final class CalendarView {
    static final Press<CadenceId> NEW = Press.of("cadence.calendar.new", CadenceId.CODEC);
    static final Press<CadenceId> OFF = Press.of("cadence.calendar.off", CadenceId.CODEC);
    static final String OWN = "All of your reviews are in your own calendar as well: `/steward calendar`.";
    private static final String HOW = "*Subscribe to this address* in your calendar program: _From URL_ in Google Calendar, "
            + "_Subscribe from web_ in Outlook, _New Calendar Subscription_ in Apple Calendar.";
    private static final String SECRET = "Copy it now, it is not shown again. Whoever has it can read the calendar, so "
            + "keep it to yourself.";

    private CalendarView() {}

    /** @param url all of it; a secret */
    static View fresh(Cadence cadence, String url) {
        return view(cadence, "```" + url.replace("&", "&amp;") + "```\n" + HOW + "\n" + SECRET, both(cadence));
    }

    static View there(Cadence cadence, Instant since) {
        return view(cadence, "It has an address, made " + Phrases.time(since)
                + " and shown only then. Is it lost? Take a new one.", both(cadence));
    }

    static View off(Cadence cadence) {
        return view(cadence, "It is turned off: its address shows nothing any more.",
                List.of(NEW.button("New address", cadence.facts().id())));
    }

    static View noAddress(Cadence cadence) {
        return view(cadence, "Steward does not know its own web address, so no calendar would find it. Whoever runs "
                + "Steward can set `STEWARD_PUBLIC_URL`.", List.of());
    }

    private static List<BlockElement> both(Cadence cadence) {
        CadenceId id = cadence.facts().id();
        return List.of(NEW.button("New address", id), OFF.button("Turn off", id));
    }

    private static View view(Cadence cadence, String said, List<BlockElement> buttons) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.calendar.what", "The calendar of " + CadenceLine.name(cadence)));
        blocks.add(TextBlocks.section("cadence.calendar.said", said));
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("cadence.calendar.do").elements(buttons)));
        }
        blocks.add(TextBlocks.small("cadence.calendar.own", OWN));
        return Modals.shows("Calendar", blocks);
    }
}
