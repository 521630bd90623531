package dev.steward.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import dev.steward.web.Refusal;
import dev.steward.workspace.HmacSha256;

/**
 * Lets through what Slack signed just now, once. Stands before Bolt, whose own check passes timestamps of the future, compares in
 * variable time, and takes a constant for the secret where none is configured.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class RequestGuard {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String VERSION = "v0=";
    private static final int HEX = 64;

    private final HmacSha256 keyed;
    private final Clock clock;
    /**
     * Signatures seen, for as long as their timestamp may pass: twice the window, because it may lie as far ahead. Bounded, so
     * that a flood forgets the oldest instead of filling memory; receipts in the database still recognise those.
     */
    private final Cache<String, Boolean> seen = Caffeine.newBuilder().maximumSize(200_000)
            .expireAfterWrite(WINDOW.multipliedBy(2)).build();

    RequestGuard(String signingSecret, Clock clock) {
        if (signingSecret.isBlank()) {
            throw new IllegalArgumentException("The signing secret is blank: anybody could sign for Slack.");
        }
        this.keyed = new HmacSha256(signingSecret);
        this.clock = clock;
    }

    /**
     * Why the request is refused by its headers alone, before any of its body is read; null when the body is to decide.
     */
    @Nullable
    Refusal judge(@Nullable String timestamp, @Nullable String signature) {
        if (timestamp == null || signature == null) {
            return Refusal.UNSIGNED;
        }
        long seconds = seconds(timestamp);
        if (seconds < 0) {
            return Refusal.BAD_TIMESTAMP;
        }
        if (Math.abs(clock.millis() / 1000 - seconds) > WINDOW.toSeconds()) {
            return Refusal.STALE_TIMESTAMP;
        }
        return wellFormed(signature) ? null : Refusal.BAD_SIGNATURE;
    }

    /**
     * Why the request is refused, or null when it may pass.
     *
     * @param retry whether Slack says that it sends it again, which it may, byte for byte
     */
    @Nullable
    Refusal check(@Nullable String timestamp, @Nullable String signature, byte[] body, boolean retry) {
        Refusal headers = judge(timestamp, signature);
        if (headers != null || timestamp == null || signature == null) {
            return headers;
        }
        if (!MessageDigest.isEqual(sign(timestamp, body), signature.getBytes(StandardCharsets.UTF_8))) {
            return Refusal.BAD_SIGNATURE;
        }
        boolean again = seen.asMap().putIfAbsent(signature, Boolean.TRUE) != null;
        return again && !retry ? Refusal.REPLAYED : null;
    }

    private static boolean wellFormed(String signature) {
        return signature.length() == VERSION.length() + HEX && signature.startsWith(VERSION)
                && signature.chars().skip(VERSION.length())
                        .allMatch(digit -> digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f');
    }

    private byte[] sign(String timestamp, byte[] body) {
        String hex = keyed.hex(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8), body);
        return (VERSION + hex).getBytes(StandardCharsets.UTF_8);
    }

    /** Plain digits only: what {@code Long.parseLong} takes besides (signs, other scripts' digits) Slack never sends. */
    private static long seconds(String timestamp) {
        if (timestamp.isEmpty() || timestamp.length() > 12) {
            return -1;
        }
        long seconds = 0;
        for (int i = 0; i < timestamp.length(); i++) {
            int digit = timestamp.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            seconds = seconds * 10 + digit;
        }
        return seconds;
    }
}
