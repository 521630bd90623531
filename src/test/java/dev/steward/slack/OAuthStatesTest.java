package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import org.junit.jupiter.api.Test;

/** OAuth states without rows. */
class OAuthStatesTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");

    private final OAuthStates states = at(NOON, "secret");

    @Test
    void aStateServesOnceAtAnyInstance() {
        String state = states.generateNewStateValue();

        assertThat(at(NOON, "secret").isAvailableInDatabase(state)).isTrue();
        assertThat(states.isAvailableInDatabase(state)).isTrue();
        assertThat(states.isAvailableInDatabase(state)).isFalse();
    }

    @Test
    void aStateServesForTenMinutes() {
        String state = states.generateNewStateValue();

        assertThat(at(NOON.plus(Duration.ofMinutes(10)).minusMillis(1), "secret").isAvailableInDatabase(state))
                .isTrue();
        assertThat(at(NOON.plus(Duration.ofMinutes(10)), "secret").isAvailableInDatabase(state)).isFalse();
    }

    @Test
    void whatNobodyGaveOrSomebodyChangedIsRefused() {
        byte[] state = Base64.getUrlDecoder().decode(states.generateNewStateValue());
        for (int i = 0; i < state.length; i++) {
            byte[] other = state.clone();
            other[i] ^= 1;
            assertThat(states.isAvailableInDatabase(Base64.getUrlEncoder().withoutPadding().encodeToString(other)))
                    .as("another byte %s", i).isFalse();
        }
        assertThat(states.isAvailableInDatabase(at(NOON, "another").generateNewStateValue())).isFalse();
        assertThat(states.isAvailableInDatabase("")).isFalse();
        assertThat(states.isAvailableInDatabase("made up!")).isFalse();
        assertThat(states.isAvailableInDatabase("AAAA")).isFalse();
    }

    private static OAuthStates at(Instant now, String secret) {
        return new OAuthStates(secret, Clock.fixed(now, ZoneOffset.UTC));
    }
}
