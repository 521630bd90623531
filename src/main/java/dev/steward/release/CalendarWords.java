package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.release.ReadCalendar.Dated;
import dev.steward.release.ReadCalendar.Week;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.TextBlocks;

/** {@code /release calendar}: what is planned and what shipped, by week, a month at a time, in the reader's own time. */
@Component
@Order(20)
class CalendarWords implements ReleaseWords, SlackFeature {
    private static final Codec<YearMonth> A_MONTH = Codec.of(List::of, in -> {
        YearMonth month = month(in.word());
        if (month == null) {
            throw new IllegalArgumentException("no month");
        }
        return month;
    });
    static final Press<YearMonth> NEWER = Press.of("release.calendar.newer", A_MONTH);
    static final Press<YearMonth> OLDER = Press.of("release.calendar.older", A_MONTH);
    private static final int TITLE = 140;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    private final ReadCalendar reads;
    private final FindReleases finds;
    private final Clock clock;

    CalendarWords(ReadCalendar reads, FindReleases finds, Clock clock) {
        this.reads = reads;
        this.finds = finds;
        this.clock = clock;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("calendar", "What is planned and what shipped, month by month").reading());
    }

    @Override
    public List<Route> routes() {
        return List.of(NEWER.route(Access.MEMBERS, this::turn), OLDER.route(Access.MEMBERS, this::turn));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("calendar")) {
            return Optional.empty();
        }
        ZoneId zone = finds.zone(request.actor().workspace(), request.actor().user());
        YearMonth month = rest.isEmpty() ? YearMonth.now(clock.withZone(zone)) : month(rest);
        return Optional.of(month == null
                ? Reply.says("Write a month as `" + YearMonth.now(clock.withZone(zone)) + "`.")
                : Reply.says(shown(request.actor(), month, zone)));
    }

    private Reply turn(ActionRequest request, YearMonth month) {
        return new Reply.Replaces(shown(request.actor(), month,
                finds.zone(request.actor().workspace(), request.actor().user())));
    }

    /** Null for what is none, or so far away that nothing is planned. */
    private static @Nullable YearMonth month(String text) {
        try {
            YearMonth month = YearMonth.parse(text.strip());
            return month.getYear() < 2000 || month.getYear() > 2999 ? null : month;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private Message shown(Actor actor, YearMonth month, ZoneId zone) {
        List<LayoutBlock> blocks = new ArrayList<>();
        String name = MONTH.format(month);
        blocks.add(TextBlocks.section("release.calendar.month", "*" + name + "*"));
        List<Week> weeks = reads.weeks(actor.workspace(), month, zone);
        if (weeks.isEmpty()) {
            blocks.add(TextBlocks.section("release.calendar.none", "No releases in this month."));
        }
        for (Week week : weeks) {
            blocks.add(TextBlocks.section("release.calendar." + week.begins(), week(week, zone)));
        }
        if (month.equals(YearMonth.now(clock.withZone(zone)))) {
            undated(actor, blocks);
        }
        blocks.add(actions(row -> row.blockId("release.calendar.turn").elements(List.of(
                OLDER.button("Older", month.minusMonths(1)), NEWER.button("Newer", month.plusMonths(1))))));
        blocks.add(TextBlocks.small("release.calendar.feed",
                "Times are yours. `/steward calendar` puts planned releases into your own calendar program."));
        return new Message("Releases in " + name, blocks);
    }

    private static String week(Week week, ZoneId zone) {
        var text = new StringBuilder("*").append(DAY.format(week.begins())).append(" to ")
                .append(DAY.format(week.ends())).append('*');
        week.releases().forEach(dated -> text.append('\n').append(line(dated, zone)));
        long more = week.all() - week.releases().size();
        if (more > 0) {
            text.append("\n… and ").append(more).append(" more: `/release list since:").append(week.begins())
                    .append(" until:").append(week.ends()).append('`');
        }
        return text.toString();
    }

    private static String line(Dated dated, ZoneId zone) {
        Release release = dated.release();
        LocalDate day = LocalDate.ofInstant(dated.at(), zone);
        String when = release.state() == State.PLANNED ? TIME.withZone(zone).format(dated.at()) : DAY.format(day);
        return ReleaseLine.sign(release.state()) + " " + when + "  *" + release.facts().reference() + "* "
                + Quoted.line(release.content().name(), TITLE) + " · tier " + release.content().tier();
    }

    private void undated(Actor actor, List<LayoutBlock> blocks) {
        List<Release> undated = reads.undated(actor.workspace());
        if (undated.isEmpty()) {
            return;
        }
        var text = new StringBuilder("*Planned, without a date*");
        undated.stream().limit(ReadCalendar.UNDATED).forEach(release -> text.append("\n:hourglass_flowing_sand: *")
                .append(release.facts().reference()).append("* ")
                .append(Quoted.line(release.content().name(), TITLE)).append(", ")
                .append(ReleaseLine.waits(release)));
        if (undated.size() > ReadCalendar.UNDATED) {
            text.append("\n… and more: `/release list state:planned`");
        }
        blocks.add(TextBlocks.section("release.calendar.undated", text.toString()));
    }
}
