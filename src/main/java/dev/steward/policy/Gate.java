package dev.steward.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;

/**
 * A named decision point.
 *
 * @param name     {@code launch}: lower case letters, digits and hyphens
 * @param title    what people read, at most 60 characters (escape before showing)
 * @param from     the phase an initiative is in before it; null, like {@code to}, where the gate moves no phase
 * @param to       the phase it is in afterwards
 * @param evidence what must be there, in order: at most 10 entries of at most 75 characters (escape before showing)
 */
public record Gate(String name, String title, @Nullable Phase from, @Nullable Phase to, List<String> evidence) {
    public Gate {
        evidence = List.copyOf(evidence);
        if ((from == null) != (to == null)) {
            throw new IllegalArgumentException("A gate leads from one phase to another, or moves none");
        }
    }
}
