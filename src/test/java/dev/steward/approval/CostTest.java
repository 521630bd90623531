package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5000|5000", "5,000|5000", "1,250.50|1250.50", "€12 500|12500", "12k|12000",
            "1.5m|1500000", "5000 EUR|5000", "$ 99.90|99.90", "1'000'000|1000000"})
    void readsWhatPeopleWrite(String typed, BigDecimal cost) {
        assertThat(Cost.parse(typed)).hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(cost));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.000", "1.234.567", "5,5", "-1", "a lot", "", "1e9", "12,34", "99999999999999"})
    void refusesWhatIsNoneOrMayBeTwo(String typed) {
        assertThat(Cost.parse(typed)).isEmpty();
    }

    @Test
    void longOnesAreRefusedSoon() {
        assertThat(Cost.parse("1".repeat(100_000))).isEmpty();
    }

    @Property
    void whatIsWrittenIsReadAgain(
            @ForAll @BigRange(min = "0", max = "999999999") @Scale(2) BigDecimal cost) {
        assertThat(Cost.parse(Cost.written(cost)).orElseThrow()).isEqualByComparingTo(cost);
    }

    @Property
    void anythingElseIsReadOrRefused(@ForAll String typed) {
        Cost.parse(typed).ifPresent(cost -> assertThat(cost).isNotNegative());
    }
}
