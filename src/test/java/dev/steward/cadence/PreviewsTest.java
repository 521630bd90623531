package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.steward.cadence.Previews.ClockChange;
import dev.steward.cadence.Previews.Held;
import dev.steward.cadence.Previews.Line;
import dev.steward.cadence.Previews.Skipped;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.UserId;

/** The next occurrences as people see them before they save: holidays, and clocks that change in spring and autumn. */
class PreviewsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final HolidayCalendar CHRISTMAS = day -> day.equals(LocalDate.of(2025, 12, 25))
            ? Optional.of("Christmas Day")
            : Optional.empty();

    @Test
    void aHolidayMovesOneAndSaysFromWhen() {
        List<Line> lines = lines(weekly(BERLIN, "2025-12-04T10:00", "TH").onHoliday(OnHoliday.NEXT_WORKING_DAY),
                CHRISTMAS, "2025-12-10T00:00:00Z", 3);
        assertThat(lines).extracting(PreviewsTest::said).containsExactly("2025-12-11T10:00", "2025-12-18T10:00",
                "2025-12-26T10:00 moved from Thu 25 Dec: Christmas Day");
    }

    @Test
    void aHolidayLeavesOneOutAndItIsSaidInItsPlace() {
        List<Line> lines = lines(weekly(BERLIN, "2025-12-04T10:00", "TH").onHoliday(OnHoliday.SKIP), CHRISTMAS,
                "2025-12-17T00:00:00Z", 2);
        assertThat(lines).extracting(PreviewsTest::said).containsExactly("2025-12-18T10:00",
                "skipped 2025-12-25T10:00 Christmas Day", "2026-01-01T10:00");
    }

    @Test
    void clocksThatChangeBetweenTwoAreToldInThreeZones() {
        assertThat(changes(BERLIN, "2026-03-16T00:00:00Z"))
                .containsExactly("Clocks go forward on Sun 29 Mar. It stays at 10:00.");
        assertThat(changes(BERLIN, "2026-10-12T00:00:00Z"))
                .containsExactly("Clocks go back on Sun 25 Oct. It stays at 10:00.");
        ZoneId newYork = ZoneId.of("America/New_York");
        assertThat(changes(newYork, "2026-03-01T00:00:00Z"))
                .containsExactly("Clocks go forward on Sun 8 Mar. It stays at 10:00.");
        assertThat(changes(newYork, "2026-10-19T00:00:00Z"))
                .containsExactly("Clocks go back on Sun 1 Nov. It stays at 10:00.");
        ZoneId sydney = ZoneId.of("Australia/Sydney");
        assertThat(changes(sydney, "2026-03-25T00:00:00Z"))
                .containsExactly("Clocks go back on Sun 5 Apr. It stays at 10:00.");
        assertThat(changes(sydney, "2026-09-22T00:00:00Z"))
                .containsExactly("Clocks go forward on Sun 4 Oct. It stays at 10:00.");
        assertThat(changes(ZoneId.of("Asia/Tokyo"), "2026-03-16T00:00:00Z")).isEmpty();
    }

    @Test
    void aTimeThatDoesNotExistThatDaySaysSo() {
        List<Line> lines = lines(weekly(BERLIN, "2026-03-22T02:30", "SU"), HolidayCalendar.NONE,
                "2026-03-20T00:00:00Z", 2);
        assertThat(lines.stream().filter(Held.class::isInstance).map(PreviewsTest::said)).containsExactly(
                "2026-03-22T02:30", "2026-03-29T03:30 there is no 02:30 that day, since clocks go forward");
    }

    @Test
    void everyOneHasItsFacilitatorAndWhatIsOverHasNothing() {
        var ana = new UserId("U1");
        List<Line> lines = Previews.of(weekly(BERLIN, "2026-01-05T10:00", "MO"), HolidayCalendar.NONE,
                Instant.parse("2026-01-01T00:00:00Z"), 2, times -> {
                    assertThat(times).containsExactly(Instant.parse("2026-01-05T09:00:00Z"),
                            Instant.parse("2026-01-12T09:00:00Z"));
                    return List.of(Optional.of(ana), Optional.empty());
                });
        assertThat(lines).extracting(line -> ((Held) line).facilitator()).containsExactly(ana, null);
        assertThat(lines(Recurrence.of(LocalDateTime.parse("2020-01-05T10:00"), BERLIN, "FREQ=WEEKLY;COUNT=2"),
                CHRISTMAS, "2026-01-01T00:00:00Z", 5)).isEmpty();
    }

    private static List<String> changes(ZoneId zone, String now) {
        LocalDateTime start = LocalDateTime.ofInstant(Instant.parse(now), zone).plusDays(1).withHour(10).withMinute(0);
        return lines(Recurrence.of(start, zone, "FREQ=WEEKLY"), HolidayCalendar.NONE, now, 4).stream()
                .filter(ClockChange.class::isInstance).map(line -> ((ClockChange) line).what()).toList();
    }

    private static Recurrence weekly(ZoneId zone, String start, String day) {
        return Recurrence.of(LocalDateTime.parse(start), zone, "FREQ=WEEKLY;BYDAY=" + day);
    }

    private static List<Line> lines(Recurrence recurrence, HolidayCalendar holidays, String now, int most) {
        return Previews.of(recurrence, holidays, Instant.parse(now), most,
                times -> times.stream().map(at -> Optional.<UserId>empty()).toList());
    }

    private static String said(Line line) {
        return switch (line) {
            case Held held -> held.local() + (held.note() == null ? "" : " " + held.note());
            case Skipped skipped -> "skipped " + skipped.local() + " " + skipped.why();
            case ClockChange change -> change.what();
        };
    }
}
