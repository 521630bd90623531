package dev.steward.approval;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Question.Evidence;
import dev.steward.approval.Question.Prediction;
import dev.steward.policy.Dimension;
import dev.steward.policy.Scope;
import dev.steward.workspace.ChannelId;

/**
 * What stands in the form, as it was typed and chosen; also what the chosen gate does not show, so that it is there again when another
 * gate does.
 *
 * @param scope  as typed, by what it tells; never the phase
 * @param ticked the evidence that is there, by gate
 */
record FormContent(@Nullable String gate, @Nullable UUID initiative, String asked, String options,
        Map<Dimension, String> scope, Map<String, Set<String>> ticked, @Nullable LocalDate neededBy, String prediction,
        @Nullable LocalDate review, @Nullable ChannelId channel) {
    static final FormContent EMPTY = new FormContent(null, null, "", "", Map.of(), Map.of(), null, "", null, null);

    FormContent {
        scope = Map.copyOf(scope);
        ticked = Map.copyOf(ticked);
    }

    /** A new form that begins with what is known of it. */
    static FormContent of(@Nullable String gate, @Nullable UUID initiative, Scope scope, @Nullable ChannelId channel) {
        return new FormContent(gate, initiative, "", "", typed(scope), Map.of(), null, "", null, channel);
    }

    /** @param neededBy the day, where the requester is */
    static FormContent of(ApprovalRequest request, @Nullable LocalDate neededBy) {
        Question question = request.question();
        Prediction prediction = question.prediction();
        var facts = request.facts();
        String gate = request.terms().gate().name();
        Set<String> there = Set.copyOf(
                question.evidence().stream().filter(Evidence::there).map(Evidence::item).toList());
        return new FormContent(gate, facts.initiative() == null ? null : facts.initiative().value(), question.asked(),
                question.options() == null ? "" : question.options(), typed(question.scope()), Map.of(gate, there),
                neededBy, prediction == null ? "" : prediction.expected(),
                prediction == null ? null : prediction.review(), facts.channel());
    }

    private static Map<Dimension, String> typed(Scope scope) {
        Map<Dimension, String> typed = new EnumMap<>(Dimension.class);
        if (scope.area() != null) {
            typed.put(Dimension.AREA, scope.area());
        }
        if (scope.tier() != null) {
            typed.put(Dimension.TIER, scope.tier().toString());
        }
        if (scope.cost() != null) {
            typed.put(Dimension.COST, Cost.written(scope.cost()));
        }
        if (scope.risk() != null) {
            typed.put(Dimension.RISK, scope.risk().word());
        }
        if (scope.audience() != null) {
            typed.put(Dimension.AUDIENCE, scope.audience());
        }
        return typed;
    }

    /** What of the evidence the chosen gate asks for is there. */
    Set<String> there() {
        return gate == null ? Set.of() : ticked.getOrDefault(gate, Set.of());
    }

    FormContent forGate(@Nullable String other) {
        return new FormContent(other, initiative, asked, options, scope, ticked, neededBy, prediction, review, channel);
    }

    FormContent with(Map<Dimension, String> otherScope, Map<String, Set<String>> otherTicks) {
        return new FormContent(gate, initiative, asked, options, otherScope, otherTicks, neededBy, prediction, review,
                channel);
    }

    FormContent as(@Nullable String otherGate, @Nullable UUID otherInitiative, @Nullable ChannelId otherChannel) {
        return new FormContent(otherGate, otherInitiative, asked, options, scope, ticked, neededBy, prediction, review,
                otherChannel);
    }

    FormContent ticking(String ofGate, Set<String> items) {
        Map<String, Set<String>> more = new HashMap<>(ticked);
        more.put(ofGate, Set.copyOf(items));
        return with(scope, more);
    }
}
