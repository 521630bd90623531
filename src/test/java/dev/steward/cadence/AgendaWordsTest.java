package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.steward.cadence.AgendaItem.Said;

/** What people type of an item, and of where a pre-read is. */
class AgendaWordsTest {
    @ParameterizedTest
    @CsvSource({"Pricing 10 min,Pricing,10", "Pricing (15 minutes),Pricing,15", "Pricing 5m,Pricing,5",
            "Pricing of 10 apples,Pricing of 10 apples,0", "10 min,10 min,0", "Q3 10 Min,Q3,10"})
    void itsTimeStandsAtTheEnd(String typed, String title, int minutes) {
        Said said = AgendaActions.said(typed);
        assertThat(said.title()).isEqualTo(title);
        assertThat(said.minutes()).isEqualTo(minutes);
    }

    @Test
    void moreThanFourHoursIsRefused() {
        assertThatThrownBy(() -> AgendaActions.said("Pricing 241 min")).isInstanceOf(Refused.class)
                .hasMessageContaining("240 minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "http://a.example/b?c=d&e=f#g", "HTTPS://example.com:8443/x"})
    void webAddresses(String typed) {
        assertThat(SteerForms.address(typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "https://", "https://bank.example@evil.example", "https://a b",
            "https://a.example/>", "https://a.example/x|y", "mailto:a@b.example", "example.com"})
    void othersAreNone(String typed) {
        assertThat(SteerForms.address(typed)).isFalse();
    }
}
