package dev.steward.workspace;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) by one secret. Threads may share it. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac keyed;

    /** @param secret not empty; its UTF-8 bytes are the key */
    public HmacSha256(String secret) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    /** Of these bytes, one piece after the other; 32 bytes. */
    public byte[] of(byte[]... pieces) {
        Mac mac = copy();
        for (byte[] piece : pieces) {
            mac.update(piece);
        }
        return mac.doFinal();
    }

    /** As {@link #of}, as 64 lower-case hexadecimal digits. */
    public String hex(byte[]... pieces) {
        return HexFormat.of().formatHex(of(pieces));
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be cloned", e);
        }
    }
}
