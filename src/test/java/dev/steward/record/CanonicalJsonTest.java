package dev.steward.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** What can be read back whole cannot be the same for two. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyReaderOfJsonReadsTheFactsAsTheyWere(@ForAll("facts") Map<String, Object> facts) {
        assertThat(JSON.readValue(CanonicalJson.of(facts), Map.class)).isEqualTo(facts);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void differentFactsHaveDifferentHashes(@ForAll("facts") Map<String, Object> one,
            @ForAll("facts") Map<String, Object> other) {
        Assume.that(!one.equals(other));
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theSameFactsInAnotherOrderHaveTheSameHash(@ForAll("facts") Map<String, Object> facts, @ForAll Random random) {
        assertThat(hash(shuffled(facts, random))).isEqualTo(hash(facts));
    }

    @Example
    void itIsWhatRfc8785Says() {
        // From the RFC's own example of sorting, section 3.2.3
        Map<String, Object> facts = Map.of("\u20ac", "Euro Sign", "\r", "Carriage Return", "\ufb33",
                "Hebrew Letter Dalet With Dagesh", "1", "One", "\ud83d\ude00", "Emoji: Grinning Face", "\u0080",
                "Control", "\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(CanonicalJson.of(facts))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
        assertThat(CanonicalJson.of(Map.of("s", "\u20ac$\u000f\nA'B\"\\\"/\u007f")))
                .isEqualTo("{\"s\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\"}");
    }

    private static String hash(Map<String, Object> facts) {
        var entry = LogDatabase.decided("AP-1", facts);
        return Chain.next(new Chain.Head(0, ""), entry, CanonicalJson.of(facts)).hash();
    }

    private static Map<String, Object> shuffled(Map<String, Object> facts, Random random) {
        var entries = new ArrayList<>(facts.entrySet());
        Collections.shuffle(entries, random);
        var shuffled = new LinkedHashMap<String, Object>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), within(entry.getValue(), random)));
        return shuffled;
    }

    @SuppressWarnings("unchecked")
    private static Object within(Object fact, Random random) {
        return switch (fact) {
            case Map<?, ?> map -> shuffled((Map<String, Object>) map, random);
            case List<?> list -> list.stream().map(one -> within((Object) one, random)).toList();
            default -> fact;
        };
    }

    /** Few letters and small numbers, so that near misses are common. */
    @Provide
    Arbitrary<Map<String, Object>> facts() {
        return maps(fact(3));
    }

    private static Arbitrary<Object> fact(int depth) {
        Arbitrary<Object> simple = Arbitraries.oneOf(text().map(text -> text),
                Arbitraries.integers().between(-12, 12), Arbitraries.longs().between(-(1L << 53) + 1, -1L << 40),
                Arbitraries.of(true, false));
        return depth == 0
                ? simple
                : Arbitraries.frequencyOf(Tuple.of(4, simple),
                        Tuple.of(1, fact(depth - 1).list().ofMaxSize(3).map(list -> (Object) list)),
                        Tuple.of(1, maps(fact(depth - 1)).map(map -> (Object) map)));
    }

    private static Arbitrary<Map<String, Object>> maps(Arbitrary<Object> fact) {
        return Arbitraries.maps(text(), fact).ofMaxSize(4);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of("a", "b", "\"", "\\", ",", ":", "{", "}", "[", "]", "1", "\n", "\u0000", "é", "e\u0301",
                "\ud83d\ude00", "\ufb33", "null", "true").list().ofMaxSize(3).map(parts -> String.join("", parts));
    }
}
