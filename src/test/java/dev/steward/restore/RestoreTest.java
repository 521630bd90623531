package dev.steward.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class RestoreTest {
    @Test
    void withoutABackupNothingIsLost() {
        var none = restored("");

        assertThat(none.from()).isEmpty();
        assertThat(none.knew(UUID.randomUUID())).isFalse();
    }

    @Test
    void aBackupKnewWhatWasMadeBefore() {
        UUID thing = UuidCreator.getTimeOrderedEpoch();
        Instant made = Instant.ofEpochMilli(thing.getMostSignificantBits() >>> 16);

        assertThat(restored(made.toString()).knew(thing)).isTrue();
        assertThat(restored(made.minus(Duration.ofMinutes(11)).toString()).knew(thing)).isFalse();
        assertThat(restored(made.minus(Duration.ofDays(1)).toString()).knew(UUID.randomUUID()))
                .as("of an age that nobody knows").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-30 22:00", "2026-11-30T22:00:00", "2999-01-01T00:00:00Z"})
    void whatIsNoTimeOfABackupIsRefused(String text) {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> restored(text))
                .satisfies(refused -> assertThat(refused.getReason()).startsWith("STEWARD_RESTORED_FROM"));
    }

    private static Restored restored(String from) {
        return new Restored(from, Clock.systemUTC());
    }
}
