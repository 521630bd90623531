package dev.steward.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import dev.steward.initiative.Phase;
import dev.steward.policy.Kinds.Placed;
import dev.steward.policy.Shape.Entry;

/** Makes a policy of what was read, and tells what does not fit together. Each place is looked at, whatever is wrong elsewhere. */
final class ReadPolicy {
    private final Entry root;
    private final Findings findings;
    private final @Nullable Collection<String> areas;
    private final List<String> gateNames = new ArrayList<>();
    private final Map<String, Node> gatesAt = new HashMap<>();
    private final List<String> audiences;

    ReadPolicy(Entry root, Findings findings, @Nullable Collection<String> areas) {
        this.root = root;
        this.findings = findings;
        this.areas = areas;
        this.audiences = values(root.get(Language.AUDIENCES));
    }

    /** What could be made of it; null where too much is wrong. Good only when no mistake was found. */
    @Nullable
    Policy policy() {
        for (int i = 1; i < audiences.size(); i++) {
            if (containsIgnoringCase(audiences.subList(0, i), audiences.get(i))) {
                findings.mistake(Objects.requireNonNull(root.get(Language.AUDIENCES)).get(i).at(),
                        "`" + audiences.get(i) + "` stands in this list twice.", "Please keep one.");
            }
        }
        List<Gate> gates = new ArrayList<>();
        Objects.requireNonNullElse(root.get(Language.GATES), Map.<Placed<String>, Entry>of())
                .forEach((name, entry) -> gates.add(gate(name, entry)));
        var approvers = new ReadApprovers(root.get(Language.PEOPLE), findings);
        var stages = new ReadStages(approvers, root.get(Language.DEFAULTS_KEY), findings);
        Map<String, Node> rulesAt = new LinkedHashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (Placed<Entry> entry : Objects.requireNonNullElse(root.get(Language.RULES), List.<Placed<Entry>>of())) {
            Rule rule = rule(entry.value(), stages, rulesAt);
            if (rule != null) {
                rules.add(rule);
            }
        }
        if (!findings.none()) {
            return null;
        }
        var policy = new Policy(gates, audiences, rules);
        warn(policy, rulesAt);
        return policy;
    }

    private Gate gate(Placed<String> name, Entry entry) {
        gateNames.add(name.value());
        gatesAt.put(name.value(), name.at());
        Phase from = entry.get(Language.FROM);
        Phase to = entry.get(Language.TO);
        if (entry.has(Language.FROM) != entry.has(Language.TO)) {
            boolean hasFrom = entry.has(Language.FROM);
            findings.mistake(entry.atKey(hasFrom ? Language.FROM : Language.TO), "`from` and `to` go together.",
                    "Add `" + (hasFrom ? "to" : "from") + "`, or leave out `" + (hasFrom ? "from" : "to")
                            + "` when the gate moves nothing.");
        }
        if (from != null && from == to) {
            findings.mistake(entry.at(Language.TO), "This gate leads from " + from.word() + " to where it was.",
                    "Name another phase, or leave out `from` and `to` when the gate moves nothing.");
        }
        String title = Objects.requireNonNullElseGet(entry.get(Language.TITLE),
                () -> Kinds.sentence(name.value().replace('-', ' ')));
        boolean both = from != null && to != null;
        return new Gate(name.value(), title, both ? from : null, both ? to : null,
                values(entry.get(Language.EVIDENCE)));
    }

    private @Nullable Rule rule(Entry entry, ReadStages stages, Map<String, Node> rulesAt) {
        String name = entry.get(Language.RULE_NAME);
        if (name != null && rulesAt.putIfAbsent(name.toLowerCase(Locale.ROOT), entry.at(Language.RULE_NAME)) != null) {
            findings.mistake(entry.at(Language.RULE_NAME), "There is a rule `" + name + "` already.",
                    "Please give each its own name: decisions are recorded with it.");
        }
        List<Placed<String>> gates = entry.get(Language.GATES_OF_RULE);
        if (gates != null && root.get(Language.GATES) != null) {
            gates.stream().filter(gate -> !gateNames.contains(gate.value())).forEach(gate -> findings.mistake(gate.at(),
                    "There is no gate `" + gate.value() + "`.", Guess.suggestion(gate.value(), gateNames)));
        }
        Conditions when = conditions(entry.get(Language.CONDITIONS));
        Rule.Outcome outcome = stages.outcome(entry, name);
        return name == null || outcome == null
                ? null
                : new Rule(name, Conditions.ordered(values(gates)), when, outcome);
    }

    private Conditions conditions(@Nullable Entry when) {
        if (when == null) {
            return Conditions.NONE;
        }
        List<Placed<String>> wanted = when.get(Language.AUDIENCE);
        if (wanted != null && root.has(Language.AUDIENCES) == (root.get(Language.AUDIENCES) != null)) {
            wanted.stream().filter(one -> !containsIgnoringCase(audiences, one.value())).forEach(one -> findings
                    .mistake(one.at(), "There is no audience `" + one.value() + "`.", audiences.isEmpty()
                            ? "Add it to `audiences`, at the top."
                            : Guess.suggestion(one.value(), audiences)));
        }
        List<Placed<String>> named = when.get(Language.AREA);
        if (named != null && areas != null) {
            named.stream().filter(one -> !containsIgnoringCase(areas, one.value())).forEach(one -> findings
                    .warning(one.at(), "There is no area `" + one.value() + "` yet.",
                            Guess.nearest(one.value(), areas).map(Guess::didYouMean).orElse(null)));
        }
        return new Conditions(Conditions.ordered(values(named)),
                Conditions.ordered(values(when.get(Language.PHASE))),
                Conditions.ordered(values(when.get(Language.TIER))), when.get(Language.COST),
                Conditions.ordered(values(when.get(Language.RISK))), Conditions.ordered(values(wanted)));
    }

    private void warn(Policy policy, Map<String, Node> rulesAt) {
        var coverage = new Coverage(policy);
        coverage.gaps().forEach((gate, clause) -> findings.warning(
                Objects.requireNonNull(gatesAt.get(gate.name())), "At " + gate.title() + ", " + clause + ".",
                "Add a rule without `when` at the end, so that every request gets an answer."));
        coverage.neverReached().forEach(rule -> findings.warning(
                Objects.requireNonNull(rulesAt.get(rule.name().toLowerCase(Locale.ROOT))),
                "“" + rule.name() + "” never decides: rules above it take every request that it would take.",
                "Move it up, or leave it out."));
    }

    static boolean containsIgnoringCase(Collection<String> names, String name) {
        return names.stream().anyMatch(one -> one.equalsIgnoreCase(name));
    }

    static <T> List<T> values(@Nullable List<Placed<T>> placed) {
        return placed == null ? List.of() : placed.stream().map(Placed::value).collect(Collectors.toList());
    }
}
