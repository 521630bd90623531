package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.HmacSha256;

/**
 * Whether somebody who knows the secret sent exactly these bytes. Comparisons take the same time whether they fit or not.
 *
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub on its signatures</a>
 */
final class HookSignature {
    static final String GITHUB = "X-Hub-Signature-256";
    static final String STEWARD = "X-Steward-Signature";
    /** Either way. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LONGEST = 1_000;
    private static final String GITHUB_DOES_NOT_FIT = "The signature in " + GITHUB
            + " does not fit the body and the secret.";

    private HookSignature() {}

    /**
     * The header of GitHub's signatures: {@code sha256=} and the HMAC-SHA256 of the body in hexadecimal.
     *
     * @return why no body can fit it, as a sentence; null when the body is to decide
     */
    static @Nullable String judgeGithub(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return "The header " + GITHUB + " is missing: give GitHub the secret that Steward showed.";
        }
        return githubs(header) == null ? GITHUB_DOES_NOT_FIT : null;
    }

    /**
     * GitHub's signature of a body.
     *
     * @param secrets any of which may have been used
     * @return why it does not hold, as a sentence; null when it does
     */
    static @Nullable String github(Collection<String> secrets, byte[] body, @Nullable String header) {
        String why = judgeGithub(header);
        if (why != null) {
            return why;
        }
        byte[] sent = githubs(String.valueOf(header));
        return sent != null && fits(secrets, new byte[0], body, List.of(sent)) ? null : GITHUB_DOES_NOT_FIT;
    }

    private static byte @Nullable [] githubs(String header) {
        return header.startsWith("sha256=") ? hex(header.substring(7).strip()) : null;
    }

    /** @return as {@link #judgeGithub} */
    static @Nullable String judgeSteward(@Nullable String header, Instant now) {
        return Stewards.read(header).why(now);
    }

    /**
     * Steward's own: {@code t=<seconds since 1970>,v1=<hexadecimal>}, the HMAC-SHA256 of the time as sent, a full stop and the body.
     *
     * @return as above
     */
    static @Nullable String steward(Collection<String> secrets, byte[] body, @Nullable String header, Instant now) {
        Stewards read = Stewards.read(header);
        String why = read.why(now);
        if (why != null) {
            return why;
        }
        return fits(secrets, (read.time + ".").getBytes(StandardCharsets.US_ASCII), body, read.sent)
                ? null
                : "The signature in " + STEWARD + " does not fit the time, the body and the secret.";
    }

    /** What the header of Steward's own signatures says. */
    private record Stewards(boolean missing, @Nullable String time, List<byte[]> sent) {
        static Stewards read(@Nullable String header) {
            if (header == null || header.isBlank() || header.length() > LONGEST) {
                return new Stewards(true, null, List.of());
            }
            String time = null;
            List<byte[]> sent = new ArrayList<>();
            for (String part : header.split(",")) {
                String trimmed = part.strip();
                if (trimmed.startsWith("t=")) {
                    time = trimmed.substring(2);
                } else if (trimmed.startsWith("v1=")) {
                    byte[] bytes = hex(trimmed.substring(3));
                    if (bytes != null) {
                        sent.add(bytes);
                    }
                }
            }
            return new Stewards(false, time, sent);
        }

        @Nullable
        String why(Instant now) {
            if (missing) {
                return "The header " + STEWARD + ": t=<unix time>,v1=<signature> is missing.";
            }
            if (time == null || !time.matches("\\d{1,12}") || sent.isEmpty()) {
                return "The header " + STEWARD + " should read t=<unix time in seconds>,v1=<64 hexadecimal digits>.";
            }
            Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs();
            return off.compareTo(TOLERANCE) <= 0
                    ? null
                    : "The time in " + STEWARD + " is more than " + TOLERANCE.toMinutes()
                            + " minutes from Steward's. Sign when you send, by a clock that is right.";
        }
    }

    /** As the sender makes it, in lower-case hexadecimal. */
    static String of(String secret, byte[]... pieces) {
        return new HmacSha256(secret).hex(pieces);
    }

    private static boolean fits(Collection<String> secrets, byte[] before, byte[] body, List<byte[]> sent) {
        boolean fits = false;
        for (String secret : secrets) {
            byte[] expected = new HmacSha256(secret).of(before, body);
            for (byte[] each : sent) {
                fits |= MessageDigest.isEqual(expected, each);
            }
        }
        return fits;
    }

    private static byte @Nullable [] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException garbled) {
            return null;
        }
    }
}
