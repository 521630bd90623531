package dev.steward.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.stereotype.Component;

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
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
