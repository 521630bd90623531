package dev.steward.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * A part of a policy that has keys.
 *
 * @param name as a sentence says it: {@code a stage}
 * @param says what it is, as a sentence
 */
record Shape(String name, String says, List<Key<?>> keys) {

    static Shape of(String name, String says, Key<?>... keys) {
        return new Shape(name, says, List.of(keys));
    }

    /** What stands in one such part. */
    record Entry(Shape shape, Node node, Map<Key<?>, Held> held, Set<String> misspelt) {
        /** A key that is there; its value is null when it is a mistake. */
        private record Held(Node key, Node node, @Nullable Object value) {}

        boolean has(Key<?> key) {
            return held.containsKey(key);
        }

        /** Whether it is there, or was probably meant by another word, which has been told. */
        boolean meant(Key<?> key) {
            return has(key) || misspelt.contains(key.name());
        }

        /** Null where the key is not there, or its value was a mistake that has been told. */
        @SuppressWarnings("unchecked")
        <T> @Nullable T get(Key<T> key) {
            Held found = held.get(key);
            return found == null ? null : (T) found.value();
        }

        /** Where the value stands; where the whole part stands when there is none. */
        Node at(Key<?> key) {
            Held found = held.get(key);
            return found == null ? node : found.node();
        }

        /** Where the key itself stands. */
        Node atKey(Key<?> key) {
            return Objects.requireNonNull(held.get(key), "the key is there").key();
        }
    }

    /** Null when it is no part with keys at all; otherwise with what could be read. */
    @Nullable
    Entry read(Node node, Findings findings) {
        if (!(node instanceof MappingNode mapping)) {
            findings.mistake(node, Kinds.sentence(name) + " is made of keys and values.",
                    "Write it like `" + keys.getFirst().name() + ": " + keys.getFirst().example() + "`.");
            return null;
        }
        Map<Key<?>, Entry.Held> held = new HashMap<>();
        Set<String> meant = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String typed = Kinds.plain(tuple.getKeyNode());
            Optional<Key<?>> known = keys.stream().filter(key -> key.name().equals(typed)).findFirst();
            if (known.isEmpty()) {
                unknown(tuple.getKeyNode(), typed, findings).ifPresent(meant::add);
            } else if (held.containsKey(known.get())) {
                findings.mistake(tuple.getKeyNode(), "`" + typed + "` stands here twice.", "Please keep one.");
            } else {
                held.put(known.get(), new Entry.Held(tuple.getKeyNode(), tuple.getValueNode(),
                        known.get().kind().read(tuple.getValueNode(), findings)));
            }
        }
        for (Key<?> key : keys) {
            if (key.required() && !held.containsKey(key) && !meant.contains(key.name())) {
                findings.mistake(node, Kinds.sentence(name) + " needs `" + key.name() + "`.",
                        "Add `" + key.name() + ": " + key.example() + "`.");
            }
        }
        return new Entry(this, node, held, meant);
    }

    /** Tells of a key that is none, and answers which key was probably meant, if any. */
    private Optional<String> unknown(Node at, String typed, Findings findings) {
        List<String> names = keys.stream().map(Key::name).toList();
        String reason = Kinds.sentence(name) + " has no `" + typed + "`.";
        int colon = typed.indexOf(':');
        if (colon > 0 && names.contains(typed.substring(0, colon))) {
            findings.mistake(at, "A space is missing after the colon.",
                    Guess.didYouMean(typed.substring(0, colon) + ": " + typed.substring(colon + 1).strip()));
            return Optional.of(typed.substring(0, colon));
        }
        Optional<String> meant = Guess.nearest(typed, names);
        findings.mistake(at, reason, meant.map(Guess::didYouMean).or(() -> elsewhere(typed))
                .orElseGet(() -> "It can have " + Trial.either(names.stream().map(one -> "`" + one + "`").toList(),
                        word -> word) + "."));
        return meant;
    }

    private static Optional<String> elsewhere(String typed) {
        return Language.SHAPES.stream().filter(shape -> shape.keys().stream().anyMatch(key -> key.name().equals(typed)))
                .findFirst().map(home -> Language.SHAPES.stream().flatMap(shape -> shape.keys().stream())
                        .filter(key -> home.equals(key.kind().shape())).findFirst()
                        .map(key -> "`" + typed + "` belongs under `" + key.name() + "`.")
                        .orElse("`" + typed + "` belongs to the policy itself: let it begin at the left edge."));
    }
}
