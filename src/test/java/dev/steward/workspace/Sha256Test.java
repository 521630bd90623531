package dev.steward.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class Sha256Test {
    /** The examples of FIPS 180-2. */
    @Test
    void isWhatTheStandardSays() {
        assertThat(Sha256.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        assertThat(Sha256.hex(new byte[0])).startsWith("e3b0c44298fc1c14");
    }

    @Test
    void ofTextIsOfItsBytes() {
        assertThat(Sha256.of("å")).isEqualTo(Sha256.of("å".getBytes(StandardCharsets.UTF_8)));
    }
}
