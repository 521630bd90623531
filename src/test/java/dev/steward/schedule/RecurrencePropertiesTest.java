package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rules, ends, exceptions and holidays, all at once and at random, against an oracle that walks day by day. */
class RecurrencePropertiesTest {
    private static final LocalDate LAST = LocalDate.of(2028, 12, 31);

    @Property(tries = 300)
    void agreesWithAWalkDayByDay(@ForAll("recurrences") Recurrence recurrence,
            @ForAll("calendars") HolidayCalendar days) {
        Map<LocalDateTime, LocalDateTime> found = new LinkedHashMap<>();
        recurrence.after(Instant.MIN, days).takeWhile(it -> !it.local().toLocalDate().isAfter(LAST))
                .forEach(it -> assertThat(found.put(it.local(), it.planned())).as("twice at %s", it.local()).isNull());

        assertThat(found).isEqualTo(new NaiveRecurrence(recurrence, days).until(LAST));
        assertThat(List.copyOf(found.keySet())).isSorted();
    }

    @Property(tries = 100)
    void isTheSameFromWhereverOneLooks(@ForAll("recurrences") Recurrence recurrence,
            @ForAll("calendars") HolidayCalendar days, @ForAll Random random) {
        List<Occurrence> all = recurrence.after(Instant.MIN, days)
                .takeWhile(it -> !it.local().toLocalDate().isAfter(LAST)).toList();
        Instant after = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1800)).atStartOfDay()
                .toInstant(ZoneOffset.UTC).plusSeconds(random.nextInt(86_400));

        assertThat(recurrence.after(after, days).takeWhile(it -> !it.local().toLocalDate().isAfter(LAST)))
                .containsExactlyElementsOf(all.stream().filter(it -> it.at().isAfter(after)).toList());
        if (!all.isEmpty()) {
            Occurrence one = all.get(random.nextInt(all.size()));
            assertThat(recurrence.next(one.at().minusSeconds(1), days)).contains(one);
        }
    }

    @Property(tries = 100)
    void whatIsKeptIsReadAgain(@ForAll("recurrences") Recurrence recurrence) {
        Recurrence read = Recurrence.read(recurrence.text());

        assertThat(read).isEqualTo(recurrence);
        assertThat(read.text()).isEqualTo(recurrence.text());
    }

    @Property(tries = 100)
    void hoursAndMinutesAgreeWithAWalkMinuteByMinute(@ForAll Random random) {
        boolean hourly = random.nextBoolean();
        int interval = 1 + random.nextInt(hourly ? 30 : 200);
        var hours = random.nextBoolean() ? Set.<Integer>of() : Set.of(random.nextInt(12), 12 + random.nextInt(12));
        var days = random.nextBoolean() ? Set.<DayOfWeek>of() : Set.of(DayOfWeek.of(1 + random.nextInt(7)));
        LocalDateTime start = LocalDateTime.of(2026, 1, 31, random.nextInt(24), random.nextInt(60));
        String rule = "FREQ=" + (hourly ? "HOURLY" : "MINUTELY") + ";INTERVAL=" + interval
                + (hours.isEmpty()
                        ? ""
                        : hours.stream().map(String::valueOf).collect(Collectors.joining(",", ";BYHOUR=", "")))
                + (days.isEmpty() ? "" : days.stream().map(Rule::code).collect(Collectors.joining(",", ";BYDAY=", "")));
        List<LocalDateTime> expected = new ArrayList<>();
        LocalDateTime end = start.plusDays(40);
        for (LocalDateTime time = start; time
                .isBefore(end); time = time.plusMinutes(hourly ? 60L * interval : interval)) {
            if ((hours.isEmpty() || hours.contains(time.getHour()))
                    && (days.isEmpty() || days.contains(time.getDayOfWeek()))) {
                expected.add(time);
            }
        }

        assertThat(Recurrence.of(start, ZoneOffset.UTC, rule).after(Instant.MIN, HolidayCalendar.NONE)
                .map(Occurrence::local).takeWhile(it -> it.isBefore(end))).as(rule)
                .containsExactlyElementsOf(expected);
        LocalDateTime from = start.plusMinutes(random.nextInt(40 * 1440));
        assertThat(
                Recurrence.of(start, ZoneOffset.UTC, rule).after(from.toInstant(ZoneOffset.UTC), HolidayCalendar.NONE)
                        .map(Occurrence::local).takeWhile(it -> it.isBefore(end)))
                .as(rule)
                .containsExactlyElementsOf(expected.stream().filter(it -> it.isAfter(from)).toList());
    }

    @Provide
    Arbitrary<HolidayCalendar> calendars() {
        Arbitrary<Set<DayOfWeek>> weekends = Arbitraries.of(HolidayCalendar.SATURDAY_AND_SUNDAY,
                Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), Set.of(DayOfWeek.SUNDAY), Set.of());
        return weekends.flatMap(weekend -> Arbitraries.integers().between(0, 1830).set().ofMaxSize(400)
                .map(days -> new Calendar(days, weekend)));
    }

    /** @param holidays in days from the beginning of 2024 */
    private record Calendar(Set<Integer> holidays, Set<DayOfWeek> weekend) implements HolidayCalendar {
        @Override
        public Optional<String> holiday(LocalDate day) {
            int n = (int) (day.toEpochDay() - LocalDate.of(2024, 1, 1).toEpochDay());
            return holidays.contains(n) ? Optional.of("A holiday") : Optional.empty();
        }
    }

    @Provide
    Arbitrary<Recurrence> recurrences() {
        return Arbitraries.randomValue(RecurrencePropertiesTest::anyRecurrence);
    }

    static Recurrence anyRecurrence(Random random) {
        LocalDateTime start = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(700)).atTime(random.nextInt(24),
                random.nextInt(60));
        var recurrence = Recurrence.of(start, ZoneOffset.UTC, anyRule(random, start))
                .onHoliday(OnHoliday.values()[random.nextInt(4)]).weekendsToo(random.nextInt(3) == 0);
        List<LocalDateTime> planned = recurrence.onHoliday(OnHoliday.RUN).after(Instant.MIN, HolidayCalendar.NONE)
                .limit(30).map(Occurrence::planned).takeWhile(at -> at.getYear() < 2300).toList();
        for (int i = random.nextInt(4); i > 0 && !planned.isEmpty(); i--) {
            recurrence = recurrence.except(planned.get(random.nextInt(planned.size())));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            recurrence = recurrence.plus(start.plusDays(random.nextInt(400)).plusMinutes(random.nextInt(1440)));
        }
        return recurrence;
    }

    static String anyRule(Random random, LocalDateTime start) {
        String every = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY").get(random.nextInt(4));
        boolean months = every.equals("MONTHLY") || every.equals("YEARLY");
        List<String> parts = new ArrayList<>();
        parts.add("FREQ=" + every);
        if (random.nextBoolean()) {
            parts.add("INTERVAL=" + (1 + random.nextInt(every.equals("YEARLY") ? 2 : 5)));
        }
        boolean by = false;
        if (random.nextInt(3) == 0) {
            parts.add("BYMONTH=" + some(random, 1, 12, 4));
            by = true;
        }
        boolean monthDays = !every.equals("WEEKLY") && random.nextInt(3) == 0;
        if (monthDays) {
            parts.add("BYMONTHDAY=" + some(random, -31, 31, 6));
            by = true;
        } else if (every.equals("YEARLY") && random.nextInt(4) == 0) {
            parts.add("BYYEARDAY=" + some(random, -366, 366, 8));
            by = true;
        }
        if (random.nextInt(2) == 0) {
            boolean numbered = months && random.nextBoolean() && (!monthDays || by && every.equals("MONTHLY"));
            parts.add("BYDAY=" + Stream.generate(() -> (numbered ? number(random, -5, 5) : "")
                    + Rule.code(DayOfWeek.of(1 + random.nextInt(7)))).limit(1 + random.nextInt(5)).distinct()
                    .collect(Collectors.joining(",")));
            parts.removeIf(part -> part.startsWith("BYYEARDAY") && part.contains("366"));
            by = true;
        }
        if (random.nextInt(5) == 0) {
            parts.add("BYHOUR=" + some(random, 0, 23, 3));
            by = true;
        }
        if (by && random.nextInt(4) == 0) {
            parts.add("BYSETPOS=" + some(random, -4, 4, 2));
        }
        switch (random.nextInt(4)) {
            case 0 -> parts.add("COUNT=" + (1 + random.nextInt(40)));
            case 1 ->
                parts.add("UNTIL=" + start.plusDays(random.nextInt(1200)).toLocalDate().toString().replace("-", ""));
            default -> {
                // Forever
            }
        }
        if (random.nextInt(4) == 0) {
            parts.add("WKST=" + Rule.code(DayOfWeek.of(1 + random.nextInt(7))));
        }
        return String.join(";", parts);
    }

    private static String some(Random random, int lowest, int highest, int most) {
        var numbers = new TreeSet<Integer>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            numbers.add(number(random, lowest, highest));
        }
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static int number(Random random, int lowest, int highest) {
        int number = lowest + random.nextInt(highest - lowest + 1);
        return number == 0 && lowest != 0 ? highest : number;
    }

}
