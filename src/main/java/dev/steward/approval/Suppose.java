package dev.steward.approval;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.Foresee.Thought;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.policy.Policy;
import dev.steward.policy.PolicyVersion;
import dev.steward.policy.Scope;
import dev.steward.slack.Phrases;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds what a member means by what they typed after {@code can-i-ship} and {@code simulate}. */
@Component
class Suppose {
    private final Policies policies;
    private final Initiatives initiatives;
    private final Areas areas;

    Suppose(Policies policies, Initiatives initiatives, Areas areas) {
        this.policies = policies;
        this.initiatives = initiatives;
        this.areas = areas;
    }

    sealed interface Meant {
        /** @param initiative null for none */
        record Fine(PolicyVersion version, Gate gate, @Nullable Initiative initiative, Thought thought)
                implements
                    Meant {}

        /** A plain sentence that says what to type instead, with code between backticks. */
        record Mistaken(String sentence) implements Meant {}
    }

    /** @param command what was typed before, for examples */
    Meant read(WorkspaceId workspace, UserId person, String typed, String command) {
        PolicyVersion version = policies.current(workspace);
        return switch (Supposition.parse(typed, version.policy())) {
            case Supposition.Parsed.Mistaken(var sentence) -> new Meant.Mistaken(sentence);
            case Supposition.Parsed.Fine(var supposed) -> find(workspace, person, version, supposed, command);
        };
    }

    private Meant find(WorkspaceId workspace, UserId person, PolicyVersion version, Supposition supposed,
            String command) {
        Policy policy = version.policy();
        Optional<Initiative> initiative = supposed.initiative() == null
                ? Optional.empty()
                : initiatives.find(workspace, supposed.initiative());
        if (supposed.initiative() != null && initiative.isEmpty()) {
            return new Meant.Mistaken("There is no " + supposed.initiative() + " here.");
        }
        if (supposed.gate() == null && initiative.isEmpty()) {
            return new Meant.Mistaken("Which initiative or gate? For example `" + command + " INIT-3` or `" + command
                    + " " + policy.gates().stream().map(Gate::name).findFirst().orElse("launch") + " tier:2`.");
        }
        Optional<Gate> gate = supposed.gate() == null
                ? initiative.flatMap(one -> leadsOn(policy, one))
                : policy.gate(supposed.gate());
        if (gate.isEmpty()) {
            return new Meant.Mistaken(initiative.map(one -> noGate(policy, one)).orElse("There is no such gate."));
        }
        String area = supposed.scope().area();
        if (area != null && areas.named(workspace, area).isEmpty()) {
            List<String> names = areas.all(workspace).stream().map(Area::name).limit(10).toList();
            return new Meant.Mistaken("There is no area “" + area + "”."
                    + (names.isEmpty() ? "" : " There is " + Phrases.and(names) + "."));
        }
        Scope said = supposed.scope();
        Scope scope = new Scope(area == null ? null : areas.named(workspace, area).map(Area::name).orElse(area),
                said.phase(), said.tier(), said.cost(), said.risk(), said.audience());
        return new Meant.Fine(version, gate.get(), initiative.orElse(null),
                new Thought(workspace, person, initiative.map(Initiative::id).orElse(null), gate.get().name(),
                        Foresee.about(scope, null)));
    }

    /** The first gate that is for what is in this phase. */
    private static Optional<Gate> leadsOn(Policy policy, Initiative initiative) {
        return policy.gates().stream().filter(gate -> gate.from() == initiative.phase()).findFirst();
    }

    private static String noGate(Policy policy, Initiative initiative) {
        return initiative.reference() + " is in " + initiative.phase().word() + ", and no gate leads on from there."
                + policy.gates().stream().filter(gate -> gate.from() == null).map(gate -> "`gate:" + gate.name() + "`")
                        .collect(Collectors.collectingAndThen(Collectors.toList(),
                                others -> others.isEmpty() ? "" : " Name another one: " + Phrases.and(others) + "."));
    }
}
