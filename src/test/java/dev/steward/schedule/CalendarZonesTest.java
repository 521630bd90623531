package dev.steward.schedule;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every zone of {@code java.time}, at every change of its clocks: two libraries that do not know Steward read the very moments out of
 * the text. The zones' names are taken from them first, so that they have nothing to go by but the zones as the text describes them.
 */
class CalendarZonesTest {
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> !id.startsWith("ical4j")).sorted().toList();
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(ints = {2000, 2010, 2020, 2030})
    void everyMomentAroundEveryChangeIsReadByOne(int year) throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<String> texts = new HashSet<>(); // many zones have the same clocks
        for (String id : ZONES) {
            Recurrence times = around(ZoneId.of(id), year, Duration.ofHours(-12), Duration.ofSeconds(-1),
                    Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(12));
            String text = text(times, year);
            if (texts.add(text)) {
                compare(wrong, id, moments(times), ical4j(text));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * The other takes every summer time for an hour, the last standard time for that of all years, and the afternoon of a day of
     * change for its morning: it is asked about the days around, where the zone had but one standard time.
     */
    @ParameterizedTest
    @ValueSource(ints = {2000, 2010, 2020, 2030})
    void theDaysBeforeAndAfterAreReadByTheOtherToo(int year) {
        List<String> wrong = new ArrayList<>();
        Set<String> texts = new HashSet<>(); // many zones have the same clocks
        int asked = 0;
        for (String id : ZONES) {
            ZoneId zone = ZoneId.of(id);
            if (plain(zone, year)) {
                Recurrence times = around(zone, year, Duration.ofHours(-48), Duration.ofHours(-36),
                        Duration.ofHours(36), Duration.ofHours(48));
                String text = text(times, year);
                if (texts.add(text)) {
                    compare(wrong, id, moments(times), biweekly(text));
                }
                asked++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(450);
    }

    /** Extra times at such distances from every change of the zone's clocks, in the ten years from then. */
    private static Recurrence around(ZoneId zone, int year, Duration... distances) {
        var times = new TreeSet<LocalDateTime>();
        times.add(LocalDateTime.of(year, 1, 1, 10, 0));
        Instant end = begin(year + 10);
        for (ZoneOffsetTransition change = zone.getRules().nextTransition(begin(year)); change != null
                && change.getInstant().isBefore(end); change = zone.getRules().nextTransition(change.getInstant())) {
            for (Duration distance : distances) {
                times.add(change.getDateTimeBefore().plus(distance));
                times.add(change.getDateTimeAfter().plus(distance));
            }
        }
        return new Recurrence(times.first(), zone, "FREQ=DAILY;COUNT=1", OnHoliday.RUN, false,
                Collections.emptySortedSet(), times);
    }

    private static boolean plain(ZoneId zone, int year) {
        ZoneRules rules = zone.getRules();
        ZoneOffset standard = rules.getStandardOffset(begin(year + 10));
        List<Instant> moments = new ArrayList<>(List.of(begin(year - 1), begin(year)));
        for (ZoneOffsetTransition change = rules.nextTransition(begin(year)); change != null
                && change.getInstant().isBefore(begin(year + 10)); change = rules.nextTransition(change.getInstant())) {
            moments.add(change.getInstant());
        }
        return moments.stream().allMatch(at -> {
            Duration saved = rules.getDaylightSavings(at);
            return rules.getStandardOffset(at).equals(standard) && (saved.isZero() || saved.equals(HOUR));
        });
    }

    private static Set<Instant> moments(Recurrence recurrence) {
        return recurrence.after(Instant.MIN, HolidayCalendar.NONE).map(Occurrence::at)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Instant begin(int year) {
        return LocalDateTime.of(year, 1, 1, 0, 0).toInstant(UTC);
    }

    private static String text(Recurrence recurrence, int year) {
        Instant now = begin(year);
        String id = recurrence.zone().getId();
        String text = CalendarText.write("Steward", List.of(new CalendarEntry("1@steward", "Review", "", recurrence,
                HolidayCalendar.NONE, Duration.ofHours(1), now)), now).replace("\r\n ", "");
        String known = text.lines().filter(line -> line.startsWith("TZID:")).findFirst().orElseThrow().substring(5);
        assertThat(text).as(id).contains("TZID:" + known + "\r\n");
        return text.replace("TZID:" + known + "\r\n", "TZID:Nowhere\r\n").replace("TZID=" + known + ":",
                "TZID=Nowhere:");
    }

    private static TreeSet<Instant> biweekly(String text) {
        var moments = new TreeSet<Instant>();
        for (VEvent event : Biweekly.parse(text).first().getEvents()) {
            moments.add(event.getDateStart().getValue().toInstant());
            event.getRecurrenceDates()
                    .forEach(dates -> dates.getDates().forEach(date -> moments.add(date.toInstant())));
        }
        return moments;
    }

    private static TreeSet<Instant> ical4j(String text) throws Exception {
        var moments = new TreeSet<Instant>();
        var calendar = new CalendarBuilder().build(new StringReader(text));
        for (net.fortuna.ical4j.model.component.VEvent event : calendar.<net.fortuna.ical4j.model.component.VEvent>getComponents(
                Component.VEVENT)) {
            moments.add(moment(event.<DtStart<Temporal>>getRequiredProperty(Property.DTSTART).getDate()));
            event.<RDate<Temporal>>getProperties(Property.RDATE).forEach(
                    dates -> dates.getDates().forEach(date -> moments.add(moment(date))));
        }
        return moments;
    }

    private static Instant moment(Temporal read) {
        return ((ZonedDateTime) read).toInstant();
    }

    private static void compare(List<String> wrong, String who, Collection<Instant> expected,
            Collection<Instant> read) {
        var missing = new TreeSet<>(expected);
        missing.removeAll(read);
        var more = new TreeSet<>(read);
        more.removeAll(expected);
        if (!missing.isEmpty() || !more.isEmpty()) {
            wrong.add(who + ": not read " + missing + ", read " + more);
        }
    }
}
