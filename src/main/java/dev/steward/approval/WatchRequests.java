package dev.steward.approval;

import java.time.Clock;
import java.time.Duration;
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
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.HolidayFollower;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.MemberChanged;
import dev.steward.workspace.UserGroupChanged;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Looks at requests again when what their plan was made from has changed, and tells the auditor which must have a timer: all that are
 * open.
 */
@Component
class WatchRequests implements TimerAudit, TimerHandler, HolidayFollower {
    private static final TimerType LATER = new TimerType("approval.look-again");
    private static final String AWAY = "away ";
    private static final String MEMBER = "member ";
    private static final String GROUP = "group ";
    /** Slack waits no longer for whoever opens or answers one. */
    private static final Duration DONE = Duration.ofSeconds(3);
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
        lookTwice(event.workspace(), AWAY + event.member());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void changed(MemberChanged event) {
        lookTwice(event.workspace(), MEMBER + event.member());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void otherMembers(UserGroupChanged event) {
        lookTwice(event.workspace(), GROUP + event.group());
    }

    /** Now, and once whoever was just opening or answering one by what held before is done: nobody sees yet whom that one waits for. */
    private void lookTwice(WorkspaceId workspace, String whose) {
        lookAgain(workspace, concerned(workspace, whose));
        timers.set(LATER.of(workspace, workspace.value(), whose), clock.instant().plus(DONE));
    }

    @Override
    public TimerType type() {
        return LATER;
    }

    @Override
    public String title(TimerKey timer) {
        return "Approval requests of somebody who changed";
    }

    @Override
    public boolean followsUp() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        lookAgain(timer.workspace(), concerned(timer.workspace(), timer.step()));
    }

    /** Whoever left can be asked no more; whoever came, or became an admin, may be the one to ask where there was nobody. */
    private Set<RequestId> concerned(WorkspaceId workspace, String whose) {
        if (whose.startsWith(GROUP)) {
            return Set.copyOf(requests.waitingForGroup(workspace, whose.substring(GROUP.length())));
        }
        var person = new UserId(whose.substring(whose.indexOf(' ') + 1));
        Set<RequestId> which = new HashSet<>(requests.waitingFor(workspace, person));
        if (whose.startsWith(MEMBER)) {
            which.addAll(requests.waitingForNobody(workspace));
        }
        return which;
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
