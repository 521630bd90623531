package dev.steward.privacy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.Erasure.State;
import dev.steward.schedule.Timers;
import dev.steward.slack.Actor;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * What people decide about an erasure, by what they were shown of it: where it stands otherwise by now, nothing is done and they are told.
 */
@Service
class DecideErasure {
    private final Erasures erasures;
    private final SecondPeople seconds;
    private final Subjects subjects;
    private final TellOfErasure tell;
    private final Timers timers;
    private final Clock clock;

    DecideErasure(Erasures erasures, SecondPeople seconds, Subjects subjects, TellOfErasure tell, Timers timers,
            Clock clock) {
        this.erasures = erasures;
        this.seconds = seconds;
        this.subjects = subjects;
        this.tell = tell;
        this.timers = timers;
        this.clock = clock;
    }

    @Transactional(noRollbackFor = Refused.class)
    public Erasure submit(Actor actor, ErasureCards.Pressed shown) {
        Erasure before = shown(actor, shown);
        refuseWhereCountedAnew(before);
        List<UserId> others = seconds.of(before);
        Erasure erasure = before.submit(actor.user(), others, now());
        ask(erasure, others);
        timers.set(WatchErasures.LOOK.of(erasure.workspace(), erasure.id()),
                erasure.aloneUntil() == null ? now().plus(Erasure.ALONE) : erasure.aloneUntil());
        return keep(erasure);
    }

    /** @throws Refused also where somebody else has to be asked first, who is then */
    @Transactional(noRollbackFor = Refused.class)
    public Erasure agree(Actor actor, ErasureCards.Pressed shown) {
        Erasure before = shown(actor, shown);
        List<UserId> others = seconds.of(before);
        if (before.state() == State.WAITING && actor.user().equals(before.askedBy()) && !others.isEmpty()
                && before.aloneUntil() != null) {
            Erasure waiting = before.lookedAgain(others, now());
            ask(waiting, others);
            keep(waiting);
            throw new Refused("You aren't the only one who can decide any more. Somebody else is asked.");
        }
        refuseWhereCountedAnew(before);
        Erasure erasure = keep(before.agree(actor.user(), others, now()));
        timers.set(RunErasure.STEP.of(erasure.workspace(), erasure.id()), now());
        return erasure;
    }

    @Transactional(noRollbackFor = Refused.class)
    public Erasure refuse(Actor actor, ErasureCards.Pressed shown) {
        Erasure erasure = keep(shown(actor, shown).refuse(actor.user(), now()));
        tell.tellAsker(erasure, "refused", "*" + erasure.reference() + "*: " + actor.user().mention()
                + " refused it. Nothing was erased.");
        return erasure;
    }

    @Transactional(noRollbackFor = Refused.class)
    public Erasure cancel(Actor actor, ErasureCards.Pressed shown) {
        return keep(shown(actor, shown).cancel(actor.user(), now()));
    }

    private void refuseWhereCountedAnew(Erasure before) {
        countAnew(before).ifPresent(again -> {
            throw new Refused("This changed since: " + whereTheyAre(again)
                    + ", so something else would go. It is counted again.");
        });
    }

    /** Where the person has left or is back since it was counted, something else would go: then it is counted again. */
    Optional<Erasure> countAnew(Erasure before) {
        if (before.state() != State.READY && before.state() != State.WAITING
                || subjects.stillHere(before.workspace(), before.requireSubject()) == before.past()) {
            return Optional.empty();
        }
        Erasure again = keep(before.recount(!before.past()));
        timers.set(RunErasure.STEP.of(again.workspace(), again.id()), now());
        tell.tellAsker(again, "back", "*" + again.reference() + "* is counted again: " + whereTheyAre(again)
                + ". Look at it again, please.");
        return Optional.of(again);
    }

    private static String whereTheyAre(Erasure erasure) {
        return erasure.past() ? "they have an account here again" : "their account was closed";
    }

    /** Those who were not asked before are asked now. */
    void ask(Erasure erasure, List<UserId> others) {
        if (erasure.state() == State.WAITING && !others.isEmpty()) {
            tell.asked(erasure, erasures.ask(erasure, others));
        }
    }

    private Erasure shown(Actor actor, ErasureCards.Pressed shown) {
        Erasure erasure = find(actor.workspace(), shown.erasure());
        if (erasure.version() != shown.version()) {
            tell.changed(erasure);
            throw new Refused("This changed since you saw it. " + erasure.stands());
        }
        return erasure;
    }

    private Erasure find(WorkspaceId workspace, UUID id) {
        return erasures.lock(workspace, id).orElseThrow(() -> new Refused("There's no such erasure here."));
    }

    private Erasure keep(Erasure erasure) {
        erasures.save(erasure);
        tell.changed(erasure);
        return erasure;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
