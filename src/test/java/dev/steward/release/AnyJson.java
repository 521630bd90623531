package dev.steward.release;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON of every kind, with fields of these names more often than not. */
final class AnyJson {
    private AnyJson() {}

    static Arbitrary<String> like(String... fields) {
        Arbitrary<String> names = Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(8, Arbitraries.of(fields)),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
        return value(names, 4);
    }

    private static Arbitrary<String> value(Arbitrary<String> names, int depth) {
        List<Arbitrary<String>> kinds = new ArrayList<>(List.of(Arbitraries.of("null", "true", "false"),
                Arbitraries.of("0", "1", "-1", "1.5", "1e3", "9223372036854775807", "9223372036854775808", "1e999"),
                Arbitraries.of("", " ", "published", "edited", "deleted", "v1.2.3", "2026-11-20T12:00:00Z",
                        "+1000000000-01-01T00:00:00Z", "https://example.com/a(b)?c=d&e", "http://",
                        "javascript:alert(1)",
                        "\u0000", "\ud800", "<!channel>").map(AnyJson::text),
                Arbitraries.strings().ofMaxLength(20).map(AnyJson::text)));
        if (depth > 0) {
            Arbitrary<String> inner = Arbitraries.lazy(() -> value(names, depth - 1));
            kinds.add(inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"));
            Arbitrary<String> object = net.jqwik.api.Combinators.combine(names.list().uniqueElements().ofMaxSize(8),
                    inner.list().ofSize(8)).as((keys, values) -> {
                        List<String> members = new ArrayList<>();
                        for (int i = 0; i < keys.size(); i++) {
                            members.add(text(keys.get(i)) + ":" + values.get(i));
                        }
                        return "{" + String.join(",", members) + "}";
                    });
            kinds.add(object);
            kinds.add(object);
            kinds.add(object);
        }
        return Arbitraries.oneOf(kinds);
    }

    /** Half characters are written as escapes, as JSON may have them. */
    private static String text(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
