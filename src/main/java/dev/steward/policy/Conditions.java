package dev.steward.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;

/**
 * What a request must be like for a rule to take it. All that are there must hold; one that is empty, or null, asks for nothing.
 *
 * @param areas     names, compared whatever the case
 * @param tiers     1 to 3
 * @param audiences names, compared whatever the case
 */
public record Conditions(Set<String> areas, Set<Phase> phases, Set<Integer> tiers, @Nullable CostRange cost,
        Set<Risk> risks, Set<String> audiences) {
    /** Takes every request. */
    public static final Conditions NONE = new Conditions(Set.of(), Set.of(), Set.of(), null, Set.of(), Set.of());

    public Conditions {
        areas = ordered(areas);
        phases = ordered(phases);
        tiers = ordered(tiers);
        risks = ordered(risks);
        audiences = ordered(audiences);
    }

    public boolean takeEverything() {
        return equals(NONE);
    }

    /** In the order they were written. */
    static <T> Set<T> ordered(Collection<T> given) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(given));
    }
}
