package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import dev.steward.slack.TypedFilter.Read;

class TypedFilterTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final List<String> NAMES = List.of("area", "owner");

    @Test
    void filtersDaysAndWords() {
        TypedFilter read = fine("area:Search Owner:@maya since:7d until:today ledger “for all ” https://x.example csv");

        assertThat(read.own()).isEqualTo(Map.of("area", "Search", "owner", "@maya"));
        assertThat(read.since()).isEqualTo(TODAY.minusDays(7));
        assertThat(read.until()).isEqualTo(TODAY);
        assertThat(read.words()).containsExactly("ledger", "for all", "https://x.example", "csv");
        assertThat(read.wordsWithoutCsv()).containsExactly("ledger", "for all", "https://x.example");
        assertThat(fine("area:a area:b").own("area")).isEqualTo("b");
        assertThat(fine("“ ”")).isEqualTo(new TypedFilter(Map.of(), null, null, List.of(), false));
    }

    @Test
    void csvIsAWordUnlessItStandsAtTheEnd() {
        assertThat(fine("export CSV ").csv()).isTrue();
        for (String typed : List.of("csv export", "“csv”", "csv area:x", "csv https://x.example")) {
            assertThat(fine(typed).csv()).as(typed).isFalse();
            assertThat(fine(typed).wordsWithoutCsv()).as(typed).contains("csv");
        }
    }

    @Test
    void mistakesSayWhatToTypeInstead() {
        assertThat(mistake("since:soon")).isEqualTo("“soon” is no date. Write a date as `2026-11-20`, or `today`, "
                + "`yesterday`, `7d` or `2w`.");
        assertThat(mistake("Colour:red"))
                .isEqualTo("There is no filter `Colour:`. Use `area:`, `owner:`, `since:` or `until:`.");
        assertThat(mistake("area:\"x")).isEqualTo("A quotation mark is missing at one end.");
        assertThat(mistake("since:today until:yesterday")).isEqualTo("`since:` must not be after `until:`.");
        assertThat(mistake("x".repeat(501))).isEqualTo("That is too long to look for: 500 characters at most.");
    }

    @Property
    void anythingTypedIsReadOrRefusedWithASentence(@ForAll String typed) {
        switch (TypedFilter.read(typed, TODAY, NAMES)) {
            case Read.Fine(var filter) -> assertThat(filter.words()).doesNotContain("");
            case Read.Mistaken(var sentence) -> assertThat(sentence).isNotBlank();
        }
    }

    private static TypedFilter fine(String typed) {
        return ((Read.Fine) TypedFilter.read(typed, TODAY, NAMES)).filter();
    }

    private static String mistake(String typed) {
        return ((Read.Mistaken) TypedFilter.read(typed, TODAY, NAMES)).sentence();
    }
}
