package dev.steward.schedule;

import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of countries and their regions, as the library knows them: codes are those of ISO 3166, lower case; a region's is
 * the part behind the country's, and a part of a region is behind a slash ({@code by/mu}).
 */
final class PublicHolidays {
    private static final int COUNTRY_CODE = 2;

    private record Key(String country, @Nullable String region, int year) {}

    private static final Map<Key, Map<LocalDate, String>> YEARS = new ConcurrentHashMap<>();

    private PublicHolidays() {}

    /** Names by code, by name. */
    static Map<String, String> countries() {
        Stream<String> codes = HolidayManager.getSupportedCalendarCodes().stream()
                .map(code -> code.toLowerCase(Locale.ROOT)).filter(code -> code.length() == COUNTRY_CODE);
        return byName(codes.collect(TreeMap::new,
                (names, code) -> names.put(code,
                        Locale.of("", code.toUpperCase(Locale.ROOT)).getDisplayCountry(Locale.ENGLISH)),
                TreeMap::putAll));
    }

    /** Names by code, by name; none of a country that is not known or has none. */
    static Map<String, String> regions(String country) {
        var names = new TreeMap<String, String>();
        if (countries().containsKey(country)) {
            collect("", manager(country).getCalendarHierarchy(), names);
        }
        return byName(names);
    }

    private static void collect(String path, CalendarHierarchy hierarchy, Map<String, String> names) {
        hierarchy.getChildren().forEach((code, child) -> {
            names.put(path + code, child.getDescription(Locale.ENGLISH));
            collect(path + code + "/", child, names);
        });
    }

    private static Map<String, String> byName(Map<String, String> names) {
        var sorted = new LinkedHashMap<String, String>();
        names.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.comparing(String::toLowerCase)))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** Names by day: those on which people do not work, where they are kept. */
    static Map<LocalDate, String> of(String country, @Nullable String region, int year) {
        return YEARS.computeIfAbsent(new Key(country, region, year), PublicHolidays::read);
    }

    private static Map<LocalDate, String> read(Key key) {
        String[] path = key.region() == null ? new String[0] : key.region().split("/", -1);
        var days = new TreeMap<LocalDate, String>();
        List<Holiday> holidays = manager(key.country()).getHolidays(Year.of(key.year()), path).stream()
                .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                .sorted(Comparator.comparing(Holiday::getPropertiesKey)).toList();
        for (Holiday holiday : holidays) {
            String name = holiday.getDescription(Locale.ENGLISH);
            // One that is kept on another day is none the less one on its own
            Arrays.asList(holiday.getDate(), holiday.getActualDate())
                    .forEach(
                            day -> days.merge(day, name, (one, other) -> one.equals(other) ? one : one + ", " + other));
        }
        return days;
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }
}
