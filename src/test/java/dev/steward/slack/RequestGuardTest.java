package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import dev.steward.web.Refusal;

class RequestGuardTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_531_420_618), ZoneOffset.UTC);

    @Test
    void theExampleOfSlacksOwnDocumentationPasses() {
        var guard = new RequestGuard("8f742231b10e8888abcd99yyyzzz85a5", CLOCK);
        byte[] body = ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(guard.check("1531420618",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", body, false)).isNull();
    }

    @Test
    void theWindowIsFiveMinutesEitherWay() {
        var guard = new RequestGuard(Signed.SECRET, CLOCK);
        long now = CLOCK.instant().getEpochSecond();

        assertThat(at(guard, now - 300)).isNull();
        assertThat(at(guard, now - 301)).isEqualTo(Refusal.STALE_TIMESTAMP);
        assertThat(at(guard, now + 300)).isNull();
        assertThat(at(guard, now + 301)).isEqualTo(Refusal.STALE_TIMESTAMP);
    }

    @Test
    void aBlankSecretIsImpossible() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestGuard("", CLOCK));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestGuard(" \t", CLOCK));
    }

    @Test
    void aForgedRequestDoesNotUseUpTheRealOne() {
        var guard = new RequestGuard(Signed.SECRET, CLOCK);
        String timestamp = String.valueOf(CLOCK.instant().getEpochSecond());
        byte[] body = {1, 2, 3};
        String signature = Signed.sign(timestamp, body);

        assertThat(guard.check(timestamp, signature, new byte[]{1, 2}, false)).isEqualTo(Refusal.BAD_SIGNATURE);
        assertThat(guard.check(timestamp, signature, body, false)).isNull();
        assertThat(guard.check(timestamp, signature, body, false)).isEqualTo(Refusal.REPLAYED);
        assertThat(guard.check(timestamp, signature, body, true)).isNull();
    }

    private static @org.jspecify.annotations.Nullable Refusal at(RequestGuard guard, long seconds) {
        String timestamp = String.valueOf(seconds);
        return guard.check(timestamp, Signed.sign(timestamp, new byte[0]), new byte[0], false);
    }
}
