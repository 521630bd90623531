package dev.steward.approval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;
import dev.steward.policy.Gate;
import dev.steward.policy.Policy;
import dev.steward.policy.Risk;
import dev.steward.policy.Scope;
import dev.steward.slack.Phrases;
import dev.steward.slack.TypedParts;
import dev.steward.slack.TypedParts.Part;

/**
 * What a member wants to know the policy's answer to: {@code INIT-3 gate:launch tier:2 cost:5,000 risk:low audience:internal}.
 *
 * @param gate       its name; null where the initiative's phase has to tell
 * @param initiative its reference; null for none
 * @param scope      what was said of it
 */
record Supposition(@Nullable String gate, @Nullable String initiative, Scope scope) {
    static final int LONGEST = 500;
    private static final String PARTS = "`gate:`, `area:`, `tier:`, `cost:`, `risk:` or `audience:`";
    private static final Pattern INITIATIVE = Pattern.compile("INIT-?(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    sealed interface Parsed {
        record Fine(Supposition supposition) implements Parsed {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Parsed {}
    }

    static Parsed parse(String typed, Policy policy) {
        if (typed.length() > LONGEST) {
            return new Parsed.Mistaken("That is too long: " + LONGEST + " characters at most.");
        }
        String gate = null;
        String initiative = null;
        String area = null;
        Phase phase = null;
        Integer tier = null;
        BigDecimal cost = null;
        Risk risk = null;
        String audience = null;
        List<Part> parts = TypedParts.of(typed);
        if (parts.stream().anyMatch(part -> part.value() == null)) {
            return new Parsed.Mistaken("A quotation mark is missing at one end.");
        }
        for (Part part : parts) {
            String typedValue = Objects.requireNonNull(part.value());
            String value = part.quoted() ? typedValue.strip() : typedValue;
            switch (part.key()) {
                case "" -> {
                    var reference = INITIATIVE.matcher(value);
                    if (reference.matches()) {
                        initiative = "INIT-" + Long.parseLong(reference.group(1));
                    } else {
                        gate = gate(policy, value).orElse(null);
                        if (gate == null) {
                            return new Parsed.Mistaken(
                                    "“" + value + "” is neither an initiative such as `INIT-3` nor a "
                                            + "gate. " + gates(policy));
                        }
                    }
                }
                case "gate" -> {
                    gate = gate(policy, value).orElse(null);
                    if (gate == null) {
                        return new Parsed.Mistaken("There is no gate “" + value + "”. " + gates(policy));
                    }
                }
                case "area" -> area = value;
                case "phase" -> {
                    phase = Phase.parse(value).orElse(null);
                    if (phase == null) {
                        return new Parsed.Mistaken(
                                "A phase is one of discovery, definition, execution or validation.");
                    }
                }
                case "tier" -> {
                    tier = tier(value).orElse(null);
                    if (tier == null) {
                        return new Parsed.Mistaken("A tier is 1, 2 or 3; 1 is the greatest.");
                    }
                }
                case "cost" -> {
                    cost = Cost.parse(value).orElse(null);
                    if (cost == null) {
                        return new Parsed.Mistaken("“" + value + "” is no cost. " + Cost.MISTAKE);
                    }
                }
                case "risk" -> {
                    risk = Risk.parse(value).orElse(null);
                    if (risk == null) {
                        return new Parsed.Mistaken("A risk is low, medium or high.");
                    }
                }
                case "audience" -> {
                    audience = audience(policy, value).orElse(null);
                    if (audience == null) {
                        return new Parsed.Mistaken("There is no audience “" + value + "”."
                                + (policy.audiences().isEmpty()
                                        ? ""
                                        : " There is " + either(policy.audiences()) + "."));
                    }
                }
                default -> {
                    return new Parsed.Mistaken("There is no `" + part.name() + ":`. Use " + PARTS + ".");
                }
            }
        }
        return new Parsed.Fine(
                new Supposition(gate, initiative, new Scope(area, phase, tier, cost, risk, audience)));
    }

    static Optional<Integer> tier(String typed) {
        return List.of("1", "2", "3").contains(typed.strip())
                ? Optional.of(Integer.valueOf(typed.strip()))
                : Optional.empty();
    }

    static Optional<String> audience(Policy policy, String typed) {
        return policy.audiences().stream().filter(one -> one.equalsIgnoreCase(typed.strip())).findFirst();
    }

    /** By its name or its title, whatever the case. */
    static Optional<String> gate(Policy policy, String typed) {
        return policy.gates().stream()
                .filter(gate -> gate.name().equalsIgnoreCase(typed.strip())
                        || gate.title().equalsIgnoreCase(typed.strip()))
                .map(Gate::name).findFirst();
    }

    private static String gates(Policy policy) {
        return "The gates are " + and(policy.gates().stream().map(gate -> "`" + gate.name() + "`").toList()) + ".";
    }

    private static String and(List<String> parts) {
        return parts.isEmpty() ? "none" : Phrases.and(parts);
    }

    static String either(List<String> parts) {
        var all = new ArrayList<>(parts);
        String last = all.removeLast();
        return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
    }
}
