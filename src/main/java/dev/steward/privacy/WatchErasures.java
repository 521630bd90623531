package dev.steward.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.privacy.Erasure.State;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.UserId;

/** Looks once a day at erasures that wait for somebody: who can agree now, and whether they have waited long enough. */
@Component
class WatchErasures implements TimerHandler, TimerAudit {
    static final TimerType LOOK = new TimerType("privacy.waits");

    private final Erasures erasures;
    private final SecondPeople seconds;
    private final DecideErasure decide;
    private final TellOfErasure tell;
    private final Timers timers;

    WatchErasures(Erasures erasures, SecondPeople seconds, DecideErasure decide, TellOfErasure tell, Timers timers) {
        this.erasures = erasures;
        this.seconds = seconds;
        this.decide = decide;
        this.tell = tell;
        this.timers = timers;
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
        timers.set(timer.key(), now.plus(Erasure.ALONE));
        if (erasure.state() == State.WAITING) {
            waits(erasure, now);
        }
    }

    private void waits(Erasure before, Instant now) {
        List<UserId> others = seconds.of(before);
        Erasure erasure = before.lookedAgain(others, now);
        if (!erasure.equals(before)) {
            erasures.save(erasure);
            tell.changed(erasure);
        }
        decide.ask(erasure, others);
        Instant alone = erasure.aloneUntil();
        if (alone != null && !now.isBefore(alone)) {
            tell.tellAsker(erasure, "alone",
                    "*" + erasure.reference() + "* has waited a day. Nobody else here can look "
                            + "at it, so you can confirm it now, on its card above, or cancel it.");
        }
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
