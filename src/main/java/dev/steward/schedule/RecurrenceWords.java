package dev.steward.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;

/**
 * Reads when something recurs from plain words, such as "every other Tuesday at 10:00". Ends, exceptions, times, places and holidays are
 * taken out of what was typed wherever they stand; what is left has to say how often.
 */
public final class RecurrenceWords {
    /** What people want most, each understood as it stands. */
    public static final List<String> PRESETS = List.of("every weekday at 9:00", "every Monday at 10:00",
            "every other Tuesday at 10:00", "first Monday of the month at 9:00", "monthly on the 15th at 9:00",
            "last working day of the month at 15:00", "first Monday of the quarter at 9:00",
            "last working day of the quarter at 15:00", "every March 1st at 9:00");
    /** When no time of day is said. */
    public static final LocalTime USUAL_TIME = LocalTime.of(9, 0);

    private static final int LONGEST = 1000;
    private static final int LATEST_YEAR = 2400;
    private static final Pattern RULE = Pattern.compile("(?i)(?:\\bby the rule |\\brrule:)\\s*([A-Z0-9=;,+-]+)");
    private static final String DATE_TIME = Words.DATE + "(?: at " + Words.CLOCK + ")?";
    private static final String DATE_TIMES = DATE_TIME + "(?:(?: and| on|,)* " + DATE_TIME + ")*";

    private final String typed;
    private final LocalDate today;
    private final HolidayCalendar holidays;
    private ZoneId zone;
    private String rest;

    private RecurrenceWords(String typed, ZoneId zone, Instant now, HolidayCalendar holidays) {
        this.typed = typed.strip();
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
        this.holidays = holidays;
        this.rest = this.typed;
    }

    /** Why words cannot be taken. Never leaves this class. */
    private static final class Unclear extends RuntimeException {
        final transient NotUnderstood answer;

        Unclear(String part, String sentence) {
            super(sentence, null, false, false);
            answer = new NotUnderstood(part, sentence);
        }
    }

    /**
     * Understands words or says which it does not. Never throws because of what was typed.
     *
     * @param zone     whose clock is meant when the words name none
     * @param now      nothing recurs before, unless the words say so
     * @param holidays the workspace's: which days are a weekend
     */
    public static RecurrenceAnswer read(String words, ZoneId zone, Instant now, HolidayCalendar holidays) {
        try {
            return new RecurrenceWords(words, zone, now, holidays).read(now);
        } catch (Unclear unclear) {
            return unclear.answer;
        } catch (IllegalArgumentException notTogether) {
            return unclear(words, String.valueOf(notTogether.getMessage())).answer;
        }
    }

