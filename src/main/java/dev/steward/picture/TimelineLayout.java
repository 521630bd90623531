package dev.steward.picture;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.steward.picture.Timeline.Mark;
import dev.steward.picture.Timeline.Row;
import dev.steward.picture.Timeline.Span;
import dev.steward.picture.Timeline.Tone;

/**
 * Where everything in a timeline stands. Pure. Units are half pixels: what Slack shows at 800 pixels of width.
 *
 * @param bands from back to front
 */
record TimelineLayout(double height, List<Band> bands, List<Stroke> strokes, List<Text> texts, List<Point> points) {
    static final int WIDTH = 800;
    static final Style TITLE = new Style(20, true);
    static final Style NAME = new Style(14, true);
    static final Style DAY = new Style(12.5, true);
    static final Style SMALL = new Style(12, false);
    static final Style LABEL = new Style(12.5, false);

    private static final double MARGIN = 20;
    private static final double LEFT = 196;
    private static final double RIGHT = WIDTH - MARGIN;
    private static final double GAP = 8;
    private static final double LINE = 18;
    private static final double TRACK = 24;
    private static final double LEAD = 7;
    private static final double LEGEND = 44;
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime EVENING = LocalTime.of(20, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final double ROOM_FOR_HOURS = 150;
    private static final double ROOM_FOR_WEEKDAYS = 45;

    /** What is filled. */
    enum Fill {
        NIGHT, WEEKEND, WORKING
    }

    /** What is drawn thin. */
    enum Pen {
        DAY, HOUR, TRACK, NOW, ASK, REMIND, CLIMB, END
    }

    /** What text is coloured by. */
    enum Ink {
        STRONG, SOFT, NOW, ASK, REMIND, CLIMB, END
    }

    record Band(double x, double y, double width, double height, Fill fill) {}

    record Stroke(double x1, double y1, double x2, double y2, Pen pen) {}

    /** @param x its left edge; @param y what it stands on; @param width as measured */
    record Text(String words, double x, double y, double width, Style style, Ink ink) {
        double top() {
            return y - style.size() * 0.95;
        }

        double bottom() {
            return y + style.size() * 0.25;
        }
    }

    record Point(double x, double y, Tone tone) {}

    static TimelineLayout of(Timeline timeline, Measure measure) {
        return new Builder(timeline, measure).build();
    }

    private static final class Builder {
        private final Timeline timeline;
        private final Measure measure;
        private final List<Band> bands = new ArrayList<>();
        private final List<Stroke> strokes = new ArrayList<>();
        private final List<Text> texts = new ArrayList<>();
        private final List<Point> points = new ArrayList<>();
        private final LocalDate first;
        private final LocalDate last;
        private final Instant from;
        private final double perSecond;
        /** Which days begin with a line. */
        private Predicate<LocalDate> ruled = day -> true;
        private double y;

        Builder(Timeline timeline, Measure measure) {
            this.timeline = timeline;
            this.measure = measure;
            var all = new TreeSet<>(
                    timeline.rows().stream().flatMap(row -> row.marks().stream()).map(Mark::at).toList());
            Instant earliest = all.getFirst();
            Instant latest = all.getLast();
            Instant now = timeline.now();
            // a line far away from everything would only squeeze the rest
            if (now != null && Duration.between(now, earliest).abs().compareTo(Duration.ofDays(7)) < 0) {
                earliest = earliest.isBefore(now) ? earliest : now;
                latest = latest.isAfter(now) ? latest : now;
            }
            this.first = day(earliest);
            this.last = day(latest);
            this.from = start(first);
            this.perSecond = (RIGHT - LEFT) / Duration.between(from, start(last.plusDays(1))).toSeconds();
        }

        TimelineLayout build() {
            y = MARGIN + TITLE.size();
            texts.add(text(measure.fit(timeline.title(), TITLE, RIGHT - MARGIN), MARGIN, y, TITLE, Ink.STRONG));
            y += 20;
            texts.add(text(measure.fit("Days and times in " + zone(), SMALL, RIGHT - MARGIN), MARGIN, y, SMALL,
                    Ink.SOFT));
            y += 30;
            headings();
            double top = y;
            timeline.rows().forEach(this::row);
            double bottom = y;
            days(top, bottom);
            double foot = bottom + (now(top, bottom) ? LINE : 0);
            legend(foot + LEGEND - 16);
            return new TimelineLayout(foot + LEGEND, List.copyOf(bands), List.copyOf(strokes), List.copyOf(texts),
                    List.copyOf(points));
        }

        private String zone() {
            var zone = timeline.reader();
            String name = zone.getDisplayName(TextStyle.FULL_STANDALONE, Locale.ENGLISH);
            String city = zone.getId().replaceAll(".*/", "").replace('_', ' ');
            return zone.getId().contains("/") ? city + " (" + name + ")" : name;
        }

        /** The first that fits of: the date with its weekday, the weekday with its number, weeks, months. */
        private void headings() {
            double width = x(start(first.plusDays(1))) - x(start(first));
            for (String pattern : List.of("EEE d MMM", "EEE d", "d")) {
                var form = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
                if (measure.width(form.format(LocalDate.of(2026, 9, 23)), DAY) + GAP <= width) {
                    if (pattern.equals("d")) {
                        every(DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH), first.withDayOfMonth(1), 0);
                        y += 17;
                    }
                    every(form, first, 1);
                    hours(width);
                    y += GAP;
                    return;
                }
            }
            LocalDate monday = first.with(DayOfWeek.MONDAY);
            var week = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
            if (measure.width(week.format(LocalDate.of(2026, 9, 23)), DAY) + GAP <= 7 * width) {
                every(week, monday.isBefore(first) ? monday.plusWeeks(1) : monday, 7);
                ruled = day -> day.getDayOfWeek() == DayOfWeek.MONDAY;
            } else {
                every(DateTimeFormatter.ofPattern("MMM uu", Locale.ENGLISH), first.withDayOfMonth(1), 0);
                ruled = day -> day.getDayOfMonth() == 1;
            }
            y += GAP;
        }

        /** @param days 0: a month */
        private void every(DateTimeFormatter form, LocalDate begin, int days) {
            double free = LEFT;
            for (LocalDate day = begin; !day.isAfter(last); day = days == 0 ? day.plusMonths(1) : day.plusDays(days)) {
                String words = form.format(day);
                double at = Math.max(LEFT, x(start(day))) + 4;
                double wide = measure.width(words, DAY);
                if (at >= free && at + wide <= RIGHT) {
                    texts.add(text(words, at, y, DAY, weekend(day) && days == 1 ? Ink.SOFT : Ink.STRONG));
                    free = at + wide + GAP;
                }
            }
        }

        private void hours(double dayWidth) {
            if (dayWidth < ROOM_FOR_HOURS) {
                return;
            }
            y += 17;
            int step = dayWidth > 380 ? 3 : 6;
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                for (int hour = step; hour < 24; hour += step) {
                    double at = x(day.atTime(hour, 0).atZone(timeline.reader()).toInstant());
                    String words = "%02d:00".formatted(hour);
                    texts.add(text(words, at - measure.width(words, SMALL) / 2, y, SMALL, Ink.SOFT));
                    strokes.add(new Stroke(at, y + 5, at, y + GAP, Pen.HOUR));
                }
            }
        }

