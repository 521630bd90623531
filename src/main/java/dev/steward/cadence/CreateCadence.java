package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.Cadence.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Begins a cadence, with its first session. */
@Component
class CreateCadence {
    private final Cadences cadences;
    private final Aftermath aftermath;
    private final Clock clock;

    CreateCadence(Cadences cadences, Aftermath aftermath, Clock clock) {
        this.cadences = cadences;
        this.aftermath = aftermath;
        this.clock = clock;
    }

    /** @param key names the doing that creates it, at most 200 characters; a second one with it answers what the first one created */
    @Transactional
    Cadence create(WorkspaceId workspace, String key, UserId owner, Rules rules) {
        Optional<Cadence> before = cadences.created(workspace, key);
        if (before.isPresent()) {
            return before.get();
        }
        Reference reference = cadences.nextReference(workspace);
        // the same doing may have come first while this waited for its number
        before = cadences.created(workspace, key);
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = new CadenceId(UuidCreator.getTimeOrderedEpoch());
        Cadence cadence = Cadence.create(new Facts(id, workspace, reference, now), owner, rules);
        cadences.add(cadence, key);
        aftermath.created(cadence, now);
        return cadences.find(workspace, id).orElseThrow();
    }
}
