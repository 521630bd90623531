package dev.steward.approval;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.policy.Dimension;
import dev.steward.policy.Gate;
import dev.steward.policy.Policy;

/**
 * What the form remembers beside its fields, in Slack's private metadata.
 *
 * @param policy  the version whose gates and rules it shows
 * @param request the one it changes; null while it opens a new one
 * @param scope   what was typed into fields that the chosen gate does not show
 * @param ticked  the evidence ticked for gates that are not chosen, by its place in their lists
 */
record FormState(long policy, @Nullable UUID request, Map<String, String> scope,
        Map<String, List<Integer>> ticked) {

    static FormState of(long policy, @Nullable UUID request, FormContent content, Policy rules,
            Set<Dimension> shown) {
        Map<String, String> scope = new TreeMap<>();
        content.scope().forEach((what, typed) -> {
            if (!shown.contains(what)) {
                scope.put(what.word(), typed);
            }
        });
        Map<String, List<Integer>> ticked = new TreeMap<>();
        content.ticked().forEach((name, items) -> {
            if (!name.equals(content.gate()) && !items.isEmpty()) {
                rules.gate(name).map(Gate::evidence).ifPresent(all -> ticked.put(name, places(all, items)));
            }
        });
        return new FormState(policy, request, scope, ticked);
    }

    private static List<Integer> places(List<String> all, Set<String> items) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (items.contains(all.get(i))) {
                places.add(i);
            }
        }
        return places;
    }

    Map<Dimension, String> hiddenScope() {
        Map<Dimension, String> hidden = new EnumMap<>(Dimension.class);
        scope.forEach((word, typed) -> Dimension.parse(word).ifPresent(what -> hidden.put(what, typed)));
        return hidden;
    }

    Map<String, Set<String>> hiddenTicks(Policy rules) {
        Map<String, Set<String>> hidden = new HashMap<>();
        ticked.forEach((name, places) -> rules.gate(name).map(Gate::evidence).ifPresent(all -> {
            Set<String> items = new HashSet<>();
            places.stream().filter(place -> place >= 0 && place < all.size())
                    .forEach(place -> items.add(all.get(place)));
            hidden.put(name, items);
        }));
        return hidden;
    }

    String write() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static FormState read(String metadata) {
        return JsonMapper.shared().readValue(metadata, FormState.class);
    }
}