    private Understood read(Instant now) {
        if (typed.isEmpty() || typed.length() > LONGEST) {
            throw unclear(typed.isEmpty() ? "" : typed.substring(0, 40) + "…",
                    typed.isEmpty() ? "Say when." : "That is too long to understand.");
        }
        Optional<MatchResult> raw = take(RULE);
        rest = " "
                + rest.toLowerCase(Locale.ROOT).replaceAll("[,;()]+(?=\\s|$)|[()]", " ").replaceAll("\\.(?=\\s|$)", " ")
                        .replaceAll("\\s+", " ").strip()
                + " ";
        zone();
        Optional<String> from = one("(?:starting|beginning|from)(?: on)? (" + DATE_TIME + ")");
        Optional<String> until = one("(?:until|till|through|ending)(?: on)? (" + DATE_TIME + ")");
        Optional<String> except = one("except(?: on)? (" + DATE_TIMES + ")");
        Optional<String> also = one("(?:and )?also(?: on)? (" + DATE_TIMES + ")");
        var onHoliday = HolidayWords.take(this::one);
        Integer count = one("(?:for )?(\\d{1,6}) (?:times|occurrences)").map(this::count)
                .orElse(one("(once|twice)").map(word -> word.equals("once") ? 1 : 2).orElse(null));
        List<LocalTime> times = times();
        if (times.isEmpty() && from.filter(word -> word.contains(" at ")).isPresent()) {
            times = List.of(dateTime(from.get(), USUAL_TIME).toLocalTime());
        }
        LocalTime time = times.isEmpty() ? USUAL_TIME : times.getFirst();

        RuleWords said = raw.isPresent()
                ? RuleWords.raw(raw.get().group(1), this::rule)
                : RuleWords.read(rest.strip(), holidays.weekend(), this::notKnown);
        if (raw.isPresent() && !rest.isBlank()) {
            throw notKnown(rest.strip());
        }
        LocalDateTime earliest = from.map(word -> dateTime(word, LocalTime.MIDNIGHT))
                .orElse(raw.isPresent() ? today.atStartOfDay() : LocalDateTime.ofInstant(now, zone));
        Rule rule = raw.isPresent() ? said.rule() : RuleWords.onSomeDay(said.rule(), earliest.toLocalDate());
        if (times.size() > 1) {
            rule = RuleWords.atHours(rule, times.stream().map(LocalTime::getHour).toList());
        }
        LocalDateTime last = until.map(word -> dateTime(word, LocalTime.of(23, 59, 59))).orElse(rule.until());
        Integer most = count == null ? rule.count() : count;
        if (last != null && most != null) {
            throw unclear(typed, "It ends at a date or after a number of times, not both.");
        }
        LocalDateTime start = first(rule, earliest, time).orElseThrow(() -> unclear(typed,
                "That never happens: there is no such day."));
        rule = rule.withDay(start);
        var recurrence = new Recurrence(start, zone, rule.with(most, last).toString(),
                onHoliday.map(HolidayWords::onHoliday).orElse(said.onHoliday()),
                onHoliday.map(HolidayWords::weekendsToo).orElse(false), dateTimes(except, time), dateTimes(also, time));
        if (recurrence.first(HolidayCalendar.NONE).isEmpty()) {
            throw unclear(typed, "That never happens: it would be over before it begins.");
        }
        return new Understood(recurrence, times.isEmpty() && rule.hours().isEmpty());
    }

    /** The first that is planned; an interval is counted from there, not from the day the words were said. */
    private static Optional<LocalDateTime> first(Rule rule, LocalDateTime earliest, LocalTime time) {
        Rule each = RuleWords.eachTime(rule);
        LocalDateTime start = earliest.toLocalDate().atTime(time);
        if (start.isBefore(earliest) && rule.every().withinADay()) {
            start = start.plusDays(1);
        }
        if (!rule.hours().isEmpty()) {
            start = start.with(time.withHour(0));
        }
        var walk = new RuleWalk(each, start, earliest.isAfter(start) ? earliest : start);
        return walk.hasNext() ? Optional.of(walk.next()).filter(it -> it.getYear() <= LATEST_YEAR) : Optional.empty();
    }

    private Rule rule(String text) {
        try {
            return Rule.read(text, zone);
        } catch (IllegalArgumentException e) {
            throw unclear(text, String.valueOf(e.getMessage()));
        }
    }

    private void zone() {
        Optional<String> id = one("(?:in )?([a-z]+(?:/[a-z0-9_+-]+)+)(?: time)?")
                .or(() -> one("((?:utc|gmt)[+-]\\d{1,2}(?::\\d{2})?|[+-]\\d{2}:\\d{2}|utc|gmt|z)(?: time)?"));
        if (id.isPresent()) {
            zone = Words.zone(id.get()).orElseThrow(() -> notKnown(id.get()));
            return;
        }
        Matcher time = Pattern.compile(" time(?= )").matcher(rest);
        if (time.find()) {
            String before = rest.substring(0, time.start());
            for (int words = 4; words > 0; words--) {
                Matcher city = Pattern.compile("(?: [a-z0-9'+-]+){" + words + "}$").matcher(before);
                if (city.find() && Words.zone(city.group()).isPresent()) {
                    zone = Words.zone(city.group()).orElseThrow();
                    rest = before.substring(0, city.start()) + rest.substring(time.end());
                    return;
                }
            }
        }
    }

