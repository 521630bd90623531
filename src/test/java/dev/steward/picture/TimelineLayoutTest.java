package dev.steward.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.steward.picture.Timeline.Mark;
import dev.steward.picture.Timeline.Row;
import dev.steward.picture.Timeline.Tone;
import dev.steward.picture.TimelineLayout.Fill;
import dev.steward.picture.TimelineLayout.Stroke;
import dev.steward.picture.TimelineLayout.Text;

/** Where things stand, whatever there is to show. */
class TimelineLayoutTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Measure MEASURE = (text, style) -> text.codePointCount(0, text.length()) * style.size() * 0.55;

    @Property(tries = 300)
    void nothingWrittenTouchesAnythingElseWritten(@ForAll("timelines") Timeline timeline) {
        List<Text> texts = TimelineLayout.of(timeline, MEASURE).texts();

        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(touch(texts.get(i), texts.get(j))).as("%s and %s", texts.get(i), texts.get(j)).isFalse();
            }
        }
    }

    @Property(tries = 300)
    void noPoleAndNoLineOfNowStandsInALabelAndNothingLeavesThePage(@ForAll("timelines") Timeline timeline) {
        var layout = TimelineLayout.of(timeline, MEASURE);

        var poles = layout.strokes().stream().filter(
                stroke -> isTone(stroke.pen().name()) || stroke.pen() == TimelineLayout.Pen.NOW).toList();
        for (Text text : layout.texts()) {
            assertThat(text.x()).as(text.words()).isBetween(0.0, TimelineLayout.WIDTH - text.width());
            assertThat(text.bottom()).isLessThan(layout.height());
            assertThat(poles).as(text.words()).noneMatch(pole -> crosses(pole, text));
        }
        assertThat(layout.points()).allMatch(point -> point.x() > 0 && point.x() < TimelineLayout.WIDTH
                && point.y() < layout.height());
    }

    @Property(tries = 100)
    void everyMarkHasItsShapeAndItsWords(@ForAll("timelines") Timeline timeline) {
        var layout = TimelineLayout.of(timeline, MEASURE);

        var marks = timeline.rows().stream().flatMap(row -> row.marks().stream()).toList();
        assertThat(layout.points()).hasSizeGreaterThanOrEqualTo(marks.size());
        for (Mark mark : marks) {
            String time = mark.at().atZone(timeline.reader()).toLocalTime().toString().substring(0, 5);
            assertThat(layout.texts()).anyMatch(text -> text.words().endsWith(time)
                    && text.ink().name().equals(mark.tone().name()));
        }
    }

    @Example
    void aDayBeginsAtTheReadersMidnightAlsoWhenClocksChange() {
        var newYork = ZoneId.of("America/New_York");
        var timeline = new Timeline("Clocks change", newYork, List.of(new Row("Maya", "", List.of(), List.of(
                new Mark(Instant.parse("2026-10-31T16:00:00Z"), "Asked", Tone.ASK),
                new Mark(Instant.parse("2026-11-02T05:00:00Z"), "Reminder", Tone.REMIND)))), null);

        var layout = TimelineLayout.of(timeline, MEASURE);

        assertThat(layout.texts()).extracting(Text::words).contains("Sat 31 Oct", "Sun 1 Nov", "Mon 2 Nov",
                "Asked 12:00", "Reminder 00:00");
        var saturday = layout.texts().stream().filter(text -> text.words().equals("Sat 31 Oct")).findFirst()
                .orElseThrow();
        var sunday = layout.texts().stream().filter(text -> text.words().equals("Sun 1 Nov")).findFirst().orElseThrow();
        var monday = layout.texts().stream().filter(text -> text.words().equals("Mon 2 Nov")).findFirst().orElseThrow();
        assertThat((monday.x() - sunday.x()) / (sunday.x() - saturday.x())).as("25 hours to 24")
                .isCloseTo(25.0 / 24, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(layout.points().get(1).x()).as("a mark at midnight stands where its day begins")
                .isCloseTo(monday.x() - 4, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(layout.bands()).filteredOn(band -> band.fill() == Fill.WEEKEND).hasSize(2);
    }

    @Example
    void aLineFarFromEverythingDoesNotSqueezeTheRest() {
        var rows = List.of(new Row("Maya", "", List.of(), List.of(new Mark(MONDAY, "Asked", Tone.ASK))));

        var far = TimelineLayout.of(new Timeline("T", ZoneId.of("UTC"), rows, MONDAY.plus(Duration.ofDays(90))),
                MEASURE);
        var near = TimelineLayout.of(new Timeline("T", ZoneId.of("UTC"), rows, MONDAY.plus(Duration.ofHours(30))),
                MEASURE);

        assertThat(far.texts()).noneMatch(text -> text.words().startsWith("Now"));
        assertThat(near.texts()).anyMatch(text -> text.words().equals("Now 06:00"));
        assertThat(near.height()).isGreaterThan(far.height());
    }

    @Provide
    Arbitrary<Timeline> timelines() {
        var zones = Arbitraries.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland").map(ZoneId::of);
        var spread = Arbitraries.integers().between(1, 60 * 24 * 400);
        var words = Arbitraries.strings().alpha().withChars(' ').ofMaxLength(60);
        return spread.flatMap(minutes -> {
            var marks = Combinators.combine(Arbitraries.integers().between(0, minutes), words,
                    Arbitraries.of(Tone.values())).as(
                            (at, label, tone) -> new Mark(
                                    MONDAY.plus(Duration.ofMinutes(at)), label, tone));
            var rows = Combinators.combine(words, words, marks.list().ofMinSize(1).ofMaxSize(12))
                    .as((label, detail, all) -> new Row(label, detail, new ArrayList<>(), all));
            return Combinators.combine(words, zones, rows.list().ofMinSize(1).ofMaxSize(5),
                    Arbitraries.integers().between(0, minutes).injectNull(0.3)).as(
                            (title, zone, all,
                                    now) -> new Timeline(title, zone, all,
                                            now == null ? null : MONDAY.plus(Duration.ofMinutes(now))));
        });
    }

    private static boolean touch(Text one, Text other) {
        return one.x() < other.x() + other.width() && other.x() < one.x() + one.width() && one.top() < other.bottom()
                && other.top() < one.bottom() && one.width() > 0 && other.width() > 0;
    }

    private static boolean crosses(Stroke pole, Text text) {
        double top = Math.min(pole.y1(), pole.y2());
        double bottom = Math.max(pole.y1(), pole.y2());
        return pole.x1() > text.x() && pole.x1() < text.x() + text.width() && top < text.bottom()
                && bottom > text.top();
    }

    private static boolean isTone(String pen) {
        for (Tone tone : Tone.values()) {
            if (tone.name().equals(pen)) {
                return true;
            }
        }
        return false;
    }
}
