package dev.steward.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who is asked when, as a picture: a row for each person, their working time shaded, a mark for each thing that happens. Days and
 * times are the reader's.
 *
 * @param title  one line of plain text; what does not fit is cut
 * @param reader whose days these are
 * @param rows   1 to {@value #MOST_ROWS}, from the top
 * @param now    where a line is drawn across all rows; null: nowhere
 */
public record Timeline(String title, ZoneId reader, List<Row> rows, @Nullable Instant now) {
    /** As many rows as a picture has room for. */
    public static final int MOST_ROWS = 40;
    /** As many marks as a row has room for. */
    public static final int MOST_MARKS = 40;
    /** The width of the picture in pixels. At half of it everything can be read. */
    public static final int WIDTH = 2 * TimelineLayout.WIDTH;
    private static final Duration LONGEST = Duration.ofDays(3 * 366);

    /** @throws IllegalArgumentException when there are no rows or no marks, too many, or more than three years between them */
    public Timeline {
        rows = List.copyOf(rows);
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException("A timeline has 1 to " + MOST_ROWS + " rows, not " + rows.size());
        }
        var marks = rows.stream().flatMap(row -> row.marks().stream()).map(Mark::at).sorted().toList();
        if (marks.isEmpty()) {
            throw new IllegalArgumentException("A timeline without a mark shows nothing");
        }
        if (Duration.between(marks.getFirst(), marks.getLast()).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A timeline shows at most three years");
        }
    }

    /** What it shows, as PNG; {@link #WIDTH} pixels wide and as high as it takes. The same timeline gives the same picture. */
    public byte[] png() {
        return Drawing.png(TimelineLayout.of(this, Letters.BUNDLED));
    }

    /**
     * One person or group.
     *
     * @param label   who it is, in any script; plain text
     * @param detail  such as their zone; plain text, may be empty
     * @param working when they work, as far as is known
     * @param marks   what happens to them, at most {@value #MOST_MARKS}, in any order
     */
    public record Row(String label, String detail, List<Span> working, List<Mark> marks) {
        public Row {
            working = List.copyOf(working);
            marks = List.copyOf(marks);
            if (marks.size() > MOST_MARKS) {
                throw new IllegalArgumentException("A row has at most " + MOST_MARKS + " marks, not " + marks.size());
            }
        }
    }

    /** A time, from its first instant to before its last. */
    public record Span(Instant from, Instant to) {
        public Span {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("A span ends after it begins");
            }
        }
    }

    /**
     * Something that happens.
     *
     * @param label a word or two of plain text; the time is added
     */
    public record Mark(Instant at, String label, Tone tone) {}

    /** What kind of thing happens: each has its colour and its shape. */
    public enum Tone {
        /** Somebody is asked. */
        ASK,
        /** They are reminded. */
        REMIND,
        /** The question goes up to somebody else. */
        CLIMB,
        /** The time is over. */
        END
    }
}
