package dev.steward.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

import dev.steward.initiative.Phase;

/** Writes what was read, so that reading it again gives the same. Names for groups of people and defaults are written out. */
final class WritePolicy {
    private WritePolicy() {}

    static String whole(Policy policy) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> gates = new LinkedHashMap<>();
        policy.gates().forEach(gate -> gates.put(gate.name(), gate(gate)));
        all.put(Language.GATES.name(), gates);
        if (!policy.audiences().isEmpty()) {
            all.put(Language.AUDIENCES.name(), policy.audiences());
        }
        all.put(Language.RULES.name(), policy.rules().stream().map(WritePolicy::rule).toList());
        return yaml(FlowStyle.AUTO).dump(all);
    }

    /** On one line: {@code {risk: low, tier: 3}}. */
    static String line(Object part) {
        return yaml(FlowStyle.FLOW).dump(part).strip();
    }

    static Map<String, Object> gate(Gate gate) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(Language.TITLE.name(), gate.title());
        if (gate.from() != null && gate.to() != null) {
            all.put(Language.FROM.name(), gate.from().word());
            all.put(Language.TO.name(), gate.to().word());
        }
        if (!gate.evidence().isEmpty()) {
            all.put(Language.EVIDENCE.name(), gate.evidence());
        }
        return all;
    }

    static Map<String, Object> rule(Rule rule) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(Language.RULE_NAME.name(), rule.name());
        if (!rule.gates().isEmpty()) {
            all.put(Language.GATES_OF_RULE.name(), List.copyOf(rule.gates()));
        }
        if (!rule.when().takeEverything()) {
            all.put(Language.CONDITIONS.name(), conditions(rule.when()));
        }
        all.putAll(outcome(rule.outcome()));
        return all;
    }

    static Map<String, Object> conditions(Conditions when) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, Language.AREA, when.areas());
        put(all, Language.PHASE, when.phases().stream().map(Phase::word).toList());
        put(all, Language.TIER, when.tiers());
        if (when.cost() != null) {
            all.put(Language.COST.name(), Amounts.written(when.cost()));
        }
        put(all, Language.RISK, when.risks().stream().map(Risk::word).toList());
        put(all, Language.AUDIENCE, when.audiences());
        return all;
    }

    static Map<String, Object> outcome(Rule.Outcome outcome) {
        Map<String, Object> all = new LinkedHashMap<>();
        switch (outcome) {
            case Rule.Outcome.Autonomous(String because) -> {
                all.put(Language.DECIDE.name(), "autonomous");
                if (because != null) {
                    all.put(Language.BECAUSE.name(), because);
                }
            }
            case Rule.Outcome.Stages(boolean together, List<Stage> stages, Disagreement disagreement) -> {
                if (together) {
                    all.put(Language.TOGETHER.name(), true);
                }
                all.put(Language.STAGES.name(), stages.stream().map(WritePolicy::stage).toList());
                all.put(Language.RULES_DISAGREEMENT.name(), disagreement(disagreement));
            }
        }
        return all;
    }

    private static Map<String, Object> stage(Stage stage) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(Language.STAGE_NAME.name(), stage.name());
        all.put(Language.ASK.name(), written(stage.ask()));
        all.put(Language.NEED.name(), stage.need() instanceof Need.AtLeast(int people) ? people : stage.need().word());
        all.put(Language.WITHIN.name(), stage.within().toString());
        if (!stage.remind().isEmpty()) {
            all.put(Language.REMIND.name(), stage.remind().stream().map(Object::toString).toList());
        }
        putLadder(all, stage.ladder());
        all.put(Language.SILENCE.name(), stage.silence().word());
        if (!stage.about().equals(Stage.EVERYTHING)) {
            all.put(Language.ABOUT.name(), stage.about().stream().map(Dimension::word).toList());
        }
        return all;
    }

    private static Map<String, Object> disagreement(Disagreement disagreement) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(Language.RULES_ON_IT.name(), written(disagreement.to()));
        all.put(Language.WITHIN.name(), disagreement.within().toString());
        putLadder(all, disagreement.ladder());
        return all;
    }

    private static void putLadder(Map<String, Object> all, List<Rung> ladder) {
        if (ladder.isEmpty()) {
            return;
        }
        all.put(Language.ESCALATE.name(), ladder.stream().map(rung -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(Language.AFTER.name(), rung.after().toString());
            one.put(Language.TO_WHOM.name(), written(rung.to()));
            if (rung.decides()) {
                one.put(Language.MAY_DECIDE.name(), true);
            }
            return one;
        }).toList());
    }

    private static List<String> written(List<Approver> approvers) {
        return approvers.stream().map(Approver::written).toList();
    }

    private static void put(Map<String, Object> all, Key<?> key, Collection<?> values) {
        if (!values.isEmpty()) {
            all.put(key.name(), values.size() == 1 ? values.iterator().next() : List.copyOf(values));
        }
    }

    private static Yaml yaml(FlowStyle style) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(style);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(120);
        options.setSplitLines(false);
        // the same list in two places is written twice: anchors are not taken
        options.setDereferenceAliases(true);
        return new Yaml(new YesAndNo(options), options);
    }

    /** As people write them. */
    private static final class YesAndNo extends Representer {
        YesAndNo(DumperOptions options) {
            super(options);
            representers.put(Boolean.class,
                    data -> representScalar(Tag.BOOL, Boolean.TRUE.equals(data) ? "yes" : "no"));
        }
    }
}
