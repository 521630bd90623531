package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Dimension;
import dev.steward.policy.Evaluation;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.policy.PolicyVersion;
import dev.steward.policy.Scope;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Puts a question to a gate, under the policy that is in force then. */
@Component
class OpenRequest {
    private final Requests requests;
    private final Policies policies;
    private final Initiatives initiatives;
    private final Areas areas;
    private final Rosters rosters;
    private final Aftermath aftermath;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OpenRequest(Requests requests, Policies policies, Initiatives initiatives, Areas areas, Rosters rosters,
            Aftermath aftermath, ApplicationEventPublisher events, Clock clock) {
        this.requests = requests;
        this.policies = policies;
        this.initiatives = initiatives;
        this.areas = areas;
        this.rosters = rosters;
        this.aftermath = aftermath;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody asks.
     *
     * @param key     names the doing that opens it; a second opening with it answers what the first one opened
     * @param channel where its card goes; null: nowhere
     * @param gate    its name
     */
    record Opening(WorkspaceId workspace, String key, UserId requester, @Nullable ChannelId channel,
            @Nullable InitiativeId initiative, String gate, Question question) {}

    /** @param fresh whether this opened it */
    record Opened(ApprovalRequest request, boolean fresh) {}

    /** @throws Refused when there is no such gate, or the policy has no answer */
    @Transactional(noRollbackFor = {Refused.class, Unknown.class})
    Opened open(Opening opening) {
        WorkspaceId workspace = opening.workspace();
        Optional<ApprovalRequest> before = requests.opened(workspace, opening.key());
        if (before.isPresent()) {
            return new Opened(before.get(), false);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Question question = known(workspace, opening.initiative(), opening.question());
        Terms terms = terms(policies.current(workspace), opening.gate(), question.scope());
        inPhase(workspace, opening.initiative(), terms.gate());
        Reference reference = requests.nextReference(workspace);
        // the same doing on another thread or instance may have opened it while this one waited for the counter
        before = requests.opened(workspace, opening.key());
        if (before.isPresent()) {
            return new Opened(before.get(), false);
        }
        var facts = new Facts(new RequestId(UuidCreator.getTimeOrderedEpoch()), workspace, reference,
                opening.requester(), opening.channel(), opening.initiative(), now);
        Roster roster = rosters.of(facts, question.scope().area(), now);
        var request = ApprovalRequest.open(facts, question, terms, roster);
        requests.add(request, opening.key());
        aftermath.opened(request, roster, now);
        events.publishEvent(new ApprovalOpened(workspace, facts.id(), facts.reference().toString(),
                terms.gate().name(), facts.initiative()));
        return new Opened(request, true);
    }

    /** The scope, with what the initiative tells where the requester did not. */
    Question known(WorkspaceId workspace, @Nullable InitiativeId id, Question question) {
        Optional<Initiative> initiative = id == null ? Optional.empty() : initiatives.find(workspace, id);
        Scope said = question.scope();
        var scope = new Scope(
                said.area() != null || initiative.isEmpty()
                        ? said.area()
                        : Optional.ofNullable(initiative.get().area()).flatMap(area -> areas.find(workspace, area))
                                .map(Area::name).orElse(null),
                said.phase() != null ? said.phase() : initiative.map(Initiative::phase).orElse(null), said.tier(),
                said.cost(), said.risk(), said.audience());
        return new Question(question.asked(), question.options(), scope, question.evidence(), question.neededBy(),
                question.prediction());
    }

    /** @throws Refused when there is no such gate, or no rule decides */
    static Terms terms(PolicyVersion version, String gate, Scope scope) {
        Gate asked = version.policy().gate(gate)
                .orElseThrow(() -> new Refused("The policy has no gate of that name any more. Please start anew."));
        Evaluation evaluation = version.policy().evaluate(gate, scope);
        return evaluation.decided().map(rule -> new Terms(version.number(), asked, rule))
                .orElseThrow(() -> evaluation.unknown().isEmpty()
                        ? new Refused("No rule of the policy is for this request, so nobody can be asked. "
                                + "Please ask ops people to add one.")
                        : new Unknown(evaluation.unknown()));
    }

    private void inPhase(WorkspaceId workspace, @Nullable InitiativeId id, Gate gate) {
        if (id == null || gate.from() == null) {
            return;
        }
        Initiative initiative = initiatives.find(workspace, id)
                .orElseThrow(() -> new Refused("There is no such initiative any more."));
        if (initiative.phase() != gate.from()) {
            throw new Refused(
                    initiative.reference() + " is in " + initiative.phase().word() + "; this gate is for what is in "
                            + gate.from().word() + ".");
        }
    }

    /** The policy cannot decide before more is told. */
    @SuppressWarnings("serial")
    static final class Unknown extends RuntimeException {
        private final transient java.util.Set<Dimension> what;

        Unknown(java.util.Set<Dimension> what) {
            super("The policy needs to know " + Wording.list(what) + ".", null, false, false);
            this.what = what;
        }

        java.util.Set<Dimension> what() {
            return what;
        }
    }
}
