package dev.steward.delivery;

import java.util.HexFormat;

import org.springframework.stereotype.Component;

import dev.steward.workspace.Sha256;
import dev.steward.workspace.TokenCipher;

/** {@code response_url}s as they are kept: whoever has one may speak through it, so they are encrypted. */
@Component
class ResponseAddresses {
    private final TokenCipher cipher;

    ResponseAddresses(TokenCipher cipher) {
        this.cipher = cipher;
    }

    String encrypt(String url) {
        return cipher.encrypt(url);
    }

    String decrypt(String address) {
        return cipher.decrypt(address);
    }

    /** Tells one from another, and nothing else. */
    static String digest(String url) {
        return HexFormat.of().formatHex(Sha256.of(url), 0, 16);
    }
}
