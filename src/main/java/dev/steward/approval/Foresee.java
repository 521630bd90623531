package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.initiative.InitiativeId;
import dev.steward.policy.Dimension;
import dev.steward.policy.Evaluation;
import dev.steward.policy.Gate;
import dev.steward.policy.PolicyVersion;
import dev.steward.policy.Scope;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Says what would come of a request before anybody is asked. Opens it as it would be opened, and keeps nothing. */
@Component
class Foresee {
    private final OpenRequest opens;
    private final Rosters rosters;
    private final Clock clock;

    Foresee(OpenRequest opens, Rosters rosters, Clock clock) {
        this.opens = opens;
        this.rosters = rosters;
        this.clock = clock;
    }

    /**
     * A request that somebody thinks of.
     *
     * @param gate its name
     */
    record Thought(WorkspaceId workspace, UserId requester, @Nullable InitiativeId initiative, String gate,
            Question question) {}

    sealed interface Foreseen {
        /** A rule decides it. */
        record Decided(Facts facts, Question question, Terms terms, Evaluation evaluation) implements Foreseen {}

        /** The policy needs to be told more. */
        record Unknown(Set<Dimension> what, Question question, Evaluation evaluation) implements Foreseen {}

        /** No rule is for it. */
        record NoRule(Question question, Evaluation evaluation) implements Foreseen {}

        /** The policy has no such gate. */
        record NoGate() implements Foreseen {}
    }

    Foreseen look(Thought thought, PolicyVersion version) {
        Gate gate = version.policy().gate(thought.gate()).orElse(null);
        if (gate == null) {
            return new Foreseen.NoGate();
        }
        Question question = opens.known(thought.workspace(), thought.initiative(), thought.question());
        Evaluation evaluation = version.policy().evaluate(gate.name(), question.scope());
        if (!evaluation.unknown().isEmpty()) {
            return new Foreseen.Unknown(evaluation.unknown(), question, evaluation);
        }
        if (evaluation.decided().isEmpty()) {
            return new Foreseen.NoRule(question, evaluation);
        }
        var facts = new Facts(new RequestId(UuidCreator.getTimeOrderedEpoch()), thought.workspace(), new Reference(0),
                thought.requester(), null, thought.initiative(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return new Foreseen.Decided(facts, question,
                new Terms(version.number(), gate, evaluation.decided().get()), evaluation);
    }

    /** As it would stand when it was opened. */
    ApprovalRequest opened(Foreseen.Decided decided) {
        return ApprovalRequest.open(decided.facts(), decided.question(), decided.terms(),
                roster(decided, decided.facts().openedAt()));
    }

    /** What time would bring. */
    Simulation simulate(Foreseen.Decided decided) {
        return Simulation.of(decided.facts(), decided.question(), decided.terms(), at -> roster(decided, at));
    }

    private Roster roster(Foreseen.Decided decided, Instant at) {
        return rosters.of(decided.facts(), decided.question().scope().area(), at);
    }

    /** A question of which only the scope matters. */
    static Question about(Scope scope, @Nullable Instant neededBy) {
        return new Question("", null, scope, List.of(), neededBy, null);
    }
}