        private void row(Row row) {
            var below = new Flags(false);
            var above = new Flags(true);
            var marks = new ArrayList<>(row.marks());
            marks.sort(Comparator.comparing(Mark::at));
            // a label stands to the right of its mark, below; where there is no room, to the left, above
            var toTheLeft = marks.stream().filter(mark -> x(mark.at()) + LEAD + wide(mark) > RIGHT).toList();
            toTheLeft.forEach(above::add);
            marks.reversed().stream().filter(mark -> !toTheLeft.contains(mark)).forEach(below::add);
            double begin = y;
            double track = begin + 14 + above.lines() * LINE + TRACK / 2;
            double end = Math.max(track + TRACK / 2 + below.lines() * LINE + 10, begin + 54);
            name(row, track);
            for (Span span : row.working()) {
                double starts = Math.max(LEFT, x(span.from()));
                double ends = Math.min(RIGHT, x(span.to()));
                if (ends > starts) {
                    bands.add(new Band(starts, track - TRACK / 2, ends - starts, TRACK, Fill.WORKING));
                }
            }
            strokes.add(new Stroke(LEFT, track, RIGHT, track, Pen.TRACK));
            above.draw(track);
            below.draw(track);
            marks.forEach(mark -> points.add(new Point(x(mark.at()), track, mark.tone())));
            strokes.add(new Stroke(MARGIN, end, RIGHT, end, Pen.DAY));
            y = end;
        }

        private void name(Row row, double track) {
            double room = LEFT - MARGIN - 14;
            boolean alone = row.detail().isBlank();
            texts.add(text(measure.fit(row.label(), NAME, room), MARGIN, track + (alone ? 5 : -2), NAME, Ink.STRONG));
            if (!alone) {
                texts.add(text(measure.fit(row.detail(), SMALL, room), MARGIN, track + 15, SMALL, Ink.SOFT));
            }
        }

        private String label(Mark mark) {
            String time = (x(start(first.plusDays(1))) - LEFT < ROOM_FOR_WEEKDAYS ? DATE : TIME)
                    .format(mark.at().atZone(timeline.reader()));
            String most = measure.fit(mark.label(), LABEL,
                    (RIGHT - LEFT) / 2 - measure.width("  " + time, LABEL) - GAP);
            return most.isBlank() ? time : most + " " + time;
        }

        private double wide(Mark mark) {
            return measure.width(label(mark), LABEL);
        }

