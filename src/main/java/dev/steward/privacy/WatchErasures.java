package dev.steward.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.Erasure.State;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.MemberChanged;
import dev.steward.workspace.UserId;

/**
 * Looks at erasures that wait for somebody, once a day and whenever people come, leave, or may do more or less than before: who can agree
 * now, whether it is still the same that would go, and whether they have waited long enough.
 */
@Component
class WatchErasures implements TimerHandler, TimerAudit {
    static final TimerType LOOK = new TimerType("privacy.waits");

    private final Erasures erasures;
    private final SecondPeople seconds;
    private final DecideErasure decide;
    private final TellOfErasure tell;
    private final Timers timers;
    private final Clock clock;

    WatchErasures(Erasures erasures, SecondPeople seconds, DecideErasure decide, TellOfErasure tell, Timers timers,
            Clock clock) {
        this.erasures = erasures;
        this.seconds = seconds;
        this.decide = decide;
        this.tell = tell;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public TimerType type() {
        return LOOK;
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Erasure> found = erasures.lock(timer.workspace(), timer.subject())
                .filter(erasure -> erasure.state() == State.READY || erasure.state() == State.WAITING);
        if (found.isEmpty()) {
            return;
        }
        Erasure erasure = found.get();
        Instant now = timer.now();
        if (erasure.expired(now)) {
            Erasure expired = erasure.expire(now);
            erasures.save(expired);
            tell.changed(expired);
            tell.tellAsker(expired, "expired", "*" + expired.reference()
                    + "* expired: nobody agreed within two weeks. Nothing was erased.");
            return;
        }
        if (decide.countAnew(erasure).isPresent()) {
            return;
        }
        Erasure seen = erasure.state() == State.WAITING ? waits(erasure, now) : erasure;
        Instant alone = seen.aloneUntil();
        Instant tomorrow = now.plus(Erasure.ALONE);
        timers.set(timer.key(), alone != null && alone.isAfter(now) && alone.isBefore(tomorrow) ? alone : tomorrow);
    }

    private Erasure waits(Erasure before, Instant now) {
        List<UserId> others = seconds.of(before);
        Erasure erasure = before.lookedAgain(others, now);
        if (!erasure.equals(before)) {
            erasures.save(erasure);
        }
        tell.changed(erasure);
        decide.ask(erasure, others);
        Instant alone = erasure.aloneUntil();
        if (alone != null && !now.isBefore(alone)) {
            tell.tellAsker(erasure, "alone",
                    "*" + erasure.reference() + "* has waited a day. Nobody else here can look "
                            + "at it, so you can confirm it now, on its card above, or cancel it.");
        }
        return erasure;
    }

    /** Its cards say who can agree. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void changed(MemberChanged event) {
        Instant now = clock.instant();
        timers.set(erasures.waiting(event.workspace()).stream()
                .collect(Collectors.toMap(id -> LOOK.of(event.workspace(), id), id -> now)));
    }

    @Override
    public String name() {
        return "privacy.erasures";
    }

    @Override
    public Stream<Needed> needed() {
        return erasures.working().stream()
                .map(open -> new Needed((open.state() == State.COUNTING || open.state() == State.RUNNING
                        ? RunErasure.STEP
                        : LOOK).of(open.workspace(), open.id()), open.askedAt()));
    }
}
