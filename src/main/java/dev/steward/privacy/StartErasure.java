package dev.steward.privacy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.Erasure.Choice;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.schedule.Timers;
import dev.steward.slack.Actor;

/** An admin asks for an erasure: what would go is counted, and nothing is done yet. */
@Service
class StartErasure {
    private final Erasures erasures;
    private final Subjects subjects;
    private final Timers timers;
    private final Clock clock;

    StartErasure(Erasures erasures, Subjects subjects, Timers timers, Clock clock) {
        this.erasures = erasures;
        this.subjects = subjects;
        this.timers = timers;
        this.clock = clock;
    }

    /** @throws Refused where it is asked for already */
    @Transactional
    public Erasure start(Actor actor, Subject subject, Choice choice) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long number = erasures.nextNumber(actor.workspace());
        erasures.open(actor.workspace(), subject).ifPresent(open -> {
            throw new Refused(open.reference() + " is about that already. It's on a card in the direct messages of "
                    + "whoever asked for it.");
        });
        Erasure erasure = Erasure.ask(UuidCreator.getTimeOrderedEpoch(), actor.workspace(), number,
                erasures.nextAnonymous(actor.workspace()), subject, choice,
                subjects.stillHere(actor.workspace(), subject), actor.user(), now);
        erasures.add(erasure);
        timers.set(RunErasure.STEP.of(actor.workspace(), erasure.id()), now);
        return erasure;
    }
}
