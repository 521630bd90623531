package dev.steward.approval;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Question.Evidence;
import dev.steward.approval.Question.Prediction;
import dev.steward.initiative.Initiative;
import dev.steward.policy.Dimension;
import dev.steward.policy.Gate;
import dev.steward.policy.Policy;
import dev.steward.policy.Risk;
import dev.steward.policy.Scope;

/** Whether what stands in the form can be asked, with a sentence for each field where it cannot. */
final class CheckForm {
    private static final int REVIEW_YEARS = 5;

    private CheckForm() {}

    sealed interface Checked {
        record Fine(Gate gate, Question question) implements Checked {}

        /** @param byField sentences, by block id; plain text */
        record Mistaken(Map<String, String> byField) implements Checked {}
    }

    /**
     * @param initiative the chosen one; null for none
     * @param areas      the names of those there are
     * @param today      where the requester is
     * @param changing   whether it changes what was asked before: then gate and initiative stand
     */
    static Checked check(FormContent content, Policy policy, @Nullable Initiative initiative, List<String> areas,
            LocalDate today, ZoneId zone, boolean changing) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        Gate gate = content.gate() == null ? null : policy.gate(content.gate()).orElse(null);
        if (gate == null) {
            mistakes.put(ApprovalForm.GATE, "Please choose a gate.");
        } else if (!changing) {
            initiative(gate, content, initiative, mistakes);
        }
        if (content.asked().isBlank()) {
            mistakes.put(ApprovalForm.ASKED, "Please say what is to be decided.");
        }
        Scope scope = scope(content, gate, policy, changing, mistakes);
        if (scope.area() != null && areas.stream().noneMatch(scope.area()::equalsIgnoreCase)) {
            mistakes.put(ApprovalForm.id(Dimension.AREA), "There's no such area. Please choose one of the list.");
        }
        if (content.neededBy() != null && content.neededBy().isBefore(today)) {
            mistakes.put(ApprovalForm.NEEDED, "This day is over. Please choose one ahead.");
        }
        LocalDate review = content.review();
        if (!content.prediction().isBlank() && review == null) {
            mistakes.put(ApprovalForm.REVIEW, "Please choose the day on which we look whether it came true.");
        } else if (content.prediction().isBlank() && review != null) {
            mistakes.put(ApprovalForm.PREDICTION, "Please say what you expect, or clear the day below.");
        } else if (review != null && !review.isAfter(today)) {
            mistakes.put(ApprovalForm.REVIEW, "Please choose a day after today.");
        } else if (review != null && review.isAfter(today.plusYears(REVIEW_YEARS))) {
            mistakes.put(ApprovalForm.REVIEW, "Please choose a day within " + REVIEW_YEARS + " years.");
        }
        if (!changing && content.channel() == null) {
            mistakes.put(ApprovalForm.CHANNEL, "Please choose a channel.");
        }
        if (!mistakes.isEmpty() || gate == null) {
            return new Checked.Mistaken(mistakes);
        }
        Set<String> there = content.there();
        return new Checked.Fine(gate, new Question(content.asked(), content.options().isBlank()
                ? null
                : content.options(), scope,
                gate.evidence().stream().map(item -> new Evidence(item, there.contains(item))).toList(),
                content.neededBy() == null
                        ? null
                        : content.neededBy().atTime(LocalTime.of(23, 59)).atZone(zone).toInstant(),
                review == null ? null : new Prediction(content.prediction(), review)));
    }

    private static void initiative(Gate gate, FormContent content, @Nullable Initiative initiative,
            Map<String, String> mistakes) {
        if (content.initiative() != null && initiative == null) {
            mistakes.put(ApprovalForm.INITIATIVE, "There is no such initiative any more. Please choose another one.");
        } else if (gate.from() != null && initiative == null) {
            mistakes.put(ApprovalForm.INITIATIVE, "This gate moves an initiative from " + gate.from().word()
                    + " on. Please choose which.");
        } else if (gate.from() != null && initiative != null && initiative.phase() != gate.from()) {
            mistakes.put(ApprovalForm.INITIATIVE, initiative.reference() + " is in " + initiative.phase().word()
                    + "; this gate is for what is in " + gate.from().word() + ".");
        }
    }

    /**
     * What the chosen gate's rules look at, as far as it was told. The rest of what was typed is for other gates; where a request is
     * changed, it was told before and stays.
     */
    static Scope scope(FormContent content, @Nullable Gate gate, Policy policy, boolean changing,
            Map<String, String> mistakes) {
        Map<Dimension, String> typed = new LinkedHashMap<>(content.scope());
        if (!changing) {
            typed.keySet().retainAll(gate == null ? Set.of() : Looked.at(policy, gate.name()).keySet());
        }
        return new Scope(typed.get(Dimension.AREA), null, tier(typed, mistakes), cost(typed, mistakes),
                risk(typed, mistakes), audience(typed, policy, mistakes));
    }

    private static @Nullable Integer tier(Map<Dimension, String> typed, Map<String, String> mistakes) {
        String tier = typed.get(Dimension.TIER);
        Integer read = tier == null ? null : Supposition.tier(tier).orElse(null);
        if (tier != null && read == null) {
            mistakes.put(ApprovalForm.id(Dimension.TIER), "A tier is 1, 2 or 3.");
        }
        return read;
    }

    private static @Nullable BigDecimal cost(Map<Dimension, String> typed, Map<String, String> mistakes) {
        String cost = typed.get(Dimension.COST);
        BigDecimal read = cost == null || cost.isBlank() ? null : Cost.parse(cost).orElse(null);
        if (cost != null && !cost.isBlank() && read == null) {
            mistakes.put(ApprovalForm.id(Dimension.COST), Cost.MISTAKE);
        }
        return read;
    }

    private static @Nullable Risk risk(Map<Dimension, String> typed, Map<String, String> mistakes) {
        String risk = typed.get(Dimension.RISK);
        Risk read = risk == null ? null : Risk.parse(risk).orElse(null);
        if (risk != null && read == null) {
            mistakes.put(ApprovalForm.id(Dimension.RISK), "A risk is low, medium or high.");
        }
        return read;
    }

    private static @Nullable String audience(Map<Dimension, String> typed, Policy policy,
            Map<String, String> mistakes) {
        String audience = typed.get(Dimension.AUDIENCE);
        String read = audience == null ? null : Supposition.audience(policy, audience).orElse(null);
        if (audience != null && read == null) {
            mistakes.put(ApprovalForm.id(Dimension.AUDIENCE), "There is no such audience any more.");
        }
        return read;
    }

    /** Which field tells a part of the scope. */
    static String field(Dimension what) {
        return what == Dimension.PHASE ? ApprovalForm.INITIATIVE : ApprovalForm.id(what);
    }

    /** What the policy still needs, beside the fields that tell it. */
    static Map<String, String> unknown(Set<Dimension> what) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        what.stream().sorted().forEach(each -> mistakes.put(field(each), each == Dimension.PHASE
                ? "Please choose an initiative: the rules depend on its phase."
                : "Please tell the " + each.word() + ": who is asked depends on it."));
        return mistakes;
    }
}
