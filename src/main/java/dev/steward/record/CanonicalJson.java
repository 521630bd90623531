package dev.steward.record;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Facts as one text and no other: JSON as RFC 8785 writes it, of texts, whole numbers, truth values, null, lists and maps. Keys stand
 * in the order of their UTF-16 code units, nothing is escaped that need not be, and there are no spaces. Two texts are equal exactly
 * when the facts are.
 */
final class CanonicalJson {
    /** The greatest whole number that every reader of JSON reads as it is. */
    private static final BigInteger GREATEST = BigInteger.valueOf((1L << 53) - 1);

    private CanonicalJson() {}

    /** @throws IllegalArgumentException when it, or something in it, is no fact; the message says where */
    static String of(Map<String, ? extends @Nullable Object> facts) {
        var json = new StringBuilder();
        map(facts, "the facts", json);
        return json.toString();
    }

    private static void write(@Nullable Object fact, String where, StringBuilder json) {
        switch (fact) {
            case null -> json.append("null");
            case Boolean truth -> json.append(truth.booleanValue());
            case Integer number -> json.append(number.intValue());
            case Long number -> whole(BigInteger.valueOf(number), where, json);
            case BigInteger number -> whole(number, where, json);
            case Short number -> json.append(number.shortValue());
            case Byte number -> json.append(number.byteValue());
            case String text -> text(text, where, json);
            case List<?> list -> list(list, where, json);
            case Map<?, ?> map -> map(map, where, json);
            default -> throw new IllegalArgumentException(where + " is a " + fact.getClass().getName()
                    + ", which has no canonical form: write it as a text, whole number or truth value");
        }
    }

    private static void whole(BigInteger number, String where, StringBuilder json) {
        if (number.abs().compareTo(GREATEST) > 0) {
            throw new IllegalArgumentException(
                    where + " is beyond 2^53 - 1, which not everybody reads: write it as text");
        }
        json.append(number);
    }

    private static void list(List<?> list, String where, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
            json.append(i == 0 ? "" : ",");
            write(list.get(i), where + "[" + i + "]", json);
        }
        json.append(']');
    }

    private static void map(Map<?, ?> map, String where, StringBuilder json) {
        var keys = new ArrayList<String>(map.size());
        for (Object key : map.keySet()) {
            if (!(key instanceof String text)) {
                throw new IllegalArgumentException(where + " has a key that is no text: " + key);
            }
            keys.add(text);
        }
        keys.sort(null);
        json.append('{');
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            json.append(i == 0 ? "" : ",");
            text(key, "a key of " + where, json);
            json.append(':');
            write(map.get(key), where + "." + key, json);
        }
        json.append('}');
    }

    private static void text(String text, String where, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00").append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else if (!Character.isSurrogate(c)) {
                        json.append(c);
                    } else if (Character.isHighSurrogate(c) && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        json.append(c).append(text.charAt(++i));
                    } else {
                        throw new IllegalArgumentException(where + " has half a character at " + i);
                    }
                }
            }
        }
        json.append('"');
    }
}
