package dev.steward.cadence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Claims;

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

    record Changes(CadenceId cadence, String mark) {}

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
        lines.add(turn + " " + before.name() + " " + (written ? "w" : "m") + " " + (more ? "all" : "few")
                + change.map(changes -> " " + changes.cadence().value() + " " + changes.mark()).orElse(""));
        hidden.forEach((key, values) -> {
            lines.add("=" + key);
            values.forEach(value -> value.lines().forEach(line -> lines.add(" " + line)));
        });
        String all = String.join("\n", lines);
        return all.length() <= LONGEST ? all : lines.getFirst();
    }

    static Optional<FormMemory> read(@Nullable String metadata) {
        List<String> lines = metadata == null ? List.of() : metadata.lines().toList();
        String[] first = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ");
        if (first.length < 4 || !first[0].matches("\\d{1,6}")) {
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
        try {
            Optional<Changes> change = first.length < 6
                    ? Optional.empty()
                    : Claims.id(first[4]).map(id -> new Changes(new CadenceId(id), first[5]));
            return Optional.of(new FormMemory(Integer.parseInt(first[0]), Template.valueOf(first[1]),
                    first[2].equals("w"), first[3].equals("all"), hidden, change));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
