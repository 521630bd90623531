package dev.steward.release;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * What stands in a release's form, right or wrong, as it was typed and chosen.
 *
 * @param fields by {@link Field#key}, or {@link Field#wording} of an audience; nothing stands in what is missing. Times are seconds since
 *               1970.
 */
record Written(SortedMap<String, List<String>> fields) {
    static final String NOW = "now";
    static final String TIMED = "at";
    static final String GATED = "gate";
    static final String DIGESTS = "digests";
    /** On the public changelog. Not the word of the form that had it ticked unasked: what that one says is nobody's choice. */
    static final String PUBLIC = "public";
    static final Written NOTHING = new Written(Map.of());
    static final Written NEW = new Written(
            Map.of(Field.WHEN.key(), List.of(NOW), Field.TOLD.key(), List.of(DIGESTS)));

    Written {
        var held = new TreeMap<String, List<String>>();
        fields.forEach((key, values) -> {
            if (!values.isEmpty()) {
                held.put(key, List.copyOf(values));
            }
        });
        fields = Collections.unmodifiableSortedMap(held);
    }

    Written(Map<String, List<String>> fields) {
        this(new TreeMap<>(fields));
    }

    static Written of(Content content, When when) {
        var fields = new TreeMap<String, List<String>>();
        text(fields, Field.TITLE, content.title());
        text(fields, Field.VERSION, content.version());
        text(fields, Field.TIER, Integer.toString(content.tier()));
        text(fields, Field.AREA, content.area() == null ? "" : content.area().toString());
        fields.put(Field.INITIATIVES.key(), all(content.initiatives(), InitiativeId::toString));
        text(fields, Field.FEEDBACK, String.join(", ", content.feedback()));
        text(fields, Field.CHANGED, content.changed());
        text(fields, Field.WHY, content.why());
        text(fields, Field.AFFECTED, content.affected());
        text(fields, Field.ACTION, content.action());
        fields.put(Field.AUDIENCES.key(), all(content.audiences(), each -> each.audience().toString()));
        content.audiences().stream().filter(each -> !each.wording().isEmpty())
                .forEach(each -> fields.put(Field.wording(each.audience()), List.of(each.wording())));
        fields.put(Field.CHANNELS.key(), all(content.channels(), ChannelId::value));
        fields.put(Field.EDITORS.key(), all(content.editors(), UserId::value));
        var told = new java.util.ArrayList<String>();
        if (content.digests()) {
            told.add(DIGESTS);
        }
        if (content.changelog()) {
            told.add(PUBLIC);
        }
        fields.put(Field.TOLD.key(), told);
        switch (when) {
            case When.Now now -> text(fields, Field.WHEN, NOW);
            case When.At(Instant at) -> {
                text(fields, Field.WHEN, TIMED);
                text(fields, Field.AT, Long.toString(at.getEpochSecond()));
            }
            case When.OnGate(var gate, var initiative) -> {
                text(fields, Field.WHEN, GATED);
                text(fields, Field.GATE, gate);
                text(fields, Field.GATE_FOR, initiative.toString());
            }
        }
        return new Written(fields);
    }

    private static void text(Map<String, List<String>> fields, Field field, String text) {
        fields.put(field.key(), text.isEmpty() ? List.of() : List.of(text));
    }

    private static <T> List<String> all(List<T> many, Function<T, String> word) {
        return many.stream().map(word).toList();
    }

    List<String> all(String key) {
        return fields.getOrDefault(key, List.of());
    }

    List<String> all(Field field) {
        return all(field.key());
    }

    /** What is typed or chosen there, without what surrounds it; empty where nothing is. */
    String text(String key) {
        List<String> held = all(key);
        return held.isEmpty() ? "" : held.getFirst().strip();
    }

    String text(Field field) {
        return text(field.key());
    }

    @Nullable
    String one(Field field) {
        String text = text(field);
        return text.isEmpty() ? null : text;
    }

    /** This, but what {@code shown} has a word about is as there. @param shown empty lists empty a field */
    Written with(Map<String, List<String>> shown) {
        var all = new TreeMap<>(fields);
        all.putAll(shown);
        return new Written(all);
    }

    /** Whether there is nothing in it that somebody would miss. */
    boolean blank() {
        return fields.entrySet().stream().noneMatch(field -> !field.getKey().equals(Field.WHEN.key())
                && !field.getKey().equals(Field.TOLD.key())
                && field.getValue().stream().anyMatch(value -> !value.isBlank()));
    }
}
