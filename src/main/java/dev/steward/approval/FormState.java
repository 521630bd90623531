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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.policy.Dimension;
import dev.steward.policy.Gate;
import dev.steward.policy.Policy;
import dev.steward.slack.Codec;

/**
 * What the form remembers beside its fields, in Slack's private metadata.
 *
 * @param policy  the version whose gates and rules it shows
 * @param request the one it changes; null while it opens a new one
 * @param round   of that request when the form was opened; null in forms of an earlier Steward, which do not say
 * @param scope   what was typed into fields that the chosen gate does not show
 * @param ticked  the evidence ticked for gates that are not chosen, by its place in their lists
 */
record FormState(long policy, @Nullable UUID request, @Nullable Integer round, Map<String, String> scope,
        Map<String, List<Integer>> ticked) {
    static final Codec<FormState> CODEC = Codec.text(state -> JsonMapper.shared().writeValueAsString(state),
            FormState::read);

    static FormState of(long policy, @Nullable AsShown changes, FormContent content, Policy rules,
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
        return new FormState(policy, changes == null ? null : changes.request().value(),
                changes == null ? null : changes.round(), scope, ticked);
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

    /** The request it changes as it was when the form was opened, as far as that counts for the one who changes it. */
    @Nullable
    AsShown changes() {
        return request == null
                ? null
                : new AsShown(new RequestId(request), 0, round == null ? 0 : round, 0, Set.of());
    }

    private static FormState read(String metadata) {
        try {
            return JsonMapper.shared().readValue(metadata, FormState.class);
        } catch (JacksonException notOurs) {
            throw new IllegalArgumentException("no state of the form", notOurs);
        }
    }
}
