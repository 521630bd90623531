package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All examples of RFC 5545, section 3.8.5.3, in its order, with the dates and the offsets it gives. */
class Rfc5545ExamplesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Map<String, ZoneOffset> OFFSETS = Map.of("EDT", ZoneOffset.ofHours(-4), "EST",
            ZoneOffset.ofHours(-5));
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
            "Oct", "Nov", "Dec");

    /** @param expected lines such as {@code 1997 EDT Sep 2-11 Oct 1,3}, at nine unless times are given; all there are unless forever */
    record Example(String what, String start, String rule, boolean forever, String expected) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void yieldsWhatTheStandardSays(Example example) {
        List<OffsetDateTime> expected = times(example.expected());
        var recurrence = Recurrence.of(LocalDateTime.parse(example.start()), NEW_YORK, example.rule());

        Stream<Occurrence> occurrences = recurrence.after(Instant.MIN, HolidayCalendar.NONE);
        List<OffsetDateTime> found = (example.forever() ? occurrences.limit(expected.size()) : occurrences)
                .map(it -> it.local().atOffset(NEW_YORK.getRules().getOffset(it.at())))
                .toList();

        assertThat(found).isEqualTo(expected);
        for (int i = 1; i < expected.size(); i++) {
            assertThat(recurrence.next(expected.get(i - 1).toInstant(), HolidayCalendar.NONE).orElseThrow().at())
                    .isEqualTo(expected.get(i).toInstant());
        }
    }

    static Stream<Example> examples() {
        return Stream.of(
                ends("Daily for 10 occurrences", "1997-09-02T09:00", "FREQ=DAILY;COUNT=10", "1997 EDT Sep 2-11"),
                ends("Daily until December 24, 1997", "1997-09-02T09:00", "FREQ=DAILY;UNTIL=19971224T000000Z", """
                        1997 EDT Sep 2-30 Oct 1-25
                        1997 EST Oct 26-31 Nov 1-30 Dec 1-23"""),
                forever("Every other day", "1997-09-02T09:00", "FREQ=DAILY;INTERVAL=2", """
                        1997 EDT Sep 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 Oct 2,4,6,8,10,12,14,16,18,20,22,24
                        1997 EST Oct 26,28,30 Nov 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29 Dec 1,3"""),
                ends("Every 10 days, 5 occurrences", "1997-09-02T09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5",
                        "1997 EDT Sep 2,12,22 Oct 2,12"),
                ends("Every day in January, for 3 years", "1998-01-01T09:00",
                        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", """
                                1998 EST Jan 1-31
                                1999 EST Jan 1-31
                                2000 EST Jan 1-31"""),
                ends("Every day in January, for 3 years, daily", "1998-01-01T09:00",
                        "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", """
                                1998 EST Jan 1-31
                                1999 EST Jan 1-31
                                2000 EST Jan 1-31"""),
                ends("Weekly for 10 occurrences", "1997-09-02T09:00", "FREQ=WEEKLY;COUNT=10", """
                        1997 EDT Sep 2,9,16,23,30 Oct 7,14,21
                        1997 EST Oct 28 Nov 4"""),
                ends("Weekly until December 24, 1997", "1997-09-02T09:00", "FREQ=WEEKLY;UNTIL=19971224T000000Z", """
                        1997 EDT Sep 2,9,16,23,30 Oct 7,14,21
                        1997 EST Oct 28 Nov 4,11,18,25 Dec 2,9,16,23"""),
                forever("Every other week", "1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", """
                        1997 EDT Sep 2,16,30 Oct 14
                        1997 EST Oct 28 Nov 11,25 Dec 9,23
                        1998 EST Jan 6,20 Feb 3,17"""),
                ends("Weekly on Tuesday and Thursday for five weeks", "1997-09-02T09:00",
                        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
                        "1997 EDT Sep 2,4,9,11,16,18,23,25,30 Oct 2"),
                ends("Weekly on Tuesday and Thursday for five weeks, counted", "1997-09-02T09:00",
                        "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997 EDT Sep 2,4,9,11,16,18,23,25,30 Oct 2"),
                ends("Every other week on Monday, Wednesday, and Friday until December 24, 1997", "1997-09-01T09:00",
                        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", """
                                1997 EDT Sep 1,3,5,15,17,19,29 Oct 1,3,13,15,17
                                1997 EST Oct 27,29,31 Nov 10,12,14,24,26,28 Dec 8,10,12,22"""),
                ends("Every other week on Tuesday and Thursday, for 8 occurrences", "1997-09-02T09:00",
                        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997 EDT Sep 2,4,16,18,30 Oct 2,14,16"),
                ends("Monthly on the first Friday for 10 occurrences", "1997-09-05T09:00",
                        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", """
                                1997 EDT Sep 5 Oct 3
                                1997 EST Nov 7 Dec 5
                                1998 EST Jan 2 Feb 6 Mar 6 Apr 3
                                1998 EDT May 1 Jun 5"""),
                ends("Monthly on the first Friday until December 24, 1997", "1997-09-05T09:00",
                        "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", """
                                1997 EDT Sep 5 Oct 3
                                1997 EST Nov 7 Dec 5"""),
                ends("Every other month on the first and last Sunday of the month for 10 occurrences",
                        "1997-09-07T09:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", """
                                1997 EDT Sep 7,28
                                1997 EST Nov 2,30
                                1998 EST Jan 4,25 Mar 1,29
                                1998 EDT May 3,31"""),
                ends("Monthly on the second-to-last Monday of the month for 6 months", "1997-09-22T09:00",
                        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", """
                                1997 EDT Sep 22 Oct 20
                                1997 EST Nov 17 Dec 22
                                1998 EST Jan 19 Feb 16"""),
                forever("Monthly on the third-to-the-last day of the month", "1997-09-28T09:00",
                        "FREQ=MONTHLY;BYMONTHDAY=-3", """
                                1997 EDT Sep 28
                                1997 EST Oct 29 Nov 28 Dec 29
                                1998 EST Jan 29 Feb 26"""),
                ends("Monthly on the 2nd and 15th of the month for 10 occurrences", "1997-09-02T09:00",
                        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", """
                                1997 EDT Sep 2,15 Oct 2,15
                                1997 EST Nov 2,15 Dec 2,15
                                1998 EST Jan 2,15"""),
                ends("Monthly on the first and last day of the month for 10 occurrences", "1997-09-30T09:00",
                        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", """
                                1997 EDT Sep 30 Oct 1
                                1997 EST Oct 31 Nov 1,30 Dec 1,31
                                1998 EST Jan 1,31 Feb 1"""),
                ends("Every 18 months on the 10th thru 15th of the month for 10 occurrences", "1997-09-10T09:00",
                        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", """
                                1997 EDT Sep 10,11,12,13,14,15
                                1999 EST Mar 10,11,12,13"""),
                forever("Every Tuesday, every other month", "1997-09-02T09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", """
                        1997 EDT Sep 2,9,16,23,30
                        1997 EST Nov 4,11,18,25
                        1998 EST Jan 6,13,20,27 Mar 3,10,17,24,31"""),
                ends("Yearly in June and July for 10 occurrences", "1997-06-10T09:00",
                        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", """
                                1997 EDT Jun 10 Jul 10
                                1998 EDT Jun 10 Jul 10
                                1999 EDT Jun 10 Jul 10
                                2000 EDT Jun 10 Jul 10
                                2001 EDT Jun 10 Jul 10"""),
                ends("Every other year on January, February, and March for 10 occurrences", "1997-03-10T09:00",
                        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", """
                                1997 EST Mar 10
                                1999 EST Jan 10 Feb 10 Mar 10
                                2001 EST Jan 10 Feb 10 Mar 10
                                2003 EST Jan 10 Feb 10 Mar 10"""),
                ends("Every third year on the 1st, 100th, and 200th day for 10 occurrences", "1997-01-01T09:00",
                        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", """
                                1997 EST Jan 1
                                1997 EDT Apr 10 Jul 19
                                2000 EST Jan 1
                                2000 EDT Apr 9 Jul 18
                                2003 EST Jan 1
                                2003 EDT Apr 10 Jul 19
                                2006 EST Jan 1"""),
                forever("Every 20th Monday of the year", "1997-05-19T09:00", "FREQ=YEARLY;BYDAY=20MO", """
                        1997 EDT May 19
                        1998 EDT May 18
                        1999 EDT May 17"""),
                forever("Monday of week number 20", "1997-05-12T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", """
                        1997 EDT May 12
                        1998 EDT May 11
                        1999 EDT May 17"""),
                forever("Every Thursday in March", "1997-03-13T09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", """
                        1997 EST Mar 13,20,27
                        1998 EST Mar 5,12,19,26
                        1999 EST Mar 4,11,18,25"""),
                forever("Every Thursday, but only during June, July, and August", "1997-06-05T09:00",
                        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", """
                                1997 EDT Jun 5,12,19,26 Jul 3,10,17,24,31 Aug 7,14,21,28
                                1998 EDT Jun 4,11,18,25 Jul 2,9,16,23,30 Aug 6,13,20,27
                                1999 EDT Jun 3,10,17,24 Jul 1,8,15,22,29 Aug 5,12,19,26"""),
                // The standard excludes its start; a start that the rule does not name is no occurrence here
                forever("Every Friday the 13th", "1997-09-02T09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", """
                        1998 EST Feb 13 Mar 13 Nov 13
                        1999 EDT Aug 13
                        2000 EDT Oct 13"""),
                forever("The first Saturday that follows the first Sunday of the month", "1997-09-13T09:00",
                        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", """
                                1997 EDT Sep 13 Oct 11
                                1997 EST Nov 8 Dec 13
                                1998 EST Jan 10 Feb 7 Mar 7
                                1998 EDT Apr 11 May 9 Jun 13"""),
                forever("Every 4 years, the first Tuesday after a Monday in November (U.S. Presidential Election day)",
                        "1996-11-05T09:00", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", """
                                1996 EST Nov 5
                                2000 EST Nov 7
                                2004 EST Nov 2"""),
                ends("The third instance into the month of one of Tuesday, Wednesday, or Thursday, for 3 months",
                        "1997-09-04T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", """
                                1997 EDT Sep 4 Oct 7
                                1997 EST Nov 6"""),
                forever("The second-to-last weekday of the month", "1997-09-29T09:00",
                        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", """
                                1997 EDT Sep 29
                                1997 EST Oct 30 Nov 27 Dec 30
                                1998 EST Jan 29 Feb 26 Mar 30"""),
                // The standard prints UNTIL=19970902T170000Z, which is 1 PM there, and lists 3 PM: an erratum. 5 PM is 21 o'clock UTC
                ends("Every 3 hours from 9:00 AM to 5:00 PM on a specific day", "1997-09-02T09:00",
                        "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "1997 EDT Sep 2 at 09:00,12:00,15:00"),
                ends("Every 3 hours from 9:00 AM, with the end as it is printed", "1997-09-02T09:00",
                        "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", "1997 EDT Sep 2 at 09:00,12:00"),
                ends("Every 15 minutes for 6 occurrences", "1997-09-02T09:00", "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
                        "1997 EDT Sep 2 at 09:00,09:15,09:30,09:45,10:00,10:15"),
                ends("Every hour and a half for 4 occurrences", "1997-09-02T09:00", "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
                        "1997 EDT Sep 2 at 09:00,10:30,12:00,13:30"),
                forever("Every 20 minutes from 9:00 AM to 4:40 PM every day", "1997-09-02T09:00",
                        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", EVERY_20_MINUTES),
                forever("Every 20 minutes from 9:00 AM to 4:40 PM every day, by the minute", "1997-09-02T09:00",
                        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", EVERY_20_MINUTES),
                ends("Where the days generated make a difference because of WKST", "1997-08-05T09:00",
                        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 EDT Aug 5,10,19,24"),
                ends("Changing only WKST from MO to SU", "1997-08-05T09:00",
                        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 EDT Aug 5,17,19,31"),
                ends("Where an invalid date (February 30) is ignored", "2007-01-15T09:00",
                        "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", """
                                2007 EST Jan 15,30 Feb 15
                                2007 EDT Mar 15,30"""));
    }

    private static final String EVERY_20_MINUTES = """
            1997 EDT Sep 2 at 09:00,09:20,09:40,10:00,10:20,10:40,11:00,11:20,11:40,12:00,12:20,12:40,13:00,13:20,13:40,\
            14:00,14:20,14:40,15:00,15:20,15:40,16:00,16:20,16:40
            1997 EDT Sep 3 at 09:00,09:20,09:40,10:00,10:20,10:40,11:00,11:20,11:40,12:00,12:20,12:40,13:00,13:20,13:40,\
            14:00,14:20,14:40,15:00,15:20,15:40,16:00,16:20,16:40""";

    private static Example ends(String what, String start, String rule, String expected) {
        return new Example(what, start, rule, false, expected);
    }

    private static Example forever(String what, String start, String rule, String expected) {
        return new Example(what + ", forever", start, rule, true, expected);
    }

    private static List<OffsetDateTime> times(String expected) {
        List<OffsetDateTime> times = new ArrayList<>();
        for (String line : expected.split("\n")) {
            String[] sides = line.split(" at ");
            String[] words = sides[0].split(" ");
            List<LocalTime> clock = Stream.of((sides.length > 1 ? sides[1] : "09:00").split(",")).map(LocalTime::parse)
                    .toList();
            for (int i = 2; i < words.length; i += 2) {
                var month = YearMonth.of(Integer.parseInt(words[0]), MONTHS.indexOf(words[i]) + 1);
                for (String days : words[i + 1].split(",")) {
                    String[] range = days.split("-");
                    for (int day = Integer.parseInt(range[0]); day <= Integer
                            .parseInt(range[range.length - 1]); day++) {
                        for (LocalTime time : clock) {
                            times.add(month.atDay(day).atTime(time).atOffset(OFFSETS.get(words[1])));
                        }
                    }
                }
            }
        }
        return times;
    }
}
