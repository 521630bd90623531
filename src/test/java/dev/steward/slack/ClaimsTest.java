package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    @Test
    void anIdIsReadWhateverSurroundsIt() {
        assertThat(Claims.id(ID.toString())).contains(ID);
        assertThat(Claims.id(" " + ID + "\n")).contains(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "newest", "019a0000-0000-7000-8000-00000000000g",
            "019a0000-0000-7000-8000-000000000001 7", "019a0000-0000-7000-8000-000000000001-1"})
    void whatIsNoneIsNone(String value) {
        assertThat(Claims.id(value)).isEmpty();
    }
}
