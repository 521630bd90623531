package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.ICalDate;
import org.junit.jupiter.api.Test;

/** Feeds are read here by another library than the one that writes them. */
class CalendarTextTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final HolidayCalendar CHRISTMAS = day -> Set
            .of(LocalDate.of(2026, 12, 25), LocalDate.of(2027, 1, 1)).contains(day)
                    ? Optional.of("Holiday")
                    : Optional.empty();

    @Test
    void whatCalendarsMakeOfItIsWhatTakesPlace() {
        var fridays = Recurrence
                .of(LocalDateTime.parse("2026-10-02T10:00"), BERLIN, "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270430")
                .except(LocalDateTime.parse("2026-11-06T10:00")).plus(LocalDateTime.parse("2026-11-10T11:30"));
        for (OnHoliday what : OnHoliday.values()) {
            Recurrence recurrence = fridays.onHoliday(what);
            var expected = new TreeSet<Instant>();
            recurrence.after(Instant.MIN, CHRISTMAS).forEach(it -> expected.add(it.at()));

            assertThat(read(text(recurrence))).as("%s", what).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void theTextIsOfTheStandardsForm() {
        String text = text(
                Recurrence.of(LocalDateTime.parse("2026-12-18T10:00"), BERLIN, "FREQ=WEEKLY;BYDAY=FR;COUNT=3")
                        .onHoliday(OnHoliday.NEXT_WORKING_DAY));

        assertThat(text).contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n",
                "DTSTART;TZID=Europe/Berlin:20261218T100000\r\n",
                "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=FR\r\n", "DURATION:PT1H\r\n",
                "DTSTART;TZID=Europe/Berlin:20261228T100000\r\n",
                "RECURRENCE-ID;TZID=Europe/Berlin:20261225T100000\r\n",
                "DTSTART;TZID=Europe/Berlin:20270104T100000\r\n",
                "RECURRENCE-ID;TZID=Europe/Berlin:20270101T100000\r\n",
                "SUMMARY:Review\\, with \\; and \\\\\r\n");
        assertThat(text.split("\r\n", -1)).allSatisfy(line -> assertThat(
                line.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        assertThat(Biweekly.parse(text).first().validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
        assertThat(text).isEqualTo(text(Recurrence
                .of(LocalDateTime.parse("2026-12-18T10:00"), BERLIN, "FREQ=WEEKLY;BYDAY=FR;COUNT=3")
                .onHoliday(OnHoliday.NEXT_WORKING_DAY)));
    }

    @Test
    void zonesWithAndWithoutClockChangesAreDescribed() {
        for (String zone : List.of("America/New_York", "Asia/Tokyo", "UTC", "Africa/Casablanca", "Pacific/Apia",
                "Europe/Moscow", "Africa/Cairo", "Asia/Almaty", "America/Asuncion", "+02:00")) {
            var recurrence = Recurrence.of(LocalDateTime.parse("2026-01-05T12:45"), ZoneId.of(zone),
                    "FREQ=DAILY;INTERVAL=3;COUNT=200");
            var expected = new TreeSet<Instant>();
            recurrence.after(Instant.MIN, HolidayCalendar.NONE).forEach(it -> expected.add(it.at()));

            TreeSet<Instant> found = read(text(recurrence));
            assertThat(found.stream().filter(it -> !expected.contains(it))).as(zone).isEmpty();
            assertThat(expected.stream().filter(it -> !found.contains(it))).as(zone).isEmpty();
        }
    }

    /** The library that reads takes every summer time for an hour. */
    @Test
    void aSummerTimeOfHalfAnHourIsWrittenAsItIs() {
        assertThat(text(Recurrence.of(LocalDateTime.parse("2026-01-05T12:45"), ZoneId.of("Australia/Lord_Howe"),
                "FREQ=DAILY"))).contains("""
                        BEGIN:DAYLIGHT
                        DTSTART:20261004T020000
                        TZOFFSETFROM:+1030
                        TZOFFSETTO:+1100
                        """.replace("\n", "\r\n"));
    }

    /** They would turn around what stands behind them in somebody's calendar program. */
    @Test
    void whatNoCalendarCanShowIsLeftOut() {
        var once = Recurrence.of(LocalDateTime.parse("2026-12-18T10:00"), BERLIN, "FREQ=DAILY;COUNT=1");
        assertThat(CalendarText.write("Steward",
                List.of(new CalendarEntry("1@steward", "Fast\u202etropxe\u0000", "a\u2067b\nc",
                        once, CHRISTMAS, Duration.ofHours(1), NOW)),
                NOW))
                .contains("SUMMARY:Fasttropxe\r\n", "DESCRIPTION:ab\\nc\r\n");
    }

    private static String text(Recurrence recurrence) {
        return CalendarText.write("Steward", List.of(new CalendarEntry("1@steward", "Review, with ; and \\",
                "A long text — with “signs” that take more than one octet, so that a line is folded where it should be",
                recurrence, CHRISTMAS, Duration.ofHours(1), NOW)), NOW);
    }

    /** As RFC 5545 says: the rule's and the extra dates, without exceptions, and with moved ones where they moved. */
    private static TreeSet<Instant> read(String text) {
        ICalendar calendar = Biweekly.parse(text).first();
        var moments = new TreeSet<Instant>();
        for (VEvent event : calendar.getEvents()) {
            if (event.getRecurrenceId() == null) {
                TimeZone zone = calendar.getTimezoneInfo().getTimezone(event.getDateStart()).getTimeZone();
                var iterator = event.getDateIterator(zone);
                while (iterator.hasNext()) {
                    moments.add(iterator.next().toInstant());
                }
            }
        }
        for (VEvent event : calendar.getEvents()) {
            if (event.getRecurrenceId() != null) {
                ICalDate planned = event.getRecurrenceId().getValue();
                assertThat(moments.remove(planned.toInstant())).as("planned %s", planned).isTrue();
                moments.add(event.getDateStart().getValue().toInstant());
            }
        }
        return moments;
    }
}
