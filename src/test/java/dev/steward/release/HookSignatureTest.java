package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HookSignatureTest {
    /** As GitHub's documentation has it. */
    private static final String SECRET = "It's a Secret to Everybody";
    private static final byte[] HELLO = bytes("Hello, World!");
    private static final String SIGNED = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

    @Test
    void githubsExampleHolds() {
        assertThat(github("sha256=" + SIGNED)).isNull();
        assertThat(HookSignature.github(List.of("the new one", SECRET), HELLO, "sha256=" + SIGNED)).isNull();
        assertThat(HookSignature.of(SECRET, HELLO)).isEqualTo(SIGNED);
    }

    @Test
    void whatDoesNotFitIsToldApartInWords() {
        assertThat(github(null)).contains("missing");
        assertThat(github(" ")).contains("missing");
        assertThat(github("sha256=" + SIGNED.replace('7', '8'))).contains("does not fit");
        assertThat(github("sha1=" + SIGNED)).contains("does not fit");
        assertThat(github("sha256=xyz")).contains("does not fit");
        assertThat(github("sha256=" + SIGNED.substring(2))).contains("does not fit");
        assertThat(HookSignature.github(List.of(SECRET), bytes("Hello, World"), "sha256=" + SIGNED))
                .contains("does not fit");
        assertThat(HookSignature.github(List.of(), HELLO, "sha256=" + SIGNED)).contains("does not fit");
    }

    @Test
    void stewardsOwnHoldsFiveMinutesEitherWay() {
        String header = header(NOW);
        assertThat(steward(header, NOW)).isNull();
        assertThat(steward(header, NOW.plus(Duration.ofMinutes(5)))).isNull();
        assertThat(steward(header, NOW.minus(Duration.ofMinutes(5)))).isNull();
        assertThat(steward(header, NOW.plus(Duration.ofMinutes(5)).plusSeconds(1))).contains("5 minutes");
        assertThat(steward(header, NOW.minus(Duration.ofMinutes(5)).minusSeconds(1))).contains("5 minutes");
    }

    @Test
    void theTimeIsSignedToo() {
        String moved = header(NOW.minusSeconds(900)).replace("t=" + NOW.minusSeconds(900).getEpochSecond(),
                "t=" + NOW.getEpochSecond());
        assertThat(steward(moved, NOW)).contains("does not fit");
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        assertThat(steward(header(NOW).replace(",v1=", ", v1=" + "0".repeat(64) + ", v1="), NOW)).isNull();
        assertThat(steward("t=,v1=", NOW)).contains("should read");
        assertThat(steward("v1=" + SIGNED, NOW)).contains("should read");
        assertThat(steward("t=99999999999999999999,v1=" + SIGNED, NOW)).contains("should read");
        assertThat(steward(null, NOW)).contains("missing");
    }

    @Property(tries = 300)
    void noHeaderHoldsByChance(@ForAll String header) {
        assertThat(github(header)).isNotNull();
        assertThat(github("sha256=" + header)).isNotNull();
        assertThat(steward(header, NOW)).isNotNull();
        assertThat(steward("t=" + NOW.getEpochSecond() + ",v1=" + header, NOW)).isNotNull();
    }

    private static String header(Instant at) {
        return "t=" + at.getEpochSecond() + ",v1="
                + HookSignature.of(SECRET, bytes(at.getEpochSecond() + "."), HELLO);
    }

    private static @Nullable String github(@Nullable String header) {
        return HookSignature.github(List.of(SECRET), HELLO, header);
    }

    private static @Nullable String steward(@Nullable String header, Instant now) {
        return HookSignature.steward(List.of(SECRET), HELLO, header, now);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
