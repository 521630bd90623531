package dev.steward.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins what two people made of the same thing. What only one of them changed is as they made it; of what holds several things, each thing
 * comes or goes by itself; where both changed the same to different ends, mine stays and somebody has to choose.
 */
final class MergeWritten {
    private MergeWritten() {}

    /** @param contested keys of {@link Field#whole fields} and wordings that both changed, in order */
    record Merged(Written written, List<String> contested) {
        Merged {
            contested = List.copyOf(contested);
        }
    }

    /** @param base what both began from */
    static Merged merge(Written base, Written mine, Written theirs) {
        var wholes = new TreeMap<String, Set<String>>();
        for (Written each : List.of(base, mine, theirs)) {
            each.fields().keySet().forEach(key -> wholes.computeIfAbsent(whole(key), none -> new TreeSet<>()).add(key));
        }
        var merged = new TreeMap<String, List<String>>();
        List<String> contested = new ArrayList<>();
        wholes.forEach((whole, keys) -> {
            var before = part(base, keys);
            var ours = part(mine, keys);
            var others = part(theirs, keys);
            if (ours.equals(others) || others.equals(before)) {
                merged.putAll(ours);
            } else if (ours.equals(before)) {
                merged.putAll(others);
            } else if (Field.of(whole).map(Field::many).orElse(false)) {
                merged.put(whole, joined(base.all(whole), mine.all(whole), theirs.all(whole)));
            } else {
                merged.putAll(ours);
                contested.add(whole);
            }
        });
        var written = new Written(merged);
        // the words for an audience that one of them took out are for nobody
        contested.removeIf(key -> key.startsWith(Field.WORDING)
                && !written.all(Field.AUDIENCES).contains(key.substring(Field.WORDING.length())));
        return new Merged(written, inOrder(contested));
    }

    /** The key under which a choice between the two is made. */
    static String whole(String key) {
        return Field.of(key).map(Field::whole).map(Field::key).orElse(key);
    }

    /** All keys that are changed as one with it. */
    static List<String> parts(String whole) {
        return Field.of(whole).map(field -> Arrays.stream(Field.values())
                .filter(each -> each.whole() == field).map(Field::key).toList()).orElse(List.of(whole));
    }

    private static Map<String, List<String>> part(Written of, Set<String> keys) {
        var part = new HashMap<String, List<String>>();
        keys.forEach(key -> part.put(key, of.all(key)));
        return part;
    }

    private static List<String> joined(List<String> base, List<String> mine, List<String> theirs) {
        var joined = new LinkedHashSet<>(mine);
        joined.removeIf(one -> base.contains(one) && !theirs.contains(one));
        theirs.stream().filter(one -> !base.contains(one)).forEach(joined::add);
        return List.copyOf(joined);
    }

    /** As they stand in the form; wordings after them. */
    private static List<String> inOrder(List<String> keys) {
        return keys.stream().sorted(Comparator
                .comparingInt((String key) -> Field.of(key).map(Field::ordinal).orElse(Field.values().length))
                .thenComparing(key -> key)).toList();
    }
}
