package dev.steward.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;

/** Ids and secrets that look like Slack's. */
final class SlackIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SlackIds() {}

    /** @param kind the first letter: {@code C}, {@code D}, {@code V}, ... */
    static String next(String kind) {
        var id = new StringBuilder(kind).append('0');
        while (id.length() < 11) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The same for the same name, in every sandbox. */
    static String of(String kind, String name) {
        var random = new Random(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).getLeastSignificantBits());
        var id = new StringBuilder(kind).append('0');
        while (id.length() < 11) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Random, in hexadecimal digits. */
    static String secret(int bytes) {
        byte[] secret = new byte[bytes];
        RANDOM.nextBytes(secret);
        return java.util.HexFormat.of().formatHex(secret);
    }
}