    /** Times of day; several when they share their minutes. */
    private List<LocalTime> times() {
        String marked = "(?:\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]\\.?m\\.?)?|\\d{1,2} ?[ap]\\.?m\\.?|noon|midnight)";
        Optional<String> said = one(
                "(?:counted from|at) (" + Words.CLOCK + "(?:(?: and|,)* " + Words.CLOCK + "(?= ))*)")
                .or(() -> one("(" + marked + "(?:(?: and|,)* " + marked + ")*)"));
        if (said.isEmpty()) {
            return List.of();
        }
        List<LocalTime> times = Words.all(Words.CLOCK, said.get(), word -> Words.time(word.strip())
                .orElseThrow(() -> unclear(word.strip(), "“" + word.strip() + "” is not a time of day.")));
        boolean together = times.stream().allMatch(time -> time.getMinute() == times.getFirst().getMinute()
                && time.getSecond() == times.getFirst().getSecond());
        if (!together) {
            throw unclear(said.get(), "Several times a day are possible at the same minute only: “at 9:30 and 15:30”.");
        }
        return times;
    }

    private SortedSet<LocalDateTime> dateTimes(Optional<String> said, LocalTime time) {
        var all = new TreeSet<LocalDateTime>();
        said.ifPresent(text -> all.addAll(Words.all(DATE_TIME, text, word -> dateTime(word, time))));
        return all;
    }

    private LocalDateTime dateTime(String said, LocalTime otherwise) {
        String[] parts = said.split(" at ", 2);
        LocalTime time = parts.length == 1
                ? otherwise
                : Words.time(parts[1].strip()).orElseThrow(
                        () -> unclear(parts[1], "“" + parts[1] + "” is not a time of day."));
        return date(parts[0]).atTime(time);
    }

    private LocalDate date(String said) {
        return Words.date(said, today).filter(date -> date.getYear() >= 1900 && date.getYear() <= LATEST_YEAR)
                .orElseThrow(() -> unclear(said, "There is no “" + said + "” in the calendar."));
    }

    private Integer count(String said) {
        int count = Integer.parseInt(said);
        if (count < 1 || count > Rule.HIGHEST_COUNT) {
            throw unclear(said + " times", "It can take place 1 to " + Rule.HIGHEST_COUNT + " times.");
        }
        return count;
    }

    /** Takes the first match out of what is left; answers its group. */
    private Optional<String> one(String pattern) {
        return take(Pattern.compile("(?<= )" + pattern + "(?= )")).map(found -> found.group(1));
    }

    private Optional<MatchResult> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(rest);
        if (!matcher.find()) {
            return Optional.empty();
        }
        MatchResult found = matcher.toMatchResult();
        rest = (rest.substring(0, found.start()) + rest.substring(found.end())).replaceAll(" +", " ");
        return Optional.of(found);
    }

    private Unclear notKnown(String part) {
        String shown = asTyped(part.length() > 60 ? part.substring(0, 60) + "…" : part);
        return unclear(shown, part.isEmpty() ? "Say how often." : "I did not understand “" + shown + "”.");
    }

    private String asTyped(String part) {
        int at = typed.toLowerCase(Locale.ROOT).indexOf(part);
        return at < 0 || at + part.length() > typed.length() ? part : typed.substring(at, at + part.length());
    }

    private static Unclear unclear(String part, String what) {
        return new Unclear(part, what + " You can say, for example, “every other Tuesday at 10:00”, “weekdays 16:30”, "
                + "“first Monday of the quarter 9am Europe/Berlin” or “last working day of the month 15:00”.");
    }
}
