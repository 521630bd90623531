package dev.steward.privacy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.Erasure.Choice;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.schedule.Timers;
import dev.steward.slack.Actor;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** An admin asks for an erasure: what would go is counted, and nothing is done yet. */
@Service
class StartErasure {
    private final Erasures erasures;
    private final Subjects subjects;
    private final Members members;
    private final TellOfErasure tell;
    private final Timers timers;
    private final Clock clock;

    StartErasure(Erasures erasures, Subjects subjects, Members members, TellOfErasure tell, Timers timers,
            Clock clock) {
        this.erasures = erasures;
        this.subjects = subjects;
        this.members = members;
        this.tell = tell;
        this.timers = timers;
        this.clock = clock;
    }

    /** @throws Refused where it is asked for already */
    @Transactional
    public Erasure start(Actor actor, Subject subject, Choice choice) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long number = erasures.nextNumber(actor.workspace());
        erasures.open(actor.workspace(), subject).flatMap(open -> erasures.lock(open.workspace(), open.id()))
                .ifPresent(open -> begunAnew(open, actor.user(), now));
        Erasure erasure = Erasure.ask(UuidCreator.getTimeOrderedEpoch(), actor.workspace(), number,
                erasures.nextAnonymous(actor.workspace()), subject, choice,
                subjects.stillHere(actor.workspace(), subject), actor.user(), now);
        erasures.add(erasure);
        timers.set(RunErasure.STEP.of(actor.workspace(), erasure.id()), now);
        return erasure;
    }

    /** One that is under way already stays, but for one that waits for an admin who is none any more. */
    private void begunAnew(Erasure open, UserId by, Instant now) {
        boolean left = members.find(open.workspace(), open.askedBy())
                .filter(asker -> asker.reachable() && asker.role() == Role.ADMIN).isEmpty();
        if (!left || open.state() == State.RUNNING) {
            throw new Refused(open.reference() + " is about that already. It's on a card in the direct messages of "
                    + "whoever asked for it.");
        }
        Erasure cancelled = open.cancel(by, now);
        erasures.save(cancelled);
        tell.changed(cancelled);
    }

    /**
     * A rule that an admin set has somebody erased whose account is closed: nobody is asked, and what they wrote stays.
     *
     * @param by who set the rule
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void byRule(WorkspaceId workspace, UserId user, UserId by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Subject> subject = subjects.person(workspace, user);
        if (subject.isEmpty() || subjects.stillHere(workspace, subject.get())
                || erasures.open(workspace, subject.get()).isPresent()) {
            return;
        }
        Erasure erasure = Erasure.byRule(UuidCreator.getTimeOrderedEpoch(), workspace, erasures.nextNumber(workspace),
                erasures.nextAnonymous(workspace), subject.get(), by, now);
        erasures.add(erasure);
        timers.set(RunErasure.STEP.of(workspace, erasure.id()), now);
    }
}
