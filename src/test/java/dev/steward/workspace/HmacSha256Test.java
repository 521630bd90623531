package dev.steward.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class HmacSha256Test {
    /** Case 2 of RFC 4231. */
    @Test
    void isTheOneOfTheStandard() {
        var keyed = new HmacSha256("Jefe");

        assertThat(keyed.hex(bytes("what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(keyed.hex(bytes("what do ya "), new byte[0], bytes("want for nothing?")))
                .isEqualTo(keyed.hex(bytes("what do ya want for nothing?")));
        assertThat(keyed.of(bytes("x"))).hasSize(32);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
