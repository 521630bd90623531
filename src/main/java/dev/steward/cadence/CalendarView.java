package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;

import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/** The address of one cadence's calendar, as whoever asks for it sees it. */
final class CalendarView {
    static final Press<AddressAsShown> NEW = Press.of("cadence.calendar.new", AddressAsShown.CODEC);
    static final Press<AddressAsShown> OFF = Press.of("cadence.calendar.off", AddressAsShown.CODEC);
    static final String OWN = "All of your reviews are in your own calendar as well: `/steward calendar`.";
    private static final String HOW = "*Subscribe to this address* in your calendar program: _From URL_ in Google Calendar, "
            + "_Subscribe from web_ in Outlook, _New Calendar Subscription_ in Apple Calendar.";
    private static final String SECRET = "Copy it now, it is not shown again. Whoever has it can read the calendar, so "
            + "keep it to yourself.";

    private CalendarView() {}

    /** A cadence's address as a button was shown for it. @param madeAt 1970 when there was none, and where older buttons do not say */
    record AddressAsShown(CadenceId cadence, Instant madeAt) {
        private static final Codec<AddressAsShown> CODEC = Codec.of(
                shown -> List.of(shown.cadence().value(), Codec.word(shown.madeAt())),
                in -> new AddressAsShown(new CadenceId(in.id()), in.instantOr(Instant.EPOCH)));
    }

    /** @param url all of it; a secret */
    static View fresh(Cadence cadence, String url, Instant since) {
        return view(cadence, "```" + url.replace("&", "&amp;") + "```\n" + HOW + "\n" + SECRET, both(cadence, since));
    }

    static View there(Cadence cadence, Instant since) {
        return view(cadence, "It has an address, made " + Phrases.time(since)
                + " and shown only then. Is it lost? Take a new one.", both(cadence, since));
    }

    static View off(Cadence cadence) {
        return view(cadence, "It is turned off: its address shows nothing any more.",
                List.of(NEW.button("New address", new AddressAsShown(cadence.facts().id(), Instant.EPOCH))));
    }

    static View noAddress(Cadence cadence) {
        return view(cadence, "Steward does not know its own web address, so no calendar would find it. Whoever runs "
                + "Steward can set `STEWARD_PUBLIC_URL`.", List.of());
    }

    private static List<BlockElement> both(Cadence cadence, Instant since) {
        var shown = new AddressAsShown(cadence.facts().id(), since);
        return List.of(NEW.button("New address", shown), OFF.button("Turn off", shown));
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
