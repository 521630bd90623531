package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The words for days, dates, times and places: how they are said, and how they are found in what was typed, in lower case. */
final class Words {
    private static final String MONTHS = Stream.of(Month.values()).map(Words::said)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .map(name -> name.substring(0, 3) + (name.length() > 3 ? "(?:" + name.substring(3) + ")?" : ""))
            .collect(Collectors.joining("|", "(?:", ")")).replace("sep(?:tember)?", "sept?(?:ember)?");
    /** A weekday, alone or many. */
    static final String DAY = "(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|fri(?:days?)?"
            + "|sat(?:urdays?)?|sun(?:days?)?)";
    static final String MONTH = MONTHS;
    static final String NUMBERED = "(?:\\d{1,2}(?:st|nd|rd|th)?)";
    static final String MONTH_DAY = "(?:" + NUMBERED + "(?: of)? " + MONTH + "|" + MONTH + " " + NUMBERED + ")";
    static final String DATE = "(?:\\d{4}-\\d{1,2}-\\d{1,2}|" + MONTH_DAY + "(?: \\d{4})?)";
    static final String CLOCK = "(?:\\d{1,2}(?::\\d{2}){0,2} ?(?:am|pm|a\\.m\\.|p\\.m\\.)?|noon|midnight)";
    private static final Pattern CLOCK_PARTS = Pattern
            .compile("(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))? ?(am|pm|a\\.m\\.|p\\.m\\.)?");
    private static final DateTimeFormatter SAID_DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final Map<String, ZoneId> ZONES = Zones.IDS.stream()
            .collect(Collectors.toMap(id -> id.toLowerCase(Locale.ROOT), ZoneId::of));
    private static final Map<String, ZoneId> CITIES = cities();

    private Words() {}

    static String said(Month month) {
        return month.getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH);
    }

    static String said(DayOfWeek day) {
        return day.getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH);
    }

    static String said(LocalDate date) {
        return SAID_DATE.format(date);
    }

    static String said(LocalTime time) {
        return time.toString();
    }

    /** {@code 1st}, {@code 2nd}, ... */
    static String numbered(int n) {
        boolean teens = n % 100 >= 11 && n % 100 <= 13;
        return n + (teens ? "th" : switch (n % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        });
    }

    static String list(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    /** A city where one zone is known by it, such as {@code Berlin}; otherwise the zone's own name. */
    static String said(ZoneId zone) {
        String id = zone.getId();
        String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
        return id.contains("/") && zone.equals(CITIES.get(city.toLowerCase(Locale.ROOT))) ? city : id;
    }

    static Optional<ZoneId> zone(String said) {
        String key = said.strip().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(ZONES.getOrDefault(key.replace(' ', '_'), CITIES.get(key)))
                .or(() -> offset(said.strip().toUpperCase(Locale.ROOT)));
    }

    private static Optional<ZoneId> offset(String said) {
        try {
            return Optional.of(ZoneId.of(said));
        } catch (java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, ZoneId> cities() {
        Map<String, List<String>> byCity = Zones.IDS.stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .collect(Collectors.groupingBy(
                        id -> id.substring(id.lastIndexOf('/') + 1).replace('_', ' ').toLowerCase(Locale.ROOT)));
        Map<String, ZoneId> cities = new HashMap<>();
        byCity.forEach((city, ids) -> {
            boolean zoneItself = ZONES.containsKey(city.replace(' ', '_'));
            if (ids.size() == 1 && !zoneItself
                    && city.chars().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '-')) {
                cities.put(city, ZoneId.of(ids.getFirst()));
            }
        });
        return cities;
    }

    static DayOfWeek day(String word) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> word.startsWith(day.name().substring(0, 3).toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow();
    }

    static Month month(String word) {
        return Stream.of(Month.values())
                .filter(month -> word.startsWith(month.name().substring(0, 3).toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow();
    }

    static int number(String word) {
        return Integer.parseInt(word.replaceAll("\\D", ""));
    }

    /** Empty when there is no such time. */
    static Optional<LocalTime> time(String word) {
        if (word.equals("noon") || word.equals("midnight")) {
            return Optional.of(word.equals("noon") ? LocalTime.NOON : LocalTime.MIDNIGHT);
        }
        Matcher parts = CLOCK_PARTS.matcher(word);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(parts.group(1));
        if (parts.group(4) != null) {
            if (hour < 1 || hour > 12) {
                return Optional.empty();
            }
            hour = hour % 12 + (parts.group(4).startsWith("p") ? 12 : 0);
        }
        int minute = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        int second = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        return hour > 23 || minute > 59 || second > 59
                ? Optional.empty()
                : Optional.of(LocalTime.of(hour, minute, second));
    }

    /** Empty when there is no such date; without a year the next one, counted from that day. */
    static Optional<LocalDate> date(String word, LocalDate from) {
        if (Character.isDigit(word.charAt(word.length() - 1)) && word.contains("-")) {
            String[] parts = word.split("-", -1);
            return sensible(() -> LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2])));
        }
        Matcher year = Pattern.compile(" (\\d{4})$").matcher(word);
        String rest = year.find() ? word.substring(0, year.start()) : word;
        return monthDay(rest).flatMap(day -> {
            if (year.hitEnd() && year.reset().find()) {
                return sensible(() -> day.atYear(Integer.parseInt(year.group(1))));
            }
            LocalDate next = day.atYear(from.getYear());
            return Optional.of(next.isBefore(from) ? day.atYear(from.getYear() + 1) : next);
        });
    }

    static Optional<MonthDay> monthDay(String word) {
        Matcher month = Pattern.compile(MONTH + "(?![a-z])").matcher(word);
        Matcher number = Pattern.compile("\\d+").matcher(word);
        return month.find() && number.find()
                ? sensible(() -> MonthDay.of(month(month.group()), Integer.parseInt(number.group())))
                : Optional.empty();
    }

    private static <T> Optional<T> sensible(java.util.function.Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    static <T> List<T> all(String pattern, String text, Function<String, T> read) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> read.apply(found.group())).toList();
    }

    static String said(LocalDateTime time, @Nullable LocalTime usual) {
        return said(time.toLocalDate())
                + (time.toLocalTime().equals(usual) ? "" : " at " + said(time.toLocalTime()));
    }
}
