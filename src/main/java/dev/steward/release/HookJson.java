package dev.steward.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON from outside, and the texts in it as the database and Slack can have them. */
final class HookJson {
    private static final JsonMapper STRICT = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private HookJson() {}

    /** @throws Garbled when it is none */
    static JsonNode read(byte[] body) {
        try {
            return STRICT.readTree(body);
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw new Garbled(where == null || where.getLineNr() < 1
                    ? "That is not JSON."
                    : "That is not JSON: see line " + where.getLineNr() + ", column " + where.getColumnNr() + ".");
        }
    }

    /** It is no JSON. */
    @SuppressWarnings("serial")
    static final class Garbled extends RuntimeException {
        Garbled(String sentence) {
            super(sentence, null, false, false);
        }

        Reading.Bad bad() {
            return new Reading.Bad(400, String.valueOf(getMessage()));
        }
    }

    /** On one line, without what surrounds it. */
    static String line(String text) {
        return clean(text).replaceAll("[\\s\\u0085\\u2028\\u2029\\p{Cntrl}]+", " ").strip();
    }

    /** With the ends of lines that everyone has, without NUL, and without halves of characters. */
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                clean.append(c).append(text.charAt(++i));
            } else if (c == '\r') {
                clean.append(i + 1 < text.length() && text.charAt(i + 1) == '\n' ? "" : "\n");
            } else if (c != 0 && !Character.isSurrogate(c)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** Null for what is no time in RFC 3339 between 1970 and 9999. */
    static @Nullable Instant time(String text) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            return at.isBefore(FIRST) || at.isAfter(LAST) ? null : at;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Null for what is no page of the web. It can stand in a link of Markdown. */
    static @Nullable String url(String text) {
        return WebAddress.of(clean(text)).map(WebAddress::url).filter(url -> !url.startsWith("mailto:"))
                .map(url -> url.replace("(", "%28").replace(")", "%29"))
                .filter(url -> url.length() <= Shipped.LONGEST_URL).orElse(null);
    }
}
