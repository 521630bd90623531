package dev.steward.cadence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
 * Looks at sessions again when what their plan was made from has changed, and tells the auditor which must have a timer: all that are
 * open.
 */
@Component
class WatchCadences implements TimerAudit, HolidayFollower {
    private static final Duration KNOWN = Duration.ofMinutes(1);
    private static final int STEP = 200;

    private final Sessions sessions;
    private final Participants participants;
    private final Timers timers;
    private final Clock clock;

    WatchCadences(Sessions sessions, Participants participants, Timers timers, Clock clock) {
        this.sessions = sessions;
        this.participants = participants;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void awayOrBack(AbsenceChanged event) {
        lookAgain(event.workspace(), sessions.waitingFor(event.workspace(), event.member(),
                participants.groupsOf(event.workspace(), event.member())));
    }

    /** Their time to be asked may be earlier now. Another instance, which may look, knows within a minute where they live. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void movedOrLeft(MemberChanged event) {
        lookAgain(event.workspace(), sessions.waitingFor(event.workspace(), event.member(),
                participants.groupsOf(event.workspace(), event.member())), clock.instant().plus(KNOWN));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void otherMembers(UserGroupChanged event) {
        lookAgain(event.workspace(), sessions.waitingForGroup(event.workspace(), event.group()));
    }

    @Override
    public Optional<String> follow(WorkspaceId workspace, String after) {
        List<SessionId> some = sessions.waiting(workspace, after.isEmpty() ? new UUID(0, 0) : UUID.fromString(after),
                STEP);
        lookAgain(workspace, some);
        return some.size() < STEP ? Optional.empty() : Optional.of(some.getLast().value().toString());
    }

    private void lookAgain(WorkspaceId workspace, Collection<SessionId> which) {
        lookAgain(workspace, which, clock.instant());
    }

    private void lookAgain(WorkspaceId workspace, Collection<SessionId> which, Instant at) {
        timers.set(which.stream().collect(Collectors.toMap(id -> PassTime.STEP.of(workspace, id.value()), id -> at)));
    }

    @Override
    public String name() {
        return "cadence.session";
    }

    @Override
    public Stream<Needed> needed() {
        Instant now = clock.instant();
        return sessions.waiting()
                .map(open -> new Needed(PassTime.STEP.of(open.workspace(), open.id().value()), now));
    }
}
