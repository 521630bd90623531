package dev.steward.timetable;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.schedule.ParkedTimers.Parked;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.RitualKey;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.WorkspaceId;

/** The modal behind {@code /steward schedule}. Times show in the reader's own zone. */
final class ScheduleView {
    static final String CALLBACK = "schedule";
    static final String PAUSE = "schedule.pause";
    static final String RESUME = "schedule.resume";
    static final String RUN = "schedule.run";
    static final String RETRY = "schedule.retry";
    static final String DROP = "schedule.drop";
    static final String TURN = "schedule.turn";

    /** Two blocks each, and a view holds 100. */
    static final int RITUALS_SHOWN = 25;
    static final int PARKED_SHOWN = 15;
    private static final int FAILURE_SHOWN = 200;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ScheduleView() {}

    /**
     * A ritual for people.
     *
     * @param words when it recurs, as one would say it
     */
    record Named(PlannedRitual ritual, String title, String words) {}

    /**
     * @param rituals all of the workspace
     * @param from    how many of them are on earlier pages
     * @param parked  one more than is shown when there are more
     */
    static View of(List<Named> rituals, int from, List<Parked> parked, @Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(context(row -> row.blockId("schedule.said").elements(List.of(markdownText(said)))));
        }
        if (!parked.isEmpty()) {
            blocks.add(header(title -> title.text(plainText("Needs a look"))));
            parked.stream().limit(PARKED_SHOWN).forEach(one -> add(blocks, one));
            if (parked.size() > PARKED_SHOWN) {
                blocks.add(section(text -> text.text(markdownText("There are more; these failed last."))));
            }
        }
        blocks.add(header(title -> title.text(plainText("What recurs"))));
        if (rituals.isEmpty()) {
            blocks.add(section(text -> text.text(markdownText("Nothing yet."))));
        }
        rituals.stream().skip(from).limit(RITUALS_SHOWN).forEach(one -> add(blocks, one));
        addPages(blocks, rituals.size(), from);
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(Integer.toString(from))
                .title(viewTitle(t -> t.type("plain_text").text("Schedule")))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }

    private static void add(List<LayoutBlock> blocks, Named named) {
        PlannedRitual ritual = named.ritual();
        String value = ritual.key().kind() + " " + ritual.key().subject();
        Instant next = ritual.next();
        String when = ritual.paused() ? "Paused" : next == null ? "Over" : "Next " + time(next);
        String last = ritual.last() == null ? "not held yet" : "last " + time(ritual.last());
        blocks.add(section(row -> row.blockId("schedule.ritual." + value)
                .text(markdownText("*" + Mrkdwn.escape(named.title()) + "*\n"
                        + Mrkdwn.escape(named.words()) + "\n" + when + ", " + last))));
        List<BlockElement> buttons = new ArrayList<>();
        if (ritual.paused()) {
            buttons.add(press(RESUME, value, "Resume"));
        } else if (next != null) {
            buttons.add(press(PAUSE, value, "Pause"));
        }
        buttons.add(press(RUN, value, "Run now"));
        buttons.add(press(CalendarView.OF_RITUAL, value, "Calendar"));
        blocks.add(actions(row -> row.blockId("schedule.ritual.do." + value).elements(buttons)));
    }

    private static void add(List<LayoutBlock> blocks, Parked timer) {
        blocks.add(section(row -> row.blockId("schedule.parked." + timer.id())
                .text(markdownText("*" + Mrkdwn.escape(timer.title()) + "*\nDue " + time(timer.due()) + ", failed "
                        + timer.failures() + (timer.failures() == 1 ? " time" : " times") + ", last "
                        + time(timer.failedAt()) + "\n"
                        + Mrkdwn.escape(Mrkdwn.cut(timer.failure(), FAILURE_SHOWN))))));
        var confirm = ConfirmationDialogObject.builder().title(plainText("Drop this?"))
                .text(plainText("It will not be done.")).confirm(plainText("Drop it")).deny(plainText("Keep it"))
                .build();
        BlockElement drop = button(b -> b.actionId(DROP + "#" + timer.id()).value(timer.id()).style("danger")
                .text(plainText("Drop")).confirm(confirm));
        blocks.add(actions(row -> row.blockId("schedule.parked.do." + timer.id())
                .elements(List.of(press(RETRY, timer.id(), "Try again"), drop))));
    }

    private static void addPages(List<LayoutBlock> blocks, int all, int from) {
        List<BlockElement> pages = new ArrayList<>();
        if (from > 0) {
            pages.add(press(TURN, Integer.toString(Math.max(0, from - RITUALS_SHOWN)), "Earlier"));
        }
        if (from + RITUALS_SHOWN < all) {
            pages.add(press(TURN, Integer.toString(from + RITUALS_SHOWN), "More"));
        }
        if (!pages.isEmpty()) {
            blocks.add(actions(row -> row.blockId("schedule.pages").elements(pages)));
        }
    }

    private static BlockElement press(String action, String value, String label) {
        return button(b -> b.actionId(action + "#" + value).value(value).text(plainText(label)));
    }

    static String time(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time}|" + UTC.format(at) + ">";
    }

    /** @throws IllegalArgumentException when it is no button's value of ours */
    static RitualKey ritual(WorkspaceId workspace, String value) {
        int space = value.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("Not a ritual: " + value);
        }
        return new RitualKey(workspace, value.substring(0, space), UUID.fromString(value.substring(space + 1)));
    }
}
