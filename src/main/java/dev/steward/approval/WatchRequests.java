package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.schedule.AbsenceChanged;
import dev.steward.schedule.HolidayFollower;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.Timers;
import dev.steward.workspace.MemberChanged;
import dev.steward.workspace.UserGroupChanged;
import dev.steward.workspace.WorkspaceId;

/**
 * Looks at requests again when what their plan was made from has changed, and tells the auditor which must have a timer: all that are
 * open.
 */
@Component
class WatchRequests implements TimerAudit, HolidayFollower {
    private static final int STEP = 200;

    private final Requests requests;
    private final Timers timers;
    private final Clock clock;

    WatchRequests(Requests requests, Timers timers, Clock clock) {
        this.requests = requests;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void awayOrBack(AbsenceChanged event) {
        lookAgain(event.workspace(), requests.waitingFor(event.workspace(), event.member()));
    }

    /** Whoever left can be asked no more; whoever came, or became an admin, may be the one to ask where there was nobody. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void changed(MemberChanged event) {
        Set<RequestId> which = new HashSet<>(requests.waitingFor(event.workspace(), event.member()));
        which.addAll(requests.waitingForNobody(event.workspace()));
        lookAgain(event.workspace(), which);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void otherMembers(UserGroupChanged event) {
        lookAgain(event.workspace(), requests.waitingForGroup(event.workspace(), event.group()));
    }

    @Override
    public Optional<String> follow(WorkspaceId workspace, String after) {
        List<RequestId> some = requests.open(workspace, after.isEmpty() ? new UUID(0, 0) : UUID.fromString(after),
                STEP);
        lookAgain(workspace, some);
        return some.size() < STEP ? Optional.empty() : Optional.of(some.getLast().toString());
    }

    private void lookAgain(WorkspaceId workspace, Collection<RequestId> which) {
        Instant now = clock.instant();
        timers.set(which.stream().collect(Collectors.toMap(id -> PassTime.STEP.of(workspace, id.value()), id -> now)));
    }

    @Override
    public String name() {
        return "approval.step";
    }

    @Override
    public Stream<Needed> needed() {
        return requests.open().map(
                open -> new Needed(PassTime.STEP.of(open.workspace(), open.id().value()), open.changedAt()));
    }
}
