package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @Property
    void isReadAsWritten(@ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long number) {
        assertThat(Reference.parse(new Reference(number).toString())).contains(new Reference(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FB-12", "fb-12", " FB12 ", "Fb‑12"})
    void isReadHoweverItIsTyped(String typed) {
        assertThat(Reference.parse(typed)).contains(new Reference(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "FB-", "FB-0", "FB-012", "FB-1 2", "XFB-1", "FB-12 is broken",
            "FB-9999999999999999999"})
    void isNotSeenInOtherWords(String typed) {
        assertThat(Reference.parse(typed)).isEmpty();
    }

    @Test
    void startsAtOne() {
        assertThat(new Reference(1)).hasToString("FB-1");
    }
}
