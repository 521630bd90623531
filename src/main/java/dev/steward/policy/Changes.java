package dev.steward.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** What differs between two policies, in words. */
final class Changes {
    private static final int SHOWN = 200;

    private final List<String> words = new ArrayList<>();

    private Changes() {}

    /** A clause for each difference, as plain text (escape before showing); "only comments and layout" where there is none. */
    static List<String> between(Policy before, Policy after) {
        var changes = new Changes();
        changes.gates(before, after);
        if (!before.audiences().equals(after.audiences())) {
            changes.words.add("audiences: " + named(before.audiences()) + " → " + named(after.audiences()));
        }
        changes.rules(before.rules(), after.rules());
        return changes.words.isEmpty() ? List.of("only comments and layout") : changes.words;
    }

    private static String named(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void gates(Policy before, Policy after) {
        Map<String, Gate> old = byName(before.gates(), Gate::name);
        Map<String, Gate> now = byName(after.gates(), Gate::name);
        now.forEach((name, gate) -> {
            Gate was = old.get(name);
            if (was == null) {
                words.add("new gate “" + gate.title() + "”");
            } else if (!was.equals(gate)) {
                words.add("gate “" + gate.title() + "”: " + fromTo(WritePolicy.gate(was), WritePolicy.gate(gate)));
            }
        });
        old.forEach((name, gate) -> {
            if (!now.containsKey(name)) {
                words.add("no gate “" + gate.title() + "” any more");
            }
        });
    }

    private void rules(List<Rule> before, List<Rule> after) {
        Map<String, Rule> old = byName(before, Rule::name);
        Map<String, Rule> now = byName(after, Rule::name);
        Map<String, String> oldNameOf = new HashMap<>();
        now.forEach((name, rule) -> old.values().stream()
                .filter(was -> !now.containsKey(key(was.name())) && !old.containsKey(name)
                        && sameButForItsName(was, rule)
                        && !oldNameOf.containsValue(key(was.name())))
                .findFirst().ifPresent(was -> oldNameOf.put(name, key(was.name()))));
        now.forEach((name, rule) -> {
            Rule was = old.get(oldNameOf.getOrDefault(name, name));
            if (was == null) {
                words.add("new rule “" + rule.name() + "” at " + place(after.indexOf(rule), after.size()));
            } else if (!was.name().equals(rule.name())) {
                words.add("rule “" + was.name() + "” is now called “" + rule.name() + "”");
            }
            if (was != null && !sameButForItsName(was, rule)) {
                Map<String, Object> wasParts = new LinkedHashMap<>(WritePolicy.rule(was));
                Map<String, Object> parts = new LinkedHashMap<>(WritePolicy.rule(rule));
                wasParts.remove(Language.RULE_NAME.name());
                parts.remove(Language.RULE_NAME.name());
                words.add("rule “" + rule.name() + "”: " + fromTo(wasParts, parts));
            }
        });
        old.forEach((name, rule) -> {
            if (!now.containsKey(name) && !oldNameOf.containsValue(name)) {
                words.add("no rule “" + rule.name() + "” any more");
            }
        });
        moved(old.keySet().stream().toList(),
                now.keySet().stream().map(name -> oldNameOf.getOrDefault(name, name)).toList(),
                after);
    }

    /** As few rules as explain the new order. */
    private void moved(List<String> before, List<String> after, List<Rule> rules) {
        List<String> stayed = after.stream().filter(before::contains).toList();
        int[] longest = new int[stayed.size()];
        int[] previous = new int[stayed.size()];
        int end = -1;
        for (int i = 0; i < stayed.size(); i++) {
            longest[i] = 1;
            previous[i] = -1;
            for (int j = 0; j < i; j++) {
                if (before.indexOf(stayed.get(j)) < before.indexOf(stayed.get(i)) && longest[j] + 1 > longest[i]) {
                    longest[i] = longest[j] + 1;
                    previous[i] = j;
                }
            }
            if (end < 0 || longest[i] > longest[end]) {
                end = i;
            }
        }
        List<String> inOrder = new ArrayList<>();
        for (int i = end; i >= 0; i = previous[i]) {
            inOrder.add(stayed.get(i));
        }
        stayed.stream().filter(name -> !inOrder.contains(name)).forEach(name -> words.add("rule “"
                + rules.get(after.indexOf(name)).name() + "” moved to " + place(after.indexOf(name), after.size())
                + ", it was number " + (before.indexOf(name) + 1)));
    }

    private static String place(int index, int size) {
        return index == 0 ? "the top" : index == size - 1 ? "the end" : "number " + (index + 1);
    }

    private static boolean sameButForItsName(Rule one, Rule other) {
        return one.gates().equals(other.gates()) && one.when().equals(other.when())
                && one.outcome().equals(other.outcome());
    }

    /** Each key that differs: {@code when {risk: low} → {risk: medium}}. */
    private static String fromTo(Map<String, Object> before, Map<String, Object> after) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>(before);
        keys.putAll(after);
        return String.join("; ", keys.keySet().stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> key + " " + line(before.get(key)) + " → " + line(after.get(key))).toList());
    }

    private static String line(@Nullable Object part) {
        String line = part == null ? "nothing" : WritePolicy.line(part);
        return line.length() > SHOWN ? line.substring(0, line.offsetByCodePoints(0, SHOWN / 2)) + " …" : line;
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        all.forEach(one -> byName.put(key(name.apply(one)), one));
        return byName;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
