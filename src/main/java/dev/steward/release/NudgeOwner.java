package dev.steward.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.Members;
import dev.steward.workspace.Overseers;
import dev.steward.workspace.UserId;

/** Says that a draft from outside waits, until somebody does something with it. Where its owner has left, ops people hear. */
@Component
class NudgeOwner implements TimerHandler {
    static final TimerType NUDGE = new TimerType("release.intake");

    private final Intakes intakes;
    private final Releases releases;
    private final Members members;
    private final Overseers overseers;
    private final NudgeTimes times;
    private final Timers timers;
    private final Cards cards;
    private final Notices notices;

    NudgeOwner(Intakes intakes, Releases releases, Members members, Overseers overseers, NudgeTimes times,
            Timers timers, Cards cards,
            Notices notices) {
        this.intakes = intakes;
        this.releases = releases;
        this.members = members;
        this.overseers = overseers;
        this.times = times;
        this.timers = timers;
        this.cards = cards;
        this.notices = notices;
    }

    @Override
    public TimerType type() {
        return NUDGE;
    }

    @Override
    public String title(TimerKey timer) {
        return intakes.find(timer.workspace(), timer.subject())
                .flatMap(intake -> releases.find(timer.workspace(), intake.release()))
                .map(release -> "the reminder that " + release.facts().reference() + " waits")
                .orElse("a draft from outside");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Intake> found = intakes.find(timer.workspace(), timer.subject());
        Optional<Release> draft = found.flatMap(intake -> releases.find(timer.workspace(), intake.release()))
                .filter(release -> release.state() == State.DRAFT);
        if (found.isEmpty() || draft.isEmpty()) {
            return;
        }
        Intake intake = found.get();
        Release release = draft.get();
        List<UserId> told = members.reachable(timer.workspace(), release.owner())
                ? List.of(release.owner())
                : overseers.of(timer.workspace(), null, List.of());
        told.forEach(person -> tell(intake, release, person));
        intakes.nudged(intake);
        timers.set(timer.key(), times.next(timer.workspace(), told.isEmpty() ? release.owner() : told.getFirst(),
                intake.nudges() + 1, timer.now()));
    }

    private void tell(Intake intake, Release release, UserId person) {
        cards.showTo(intake.workspace(), IntakeCards.NAME, Map.of(intake.id(), person));
        if (intake.nudges() > 0) {
            notices.say(intake.workspace(), intake.id(), "nudge/" + intake.nudges(), new Recipient.Direct(person),
                    IntakeCard.notice(release, IntakeWords.stillWaits(release)));
        }
    }
}
