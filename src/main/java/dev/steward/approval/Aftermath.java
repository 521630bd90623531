package dev.steward.approval;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.Happening.Kind;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.Initiatives;
import dev.steward.initiative.Phase;
import dev.steward.policy.Gate;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.workspace.UserId;

/** What follows from a change, in its transaction: the record, the decision, the initiative's phase, the timer, the messages. */
@Component
class Aftermath {
    /** What the decision log keeps; the request's history has the rest as well. */
    private static final Set<Kind> LOGGED = EnumSet.of(Kind.DECIDED, Kind.REOPENED, Kind.APPROVED,
            Kind.CHANGES_REQUESTED, Kind.BLOCKED, Kind.OVERRULED, Kind.UPHELD, Kind.WITHDRAWN);

    private final DecisionLog log;
    private final Decisions decisions;
    private final Initiatives initiatives;
    private final Timers timers;
    private final PlanReviews reviews;
    private final TellPeople tell;
    private final ApplicationEventPublisher events;

    Aftermath(DecisionLog log, Decisions decisions, Initiatives initiatives, Timers timers, PlanReviews reviews,
            TellPeople tell, ApplicationEventPublisher events) {
        this.log = log;
        this.decisions = decisions;
        this.initiatives = initiatives;
        this.timers = timers;
        this.reviews = reviews;
        this.tell = tell;
        this.events = events;
    }

    void opened(ApprovalRequest request, Roster roster, Instant now) {
        tell.opened(request);
        follow(request, Set.of(), roster, now);
    }

    void changed(ApprovalRequest request, Roster roster, Instant now) {
        follow(request, tell.changed(request), roster, now);
    }

    /** Its timer came too early, and is to come again. */
    void unchanged(ApprovalRequest request, Roster roster, Instant now) {
        Facts facts = request.facts();
        TimerKey step = PassTime.STEP.of(facts.workspace(), facts.id().value());
        Plan.next(request, roster, now).ifPresentOrElse(next -> timers.set(step, next.at()),
                () -> timers.cancel(step));
    }

    private void follow(ApprovalRequest request, Set<UserId> hadCards, Roster roster, Instant now) {
        List<Happening> happenings = request.happenings();
        unchanged(request, roster, now);
        tell.tell(request, hadCards, roster, now);
        List<Happening> logged = happenings.stream().filter(happening -> LOGGED.contains(happening.kind())).toList();
        Map<String, Object> decided = logged.stream().anyMatch(Aftermath::decides)
                ? decisions.facts(request)
                : Map.of();
        // Others of the workspace wait for the counter and the log until this is committed, so they come last. The counter before
        // the log, as whoever opens a request takes them; else two could wait for each other.
        long number = decided.isEmpty() ? 0 : decisions.nextNumber(request.facts().workspace());
        List<Entry> entries = log.append(request.facts().workspace(),
                logged.stream().map(happening -> decides(happening)
                        ? Decisions.entry(request, decided, number)
                        : entry(request, happening)).toList());
        for (int i = 0; i < entries.size(); i++) {
            Happening happening = logged.get(i);
            if (decides(happening)) {
                decided(request, number, entries.get(i).number());
            } else if (happening.kind() == Kind.REOPENED) {
                request.undone().ifPresent(gate -> move(request, gate, true,
                        request.facts().reference() + ", reopened for round " + request.round(), happening.by(),
                        happening.at()));
            }
        }
    }

    private static boolean decides(Happening happening) {
        return happening.kind() == Kind.DECIDED;
    }

    private void decided(ApprovalRequest request, long number, long entry) {
        Facts facts = request.facts();
        Decision decision = decisions.record(request, number, entry);
        reviews.plan(decision, facts.requester());
        Outcome outcome = request.outcome().orElseThrow();
        if (outcome.approved()) {
            move(request, request.terms().gate(), false, decision.reference(), outcome.by(), outcome.at());
        }
        events.publishEvent(new ApprovalDecided(facts.workspace(), facts.id(), facts.reference().toString(),
                decision.reference(), request.terms().gate().name(), facts.initiative(), outcome.approved(),
                outcome.at()));
    }

    private void move(ApprovalRequest request, Gate gate, boolean back, String because, @Nullable UserId by,
            Instant at) {
        Facts facts = request.facts();
        if (facts.initiative() == null || gate.from() == null || gate.to() == null) {
            return;
        }
        Phase to = back ? gate.from() : gate.to();
        if (!initiatives.move(facts.workspace(), facts.initiative(), back ? gate.to() : gate.from(), to, because,
                by)) {
            initiatives.find(facts.workspace(), facts.initiative())
                    .ifPresent(initiative -> stays(request, initiative, to, because, by, at));
        }
    }

    /** What was decided holds all the same: people hear that the initiative is elsewhere by now, and the log says so. */
    private void stays(ApprovalRequest request, Initiative initiative, Phase to, String because, @Nullable UserId by,
            Instant at) {
        Facts facts = request.facts();
        log.append(facts.workspace(), new NewEntry("approval.not-moved", facts.id().value(),
                facts.reference().toString(), by, at, Map.of("initiative", initiative.reference(),
                        "because", because, "phase", initiative.phase().word(), "to", to.word())));
        tell.stays(request, initiative, to, because);
    }

    private static NewEntry entry(ApprovalRequest request, Happening happening) {
        Facts facts = request.facts();
        Map<String, Object> more = new TreeMap<>();
        more.put("round", Integer.toString(request.round()));
        if (happening.stage() != null) {
            more.put("stage", happening.stage());
        }
        if (happening.words() != null) {
            more.put("words", happening.words());
        }
        if (!happening.about().isEmpty()) {
            more.put("about", String.join(" ", happening.about().stream().map(UserId::value).toList()));
        }
        return new NewEntry("approval." + word(happening.kind()), facts.id().value(), facts.reference().toString(),
                happening.by(), happening.at(), more);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
