package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.steward.schedule.RecurrenceAnswer.NotUnderstood;
import dev.steward.schedule.RecurrenceAnswer.Understood;

/** It is Tuesday, 3 March 2026, 12:00 in Berlin. */
class RecurrenceWordsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-03-03T11:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every other Tuesday at 10:00                      | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU                     | 2026-03-10T10:00 | Every other Tuesday at 10:00, Berlin time
            Every other Tuesday at 1pm                        | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU                     | 2026-03-03T13:00 | Every other Tuesday at 13:00, Berlin time
            first Monday of the quarter 9am Europe/London     | FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO             | 2026-04-06T09:00 | First Monday of the quarter at 09:00, London time
            weekdays 16:30                                    | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR                    | 2026-03-03T16:30 | Every weekday at 16:30, Berlin time
            every working day at 8                            | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR                    | 2026-03-04T08:00 | Every working day at 08:00, Berlin time
            last working day of the month 15:00               | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1       | 2026-03-31T15:00 | Last working day of the month at 15:00, Berlin time
            last working day of the quarter                   | FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 | 2026-03-31T09:00 | Last working day of the quarter at 09:00, Berlin time
            daily at 9                                        | FREQ=DAILY                                          | 2026-03-04T09:00 | Every day at 09:00, Berlin time
            every 3 weeks on Mon and Thu 14:30                | FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH                  | 2026-03-05T14:30 | Every 3 weeks on Monday and Thursday at 14:30, Berlin time
            monthly on the 15th                               | FREQ=MONTHLY;BYMONTHDAY=15                          | 2026-03-15T09:00 | Monthly on the 15th at 09:00, Berlin time
            monthly on the 1st and 15th, at noon              | FREQ=MONTHLY;BYMONTHDAY=1,15                        | 2026-03-15T12:00 | Monthly on the 1st and 15th at 12:00, Berlin time
            the 15th of each month or the next working day    | FREQ=MONTHLY;BYMONTHDAY=15                          | 2026-03-15T09:00 | Monthly on the 15th at 09:00, on holidays and weekends the next working day, Berlin time
            2nd Wednesday of each month                       | FREQ=MONTHLY;BYDAY=2WE                              | 2026-03-11T09:00 | Second Wednesday of the month at 09:00, Berlin time
            every month on the first and third Friday, 10am   | FREQ=MONTHLY;BYDAY=1FR,3FR                          | 2026-03-06T10:00 | First and third Friday of the month at 10:00, Berlin time
            last day of every other month 17:00 UTC           | FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1               | 2026-03-31T17:00 | Every other month on the last day at 17:00, UTC
            every March 1st                                   | FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1                  | 2027-03-01T09:00 | Every March 1st at 09:00, Berlin time
            every year on 24 December at 10:00                | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24                | 2026-12-24T10:00 | Every December 24th at 10:00, Berlin time
            first Monday of March and September               | FREQ=MONTHLY;BYMONTH=3,9;BYDAY=1MO                  | 2026-09-07T09:00 | First Monday of March and September at 09:00, Berlin time
            every Friday until 1 Dec 2026                     | FREQ=WEEKLY;UNTIL=20261201T235959;BYDAY=FR          | 2026-03-06T09:00 | Every Friday at 09:00, until 1 Dec 2026, Berlin time
            every Monday 10 times                             | FREQ=WEEKLY;COUNT=10;BYDAY=MO                       | 2026-03-09T09:00 | Every Monday at 09:00, 10 times, Berlin time
            Mondays and Wednesdays at 9:15 New York time      | FREQ=WEEKLY;BYDAY=MO,WE                             | 2026-03-04T09:15 | Every Monday and Wednesday at 09:15, New York time
            every day at 9 and 15, except on holidays         | FREQ=DAILY;BYHOUR=9,15                              | 2026-03-03T15:00 | Every day at 09:00 and 15:00, except on holidays, Berlin time
            fortnightly on Thursday 11:00 starting 1 April    | FREQ=WEEKLY;INTERVAL=2;BYDAY=TH                     | 2026-04-02T11:00 | Every other Thursday at 11:00, Berlin time
            every 2 hours counted from 8:30                   | FREQ=HOURLY;INTERVAL=2                              | 2026-03-04T08:30 | Every other hour, counted from 08:30, Berlin time
            weekly fri 16:00                                  | FREQ=WEEKLY;BYDAY=FR                                | 2026-03-06T16:00 | Every Friday at 16:00, Berlin time
            weekly, on Fridays, 4pm                           | FREQ=WEEKLY;BYDAY=FR                                | 2026-03-06T16:00 | Every Friday at 16:00, Berlin time
            monthly first monday 9:00                         | FREQ=MONTHLY;BYDAY=1MO                              | 2026-04-06T09:00 | First Monday of the month at 09:00, Berlin time
            monthly last fri 4pm                              | FREQ=MONTHLY;BYDAY=-1FR                             | 2026-03-27T16:00 | Last Friday of the month at 16:00, Berlin time
            monthly last working day 15:00                    | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1       | 2026-03-31T15:00 | Last working day of the month at 15:00, Berlin time
            monthly 16:00                                     | FREQ=MONTHLY;BYMONTHDAY=3                           | 2026-03-03T16:00 | Monthly on the 3rd at 16:00, Berlin time
            monthly                                           | FREQ=MONTHLY;BYMONTHDAY=3                           | 2026-04-03T09:00 | Monthly on the 3rd at 09:00, Berlin time
            every 3 months starting 30 January                | FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1               | 2027-01-31T09:00 | Every 3 months on the last day at 09:00, Berlin time
            RRULE:FREQ=MONTHLY;BYDAY=-1FR at 10:00            | FREQ=MONTHLY;BYDAY=-1FR                             | 2026-03-27T10:00 | Last Friday of the month at 10:00, Berlin time
            RRULE:FREQ=WEEKLY                                 | FREQ=WEEKLY;BYDAY=TU                                | 2026-03-03T09:00 | Every Tuesday at 09:00, Berlin time
            RRULE:FREQ=YEARLY;BYWEEKNO=20                     | FREQ=YEARLY;BYWEEKNO=20;BYDAY=TU                    | 2026-05-12T09:00 | By the rule FREQ=YEARLY;BYWEEKNO=20;BYDAY=TU at 09:00, Berlin time
            """)
    void understandsWhatPeopleSayAndSaysItAsTheyWould(String words, String rule, LocalDateTime start, String sentence) {
        Recurrence recurrence = understood(words);

        assertThat(recurrence.rule()).isEqualTo(rule);
        assertThat(recurrence.start()).isEqualTo(start);
        assertThat(RecurrenceSentence.of(recurrence, HolidayCalendar.NONE)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every fooday at 10:00                  | fooday
            every other Tuesday at 10:00 blorp     | blorp
            Quite often                            | Quite often
            every second Tuesday at 10:00          | every second Tuesday
            daily at 25:00                         | 25:00
            every 30 February                      | every 30 February
            every Friday until 31 Feb 2026         | 31 feb 2026
            daily at 9 Europe/Berlinn              | Europe/Berlinn
            every Monday 10 times until 1 Dec 2026 | every Monday 10 times until 1 Dec 2026
            RRULE:FREQ=SECONDLY                    | FREQ=SECONDLY
            daily until 1 Jan 2026                 | daily until 1 Jan 2026
            at 10:00                               | ''
            monthly fri 16:00                      | monthly fri
            """)
    void namesWhatItDoesNotUnderstandAndShowsExamples(String words, String part) {
        RecurrenceAnswer answer = RecurrenceWords.read(words, BERLIN, NOW, HolidayCalendar.NONE);

        assertThat(answer).isInstanceOfSatisfying(NotUnderstood.class, it -> {
            assertThat(it.part()).isEqualToIgnoringCase(part);
            assertThat(it.sentence())
                    .endsWith("You can say, for example, “every other Tuesday at 10:00”, “weekdays 16:30”, "
                            + "“first Monday of the quarter 9am Europe/Berlin” or “last working day of the month 15:00”.");
        });
    }

    @Test
    void theSentenceForWhatIsNotUnderstood() {
        assertThat(((NotUnderstood) RecurrenceWords.read("every fooday at 10:00", BERLIN, NOW, HolidayCalendar.NONE))
                .sentence()).startsWith("I did not understand “fooday”. You can say, for example, ");
    }

    @Test
    void saysWhetherTheTimeOfDayWasAssumed() {
        assertThat(((Understood) RecurrenceWords.read("daily", BERLIN, NOW, HolidayCalendar.NONE)).timeAssumed())
                .isTrue();
        assertThat(((Understood) RecurrenceWords.read("daily 9am", BERLIN, NOW, HolidayCalendar.NONE)).timeAssumed())
                .isFalse();
    }

    @Test
    void presetsAreUnderstood() {
        for (String preset : RecurrenceWords.PRESETS) {
            Recurrence recurrence = understood(preset);
            assertThat(understood(RecurrenceSentence.of(recurrence, HolidayCalendar.NONE))).isEqualTo(recurrence);
        }
    }

    @Test
    void weekdaysAreThoseOfTheWorkspace() {
        HolidayCalendar gulf = new HolidayCalendar() {
            @Override
            public Optional<String> holiday(LocalDate day) {
                return Optional.empty();
            }

            @Override
            public Set<DayOfWeek> weekend() {
                return Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
            }
        };
        var answer = (Understood) RecurrenceWords.read("weekdays 9:00", BERLIN, NOW, gulf);

        assertThat(answer.recurrence().rule()).isEqualTo("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SU");
        assertThat(RecurrenceSentence.of(answer.recurrence(), gulf)).isEqualTo("Every weekday at 09:00, Berlin time");
    }

    @Property(tries = 500)
    void whatIsSaidIsUnderstoodAgain(@ForAll Random random) {
        Recurrence recurrence = any(random);
        String said = RecurrenceSentence.inFull(recurrence, HolidayCalendar.NONE);

        RecurrenceAnswer answer = RecurrenceWords.read(said, ZoneId.of("Asia/Tokyo"), NOW, HolidayCalendar.NONE);

        assertThat(answer).as(said).isInstanceOf(Understood.class);
        assertThat(((Understood) answer).recurrence()).as(said).isEqualTo(recurrence);
    }

    @Property(tries = 500)
    void whateverIsTypedGetsAnAnswer(@ForAll Random random) {
        List<String> words = List.of("every", "other", "second", "last", "first", "monday", "day", "weekday", "working",
                "of",
                "the", "month", "quarter", "at", "9", "10:00", "25:61", "until", "31 feb", "1 Dec 2026", "99999 times",
                "except", "holidays", "Europe/Berlin", "time", "RRULE:", "FREQ=DAILY;COUNT=0", "(", "“", "½", "\u0000",
                "9am", "13pm", "3", "weeks", "starting", "also on", "and", ",", "\n", "March", "0 days", "UTC+99");
        String typed = Stream.generate(() -> words.get(random.nextInt(words.size()))).limit(random.nextInt(9))
                .collect(Collectors.joining(" "));

        assertThat(RecurrenceWords.read(typed, BERLIN, NOW, HolidayCalendar.NONE)).as(typed).isNotNull();
    }

    /** One whose start is its first, as all are that were said in words. */
    private static Recurrence any(Random random) {
        while (true) {
            Recurrence raw = RecurrencePropertiesTest.anyRecurrence(random);
            var zones = Zones.IDS;
            Rule rule = random.nextInt(3) == 0 ? raw.parts() : simple(random, raw.parts());
            var walk = new RuleWalk(RuleWords.eachTime(rule), raw.start(), raw.start());
            if (walk.hasNext()) {
                LocalDateTime start = walk.next();
                if (start.getYear() > 2100) {
                    continue;
                }
                var all = new Recurrence(start, ZoneId.of(zones.get(random.nextInt(zones.size()))),
                        rule.withDay(start).toString(), raw.onHoliday(), raw.weekendsToo(), raw.exceptions(),
                        raw.extras());
                if (all.first(HolidayCalendar.NONE).isPresent()) {
                    return all;
                }
            }
        }
    }

    private static Rule simple(Random random, Rule end) {
        var days = RuleWords.workdays(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        int n = List.of(1, 1, 2, 3, 12).get(random.nextInt(5));
        int nth = List.of(1, 2, 3, 4, 5, -1, -2, -3).get(random.nextInt(8));
        var day = new Rule.Day(nth, DayOfWeek.of(1 + random.nextInt(7)));
        var months = random.nextBoolean() || n > 1
                ? List.<Integer>of()
                : List.of(List.of(1, 4, 7, 10), List.of(3, 6, 9, 12), List.of(2, 8)).get(random.nextInt(3));
        Rule rule = switch (random.nextInt(8)) {
            case 0 -> Rule.of(Rule.Every.DAILY, n, List.of(), List.of(), List.of(), List.of());
            case 1 -> Rule.of(Rule.Every.WEEKLY, n, List.of(), List.of(),
                    days.subList(0, 1 + random.nextInt(days.size())), List.of());
            case 2 -> Rule.of(Rule.Every.MONTHLY, n, months, List.of(), List.of(day), List.of());
            case 3 -> Rule.of(Rule.Every.MONTHLY, n, months, List.of(1 + random.nextInt(28)), List.of(), List.of());
            case 4 -> Rule.of(Rule.Every.MONTHLY, n, months, List.of(), days, List.of(nth));
            case 5 -> Rule.of(Rule.Every.YEARLY, n, List.of(1 + random.nextInt(12)), List.of(1 + random.nextInt(28)),
                    List.of(), List.of());
            case 6 -> Rule.of(Rule.Every.MONTHLY, n, months, List.of(-1 - random.nextInt(3)), List.of(), List.of());
            default -> Rule.of(random.nextBoolean() ? Rule.Every.HOURLY : Rule.Every.MINUTELY, n, List.of(), List.of(),
                    List.of(), List.of());
        };
        return rule.with(end.count(), end.until());
    }

    private static Recurrence understood(String words) {
        RecurrenceAnswer answer = RecurrenceWords.read(words, BERLIN, NOW, HolidayCalendar.NONE);
        assertThat(answer).as(words).isInstanceOf(Understood.class);
        return ((Understood) answer).recurrence();
    }
}
