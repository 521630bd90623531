package dev.steward.slack;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the fields of a form held when it was shown, which the form carries in its metadata. So whoever sends it changes what they changed
 * and takes nothing back that others have set since in the fields they left alone.
 *
 * @param marks a short mark of what each held, by the field's name, which has no white space
 */
public record FieldMarks(Map<String, String> marks) {
    /** Older forms carry none. */
    public static final Codec<FieldMarks> CODEC = Codec.of(
            of -> new TreeMap<>(of.marks()).entrySet().stream()
                    .flatMap(each -> Stream.of(each.getKey(), each.getValue())).toList(),
            FieldMarks::read);
    /** Of a form that does not say what it showed: all that it holds is taken for changed. */
    public static final FieldMarks NONE = new FieldMarks(Map.of());

    public FieldMarks {
        marks = Map.copyOf(marks);
    }

    /** @param values by the field's name: equal ones are written by {@code toString} in the same way */
    public static FieldMarks of(Map<String, ?> values) {
        Map<String, String> marks = new TreeMap<>();
        values.forEach((field, value) -> marks.put(field, mark(value)));
        return new FieldMarks(marks);
    }

    /**
     * What comes of a form that was sent.
     *
     * @param changed  the fields to set: the sender changed them, and nobody else has
     * @param outdated those that somebody else has changed since, to something else than the sender
     */
    public record Sent(Set<String> changed, Set<String> outdated) {}

    /**
     * @param held what the fields hold that were sent
     * @param now  what is kept by now, for each of them
     */
    public Sent sent(Map<String, ?> held, Map<String, ?> now) {
        Set<String> changed = new LinkedHashSet<>();
        Set<String> outdated = new LinkedHashSet<>();
        held.forEach((field, value) -> {
            String kept = mark(Objects.requireNonNull(now.get(field)));
            String shown = marks.getOrDefault(field, kept);
            String sent = mark(value);
            if (!sent.equals(shown) && !sent.equals(kept)) {
                (kept.equals(shown) ? changed : outdated).add(field);
            }
        });
        return new Sent(changed, outdated);
    }

    private static String mark(Object value) {
        return Integer.toHexString(value.toString().hashCode());
    }

    private static FieldMarks read(Codec.Words in) {
        Map<String, String> marks = new TreeMap<>();
        while (!in.ended()) {
            marks.put(in.word(), in.word());
        }
        return new FieldMarks(marks);
    }
}
