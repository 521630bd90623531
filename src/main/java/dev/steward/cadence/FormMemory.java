package dev.steward.cadence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;

/**
 * What a form remembers in Slack's private metadata, all of it claims: which turn it is in, and what the fields held that it does not
 * show.
 *
 * @param turn   counts how often the form was filled anew, since Slack keeps what was typed as long as a field keeps its id
 * @param before the template whose usual values stand in it
 * @param more   whether it shows all of its fields
 * @param hidden what those hold that it does not show, by key
 * @param change the cadence it changes, and a mark of what it said when the form was opened; empty for a new one
 */
record FormMemory(int turn, Template before, boolean written, boolean more, Map<String, List<String>> hidden,
        Optional<Changes> change) {
    /** What Slack takes. */
    private static final int LONGEST = 3_000;
    private static final int FARTHEST = 1_000_000;

    record Changes(CadenceId cadence, String mark) {}

    /** All but what is hidden. */
    private static final Codec<FormMemory> FIRST_LINE = Codec.of(FormMemory::words, FormMemory::read);

    FormMemory {
        hidden = Map.copyOf(hidden);
    }

    FormMemory hidden(Map<String, List<String>> other) {
        return new FormMemory(turn, before, written, more, other, change);
    }

    FormMemory filledAnew(Draft draft) {
        return new FormMemory(turn + 1, draft.template(), draft.written(), more, hidden, change);
    }

    FormMemory more(boolean other) {
        return new FormMemory(turn, before, written, other, hidden, change);
    }

    FormMemory marked(String mark) {
        return new FormMemory(turn, before, written, more, hidden,
                change.map(changes -> new Changes(changes.cadence(), mark)));
    }

    /** One line for each; what is typed has none but in questions, which are lines. */
    String write() {
        List<String> lines = new ArrayList<>();
        lines.add(FIRST_LINE.encode(this));
        hidden.forEach((key, values) -> {
            lines.add("=" + key);
            values.forEach(value -> value.lines().forEach(line -> lines.add(" " + line)));
        });
        String all = String.join("\n", lines);
        return all.length() <= LONGEST ? all : lines.getFirst();
    }

    private List<?> words() {
        List<Object> words = new ArrayList<>(
                List.of(turn, before.name(), written ? "w" : "m", more ? "all" : "few"));
        change.ifPresent(changes -> words.addAll(List.of(changes.cadence().value(), changes.mark())));
        return words;
    }

    static Optional<FormMemory> read(@Nullable String metadata) {
        List<String> lines = metadata == null ? List.of() : metadata.lines().toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> hidden = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("=")) {
                values = new ArrayList<>();
                hidden.put(line.substring(1), values);
            } else if (!line.isEmpty()) {
                values.add(line.substring(1));
            }
        }
        return FIRST_LINE.read(lines.getFirst()).map(memory -> memory.hidden(hidden));
    }

    private static FormMemory read(Codec.Words in) {
        int turn = Math.clamp(in.number(), 0, FARTHEST);
        var before = Template.valueOf(in.word());
        boolean written = in.word().equals("w");
        boolean more = in.word().equals("all");
        return new FormMemory(turn, before, written, more, Map.of(), in.ended()
                ? Optional.empty()
                : Optional.of(new Changes(new CadenceId(in.id()), in.word())));
    }
}
