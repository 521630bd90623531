package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.steward.schedule.AwayWords.Read;

class AwayWordsTest {
    /** A Saturday. */
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-21T15:30");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 Dec to 9 Dec                | 2026-12-02T00:00 | 2026-12-10T00:00
            2 dec - 9 dec,                | 2026-12-02T00:00 | 2026-12-10T00:00
            from 2nd of December till 9th of December | 2026-12-02T00:00 | 2026-12-10T00:00
            2-9 Dec                       | 2026-12-02T00:00 | 2026-12-10T00:00
            2 to 9 December 2027          | 2027-12-02T00:00 | 2027-12-10T00:00
            Dec 2–9                       | 2026-12-02T00:00 | 2026-12-10T00:00
            Wed 2 Dec to Wed, 9 Dec       | 2026-12-02T00:00 | 2026-12-10T00:00
            2026-12-02 to 2026-12-09      | 2026-12-02T00:00 | 2026-12-10T00:00
            2026-12-02                    | 2026-12-02T00:00 | 2026-12-03T00:00
            20 Dec to 3 Jan               | 2026-12-20T00:00 | 2027-01-04T00:00
            5 Jan                         | 2027-01-05T00:00 | 2027-01-06T00:00
            18 Nov to 25 Nov              | 2026-11-18T00:00 | 2026-11-26T00:00
            today                         | 2026-11-21T00:00 | 2026-11-22T00:00
            Tomorrow                      | 2026-11-22T00:00 | 2026-11-23T00:00
            tomorrow to Tuesday           | 2026-11-22T00:00 | 2026-11-25T00:00
            until Friday                  | 2026-11-21T00:00 | 2026-11-28T00:00
            until 27 Nov                  | 2026-11-21T00:00 | 2026-11-28T00:00
            until Saturday                | 2026-11-21T00:00 | 2026-11-22T00:00
            from Monday to Wednesday      | 2026-11-23T00:00 | 2026-11-26T00:00
            friday until monday           | 2026-11-27T00:00 | 2026-12-01T00:00
            next Monday                   | 2026-11-23T00:00 | 2026-11-24T00:00
            next week                     | 2026-11-23T00:00 | 2026-11-30T00:00
            this week                     | 2026-11-21T00:00 | 2026-11-23T00:00
            this afternoon                | 2026-11-21T12:00 | 2026-11-22T00:00
            tomorrow morning              | 2026-11-22T00:00 | 2026-11-22T12:00
            for 3 days                    | 2026-11-21T00:00 | 2026-11-24T00:00
            2 Dec for two weeks           | 2026-12-02T00:00 | 2026-12-16T00:00
            """)
    void whatPeopleTypeIsRead(String typed, LocalDateTime from, LocalDateTime to) {
        assertThat(AwayWords.read(typed, NOW)).isEqualTo(new Read.Span(from, to));
    }

    @Test
    void whatCannotBeIsNamed() {
        assertThat(AwayWords.read("9 Dec to 2 Dec", NOW))
                .isEqualTo(new Read.Backwards(LocalDate.parse("2026-12-09"), LocalDate.parse("2026-12-02")));
        assertThat(AwayWords.read("2026-12-09 to 2026-12-02", NOW)).isInstanceOf(Read.Backwards.class);
        assertThat(AwayWords.read("31 Feb to 3 March", NOW)).isEqualTo(new Read.NoSuchDay("31 feb"));
        assertThat(AwayWords.read("2026-13-01", NOW)).isEqualTo(new Read.NoSuchDay("2026-13-01"));
        assertThat(AwayWords.read("1 Nov to 5 Nov", NOW)).isEqualTo(new Read.Over(LocalDate.parse("2026-11-05")));
        assertThat(AwayWords.read("until 19 Nov", NOW)).isEqualTo(new Read.Over(LocalDate.parse("2026-11-19")));
        assertThat(AwayWords.read("this morning", NOW)).isEqualTo(new Read.Over(LocalDate.parse("2026-11-21")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2 Dec to", "to", "Dec", "-", "for days", "for 0 days until Monday",
            "2 Dec 9 Dec"})
    void whatIsUnclearIsNotGuessedAt(String typed) {
        assertThat(AwayWords.read(typed, NOW)).isEqualTo(new Read.Unclear());
    }

    @Property
    void anyTwoDaysAreReadAsTheyAreWritten(@ForAll @IntRange(min = 0, max = 700) int ahead,
            @ForAll @IntRange(min = 0, max = 150) int length) {
        LocalDate first = NOW.toLocalDate().plusDays(ahead);
        LocalDate last = first.plusDays(length);

        assertThat(AwayWords.read(first + " to " + last, NOW))
                .isEqualTo(new Read.Span(first.atStartOfDay(), last.plusDays(1).atStartOfDay()));
        assertThat(AwayWords.read("from " + Words.said(first) + " until " + Words.said(last), NOW))
                .isEqualTo(new Read.Span(first.atStartOfDay(), last.plusDays(1).atStartOfDay()));
    }

    @Property
    void nothingTypedBreaksIt(@ForAll String typed) {
        assertThat(AwayWords.read(typed, NOW)).isNotNull();
    }
}
