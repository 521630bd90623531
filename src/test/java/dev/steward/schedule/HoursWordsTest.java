package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.steward.schedule.HoursWords.Read;
import dev.steward.schedule.WorkingWeek.Hours;

class HoursWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mon-thu 9:00-17:00, fri 9:00-15:00  | Mon–Thu 09:00–17:00, Fri 09:00–15:00
            Monday to Thursday 9-5; Friday 9-3  | Mon–Thu 09:00–17:00, Fri 09:00–15:00
            weekdays 8-12 13-17                 | Mon–Fri 08:00–12:00 13:00–17:00
            mon, wed and fri 10am-6pm           | Mon 10:00–18:00, Wed 10:00–18:00, Fri 10:00–18:00
            tue: 9.30 to 1pm                    | Tue 09:30–13:00
            sat 1-5pm                           | Sat 13:00–17:00
            fri-mon 22-6                        | Mon 22:00–06:00, Fri–Sun 22:00–06:00
            every day 0:00-24:00                | Mon–Sun 00:00–00:00
            Mon from noon to midnight           | Mon 12:00–00:00
            sun–thu 9–17                        | Mon–Thu 09:00–17:00, Sun 09:00–17:00
            """)
    void whatPeopleTypeIsRead(String typed, String said) {
        assertThat(HoursWords.read(typed))
                .isInstanceOfSatisfying(Read.Week.class,
                        read -> assertThat(HoursWords.say(read.week())).isEqualTo(said));
    }

    @Test
    void whatIsUnclearIsNamed() {
        assertThat(HoursWords.read("mon-thu 9:00-17:00, whenever")).isEqualTo(new Read.Unclear("whenever"));
        assertThat(HoursWords.read("9-17")).isEqualTo(new Read.Unclear("9-17"));
        assertThat(HoursWords.read("mon 9-25")).isEqualTo(new Read.Unclear("9-25"));
        assertThat(HoursWords.read("mon 9-17, tue")).isEqualTo(new Read.NoHours());
        assertThat(HoursWords.read("mon 9-17 16-18")).isEqualTo(new Read.Overlap());
        assertThat(HoursWords.read("")).isEqualTo(new Read.Unclear(""));
    }

    @Property
    void whatIsSaidIsReadAgain(@ForAll("weeks") WorkingWeek week) {
        assertThat(HoursWords.read(HoursWords.say(week))).isEqualTo(new Read.Week(week));
    }

    @Property
    void nothingTypedBreaksIt(@ForAll String typed) {
        assertThat(HoursWords.read(typed)).isNotNull();
    }

    @Provide
    Arbitrary<WorkingWeek> weeks() {
        Arbitrary<LocalTime> morning = Arbitraries.integers().between(0, 11 * 60).map(HoursWordsTest::at);
        Arbitrary<LocalTime> later = Arbitraries.integers().between(11 * 60 + 1, 24 * 60).map(HoursWordsTest::at);
        Arbitrary<Hours> hours = Combinators.combine(morning, later).as(Hours::new);
        return Arbitraries.maps(Arbitraries.of(DayOfWeek.class), hours).ofMinSize(1).map(days -> {
            Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
            days.forEach((day, span) -> week.put(day, List.of(span)));
            return new WorkingWeek(week);
        });
    }

    private static LocalTime at(int minute) {
        return LocalTime.MIDNIGHT.plusMinutes(minute);
    }
}
