package dev.steward.timetable;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.schedule.ParkedTimers;
import dev.steward.schedule.ParkedTimers.Parked;
import dev.steward.schedule.PlannedRitual;
import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** The modal behind {@code /steward schedule}. Times show in the reader's own zone. */
final class ScheduleView {
    static final String CALLBACK = "schedule";
    static final Press<RitualRef> PAUSE = Press.of("schedule.pause", RitualRef.CODEC);
    static final Press<RitualRef> RESUME = Press.of("schedule.resume", RitualRef.CODEC);
    static final Press<RitualRef> RUN = Press.of("schedule.run", RitualRef.CODEC);
    /** Whose failures quote statements. */
    private static final Pattern DATABASE = Pattern
            .compile("org\\.springframework\\.(dao|jdbc)|org\\.postgresql|java\\.sql");
    /** {@code java.lang.IllegalStateException: no luck} */
    private static final Pattern EXCEPTION = Pattern.compile("((?:[\\w$]+\\.)+)([\\w$]+)(?:: (.*))?");
    private static final Codec<ParkedTimers.Id> TIMER = Codec.text(ScheduleView::write,
            ScheduleView::read);
    static final Press<ParkedTimers.Id> RETRY = Press.of("schedule.retry", TIMER);
    static final Press<ParkedTimers.Id> DROP = Press.of("schedule.drop", TIMER);
    /** Which page: how many rituals are on earlier ones. */
    static final Codec<Integer> PAGE = Codec.of(List::of, Codec.Words::count);
    static final Press<Integer> TURN = Press.of("schedule.turn", PAGE);

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
     * @param rituals those of the page
     * @param from    how many are on earlier pages
     * @param more    whether there are later ones
     * @param parked  one more than is shown when there are more
     */
    static View of(List<Named> rituals, int from, boolean more, List<Parked> parked, @Nullable String said) {
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
        rituals.forEach(one -> add(blocks, one));
        addPages(blocks, from, more);
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(PAGE.encode(from))
                .title(viewTitle(t -> t.type("plain_text").text("Schedule")))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }

    private static void add(List<LayoutBlock> blocks, Named named) {
        PlannedRitual ritual = named.ritual();
        RitualRef ref = RitualRef.of(ritual.key());
        Instant next = ritual.next();
        String when = ritual.paused() ? "Paused" : next == null ? "Over" : "Next " + time(next);
        String last = ritual.last() == null ? "not held yet" : "last " + time(ritual.last());
        blocks.add(section(row -> row.blockId("schedule.ritual." + ref.id())
                .text(markdownText("*" + Mrkdwn.escape(named.title()) + "*\n"
                        + Mrkdwn.escape(named.words()) + "\n" + when + ", " + last))));
        List<BlockElement> buttons = new ArrayList<>();
        if (ritual.paused()) {
            buttons.add(RESUME.numbered(ref.id()).button("Resume", ref));
        } else if (next != null) {
            buttons.add(PAUSE.numbered(ref.id()).button("Pause", ref));
        }
        buttons.add(RUN.numbered(ref.id()).button("Run now", ref));
        buttons.add(CalendarView.OF_RITUAL.numbered(ref.id()).button("Calendar", ref));
        blocks.add(actions(row -> row.blockId("schedule.ritual.do." + ref.id()).elements(buttons)));
    }

    private static void add(List<LayoutBlock> blocks, Parked timer) {
        String id = write(timer.id());
        blocks.add(section(row -> row.blockId("schedule.parked." + id)
                .text(markdownText(
                        "*" + Mrkdwn.escape(capital(timer.title())) + "*\nDue " + time(timer.due()) + ", failed "
                                + timer.failures() + (timer.failures() == 1 ? " time" : " times") + ", last "
                                + time(timer.failedAt()) + "\n"
                                + Mrkdwn.escape(Mrkdwn.cut(why(timer.failure()), FAILURE_SHOWN))))));
        var confirm = ConfirmationDialogObject.builder().title(plainText("Drop this?"))
                .text(plainText("It will not be done.")).confirm(plainText("Drop it")).deny(plainText("Keep it"))
                .build();
        ButtonElement drop = DROP.numbered(id).danger("Drop", timer.id());
        drop.setConfirm(confirm);
        blocks.add(actions(row -> row.blockId("schedule.parked.do." + id)
                .elements(List.of(RETRY.numbered(id).button("Try again", timer.id()), drop))));
    }

    /** What went wrong in its own words, without the statements of a program. */
    private static String why(String failure) {
        Matcher exception = EXCEPTION.matcher(failure);
        if (!exception.matches()) {
            return failure;
        }
        String said = exception.group(3);
        return said == null || DATABASE.matcher(exception.group(1)).lookingAt()
                ? exception.group(2) + ": Steward's log says more."
                : said;
    }

    private static String capital(String title) {
        return title.isEmpty() ? title : title.substring(0, 1).toUpperCase(Locale.ENGLISH) + title.substring(1);
    }

    private static void addPages(List<LayoutBlock> blocks, int from, boolean more) {
        List<BlockElement> pages = new ArrayList<>();
        if (from > 0) {
            pages.add(TURN.numbered("earlier").button("Earlier", Math.max(0, from - RITUALS_SHOWN)));
        }
        if (more) {
            pages.add(TURN.numbered("more").button("More", from + RITUALS_SHOWN));
        }
        if (!pages.isEmpty()) {
            blocks.add(actions(row -> row.blockId("schedule.pages").elements(pages)));
        }
    }

    private static String write(ParkedTimers.Id timer) {
        return timer.subject() + " " + timer.type() + " " + timer.step();
    }

    /** The step comes last: it may be empty, or have spaces in it. */
    private static ParkedTimers.Id read(String value) {
        String[] parts = value.split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("It names no timer");
        }
        return new ParkedTimers.Id(UUID.fromString(parts[0]), parts[1], parts[2]);
    }

    static String time(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time}|" + UTC.format(at) + ">";
    }
}