        /** Nights and weekends as the reader has them, and where each day begins. */
        private void days(double top, double bottom) {
            var behind = new ArrayList<Band>();
            boolean nights = x(start(first.plusDays(1))) - x(start(first)) > 16;
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                double begin = x(start(day));
                double end = x(start(day.plusDays(1)));
                if (weekend(day)) {
                    behind.add(new Band(begin, top, end - begin, bottom - top, Fill.WEEKEND));
                } else if (nights) {
                    double morning = x(day.atTime(MORNING).atZone(timeline.reader()).toInstant());
                    double evening = x(day.atTime(EVENING).atZone(timeline.reader()).toInstant());
                    behind.add(new Band(begin, top, morning - begin, bottom - top, Fill.NIGHT));
                    behind.add(new Band(evening, top, end - evening, bottom - top, Fill.NIGHT));
                }
                if (day.equals(first) || ruled.test(day)) {
                    strokes.addFirst(new Stroke(begin, top - 22, begin, bottom, Pen.DAY));
                }
            }
            bands.addAll(0, behind);
        }

        /** Answers whether it is within what is shown. */
        private boolean now(double top, double bottom) {
            Instant now = timeline.now();
            double at = now == null ? -1 : x(now);
            if (now == null || at < LEFT || at > RIGHT) {
                return false;
            }
            double above = top;
            for (Text text : texts.stream().filter(each -> each.x() - 3 < at && at < each.x() + each.width() + 3
                    && each.bottom() > top).sorted(Comparator.comparingDouble(Text::top)).toList()) {
                strokes.add(new Stroke(at, above, at, text.top(), Pen.NOW));
                above = text.bottom();
            }
            strokes.add(new Stroke(at, above, at, bottom + 6, Pen.NOW));
            String words = "Now " + TIME.format(now.atZone(timeline.reader()));
            double wide = measure.width(words, SMALL);
            texts.add(text(words, Math.min(RIGHT - wide, Math.max(LEFT, at - wide / 2)), bottom + 18, SMALL, Ink.NOW));
            return true;
        }

        private void legend(double line) {
            double at = MARGIN;
            for (Tone tone : timeline.rows().stream().flatMap(row -> row.marks().stream()).map(Mark::tone).distinct()
                    .sorted().toList()) {
                points.add(new Point(at + 6, line - 4, tone));
                at += 17;
                var words = text(switch (tone) {
                    case ASK -> "asked";
                    case REMIND -> "reminded";
                    case CLIMB -> "goes up";
                    case END -> "time is over";
                }, at, line, SMALL, Ink.SOFT);
                texts.add(words);
                at += words.width() + 18;
            }
            if (timeline.rows().stream().anyMatch(row -> !row.working().isEmpty())) {
                bands.add(new Band(at, line - 11, 22, 13, Fill.WORKING));
                texts.add(text("working time", at + 28, line, SMALL, Ink.SOFT));
            }
        }

        private Text text(String words, double x, double line, Style style, Ink ink) {
            return new Text(words, x, line, measure.width(words, style), style, ink);
        }

        private LocalDate day(Instant at) {
            return at.atZone(timeline.reader()).toLocalDate();
        }

        private Instant start(LocalDate day) {
            return day.atStartOfDay(timeline.reader()).toInstant();
        }

        private double x(Instant at) {
            return LEFT + Duration.between(from, at).toMillis() / 1e3 * perSecond;
        }

        private static boolean weekend(LocalDate day) {
            return day.getDayOfWeek().getValue() > 5;
        }

        /**
         * Labels as flags on poles: those below the track fly to the right and are put up from the right, those above fly to the
         * left and are put up from the left. So no pole crosses a label.
         */
        private final class Flags {
            private final boolean above;
            private final List<Flag> flags = new ArrayList<>();
            /** By line, how far its labels reach. */
            private final List<Double> reach = new ArrayList<>();

            Flags(boolean above) {
                this.above = above;
            }

            int lines() {
                return reach.size();
            }

            void add(Mark mark) {
                double pole = x(mark.at());
                double wide = wide(mark);
                double begin = above ? pole - LEAD - wide : pole + LEAD;
                int line = 0;
                while (line < reach.size()
                        && (above ? begin < reach.get(line) + GAP : begin + wide > reach.get(line) - GAP)) {
                    line++;
                }
                double far = above ? pole : pole - 1;
                if (line == reach.size()) {
                    reach.add(far);
                }
                // its pole stands through the lines before its own
                for (int each = 0; each <= line; each++) {
                    reach.set(each, far);
                }
                flags.add(new Flag(mark, begin, pole, line));
            }

            void draw(double track) {
                for (Flag flag : flags) {
                    double side = TRACK / 2 + flag.line * LINE;
                    double line = above ? track - side - 5 : track + side + 14;
                    texts.add(text(label(flag.mark), flag.begin, line, LABEL, Ink.valueOf(flag.mark.tone().name())));
                    strokes.add(new Stroke(flag.pole, track, flag.pole, above ? line - 10 : line, Pen.valueOf(
                            flag.mark.tone().name())));
                }
            }
        }

        private record Flag(Mark mark, double begin, double pole, int line) {}
    }
}
