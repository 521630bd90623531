package dev.steward.approval;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Dimension;
import dev.steward.policy.Policy;
import dev.steward.policy.Position;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Stage;

/** What a policy's rules look at where a gate is concerned, so that a form asks for that and nothing else. */
final class Looked {
    private Looked() {}

    /** The names of the rules that look at each part, in the policy's order. */
    static Map<Dimension, List<String>> at(Policy policy, String gate) {
        Map<Dimension, List<String>> looked = new EnumMap<>(Dimension.class);
        policy.rules().stream().filter(rule -> rule.isFor(gate)).forEach(
                rule -> parts(rule).forEach(what -> looked.computeIfAbsent(what, w -> new ArrayList<>())
                        .add(rule.name())));
        return looked;
    }

    private static Set<Dimension> parts(Rule rule) {
        Set<Dimension> parts = EnumSet.noneOf(Dimension.class);
        Conditions when = rule.when();
        if (!when.areas().isEmpty() || asksAreaOwner(rule.outcome())) {
            parts.add(Dimension.AREA);
        }
        if (!when.phases().isEmpty()) {
            parts.add(Dimension.PHASE);
        }
        if (!when.tiers().isEmpty()) {
            parts.add(Dimension.TIER);
        }
        if (when.cost() != null) {
            parts.add(Dimension.COST);
        }
        if (!when.risks().isEmpty()) {
            parts.add(Dimension.RISK);
        }
        if (!when.audiences().isEmpty()) {
            parts.add(Dimension.AUDIENCE);
        }
        return parts;
    }

    /** Who looks after the area cannot be asked while nobody knows which. */
    private static boolean asksAreaOwner(Rule.Outcome outcome) {
        return outcome instanceof Rule.Outcome.Stages some && Stream.concat(
                some.stages().stream().flatMap(Looked::named),
                Stream.concat(some.disagreement().to().stream(), ladder(some.disagreement().ladder())))
                .anyMatch(new Approver.Holder(Position.AREA_OWNER)::equals);
    }

    private static Stream<Approver> named(Stage stage) {
        return Stream.concat(stage.ask().stream(), ladder(stage.ladder()));
    }

    private static Stream<Approver> ladder(List<Rung> rungs) {
        return rungs.stream().flatMap(rung -> rung.to().stream());
    }
}
