package dev.steward.workspace;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/**
 * What lets in whoever has it. It is an id, by which its row is found, and 32 random bytes, of which the row keeps only the SHA-256
 * hash: they need no salt.
 */
public final class BearerToken {
    /** By which people and programs know a secret of Steward's when they meet it. */
    private static final String PREFIX = "stw_";
    private static final int ID = 16;
    private static final int SECRET = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UUID id;
    private final byte[] secret;

    private BearerToken(UUID id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A new one. */
    public static BearerToken create() {
        byte[] secret = new byte[SECRET];
        RANDOM.nextBytes(secret);
        return new BearerToken(UuidCreator.getTimeOrderedEpoch(), secret);
    }

    /** Empty for what was never the {@link #text} of one. Addresses that were given out by earlier versions have no prefix. */
    public static Optional<BearerToken> read(String text) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        } catch (IllegalArgumentException garbled) {
            return Optional.empty();
        }
        if (all.length != ID + SECRET) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(all);
        var id = new UUID(buffer.getLong(), buffer.getLong());
        byte[] secret = new byte[SECRET];
        buffer.get(secret);
        return Optional.of(new BearerToken(id, secret));
    }

    public UUID id() {
        return id;
    }

    /** What is kept of it beside its id. */
    public byte[] hash() {
        return Sha256.of(secret);
    }

    /** Whether it is the one of which this was kept. Takes the same time either way. */
    public boolean matches(byte[] hash) {
        return MessageDigest.isEqual(hash, hash());
    }

    /** As its bearer gets it: 68 characters that may stand in an address. A secret, so this is not {@code toString}. */
    public String text() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(ID + SECRET)
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).put(secret).array());
    }
}
