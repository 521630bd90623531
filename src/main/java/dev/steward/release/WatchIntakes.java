package dev.steward.release;

import java.time.Clock;
import java.util.stream.Stream;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.Timers;

/** Follows what people do with drafts that arrived from outside, and tells the auditor which must have a timer: those that wait. */
@Component
class WatchIntakes implements TimerAudit {
    private final Intakes intakes;
    private final Releases releases;
    private final NudgeTimes times;
    private final Timers timers;
    private final Cards cards;
    private final Clock clock;

    WatchIntakes(Intakes intakes, Releases releases, NudgeTimes times, Timers timers, Cards cards, Clock clock) {
        this.intakes = intakes;
        this.releases = releases;
        this.times = times;
        this.timers = timers;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * What nobody needs to be told any more lets its timer come and do nothing: to cancel it would be to wait for it, when it may be
     * waiting for this.
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void moved(ReleaseMoved event) {
        intakes.of(event.workspace(), event.release()).ifPresent(intake -> {
            boolean waits = event.to() == State.DRAFT;
            if (waits) {
                releases.find(event.workspace(), event.release())
                        .ifPresent(release -> timers.set(NudgeOwner.NUDGE.of(event.workspace(), intake.id()),
                                times.next(event.workspace(), release.owner(), 1, clock.instant())));
            }
            intakes.waits(intake, waits);
            cards.changed(event.workspace(), IntakeCards.NAME, intake.id());
        });
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void written(ReleaseWritten event) {
        intakes.of(event.workspace(), event.release())
                .ifPresent(intake -> cards.changed(event.workspace(), IntakeCards.NAME, intake.id()));
    }

    @Override
    public String name() {
        return "release.intake";
    }

    @Override
    public Stream<Needed> needed() {
        return intakes.waiting().map(intake -> new Needed(NudgeOwner.NUDGE.of(intake.workspace(), intake.id()),
                intake.closesAt()));
    }
}
