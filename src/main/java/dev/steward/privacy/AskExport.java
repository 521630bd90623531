package dev.steward.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.privacy.Export.State;
import dev.steward.schedule.Timers;
import dev.steward.slack.Actor;

/** An admin who saw what an export has in it wants it. */
@Service
class AskExport {
    /** What was seen longer ago is looked at again. */
    private static final Duration FRESH = Duration.ofMinutes(30);

    private final Exports exports;
    private final ExportContents contents;
    private final Timers timers;
    private final Clock clock;

    AskExport(Exports exports, ExportContents contents, Timers timers, Clock clock) {
        this.exports = exports;
        this.contents = contents;
        this.timers = timers;
        this.clock = clock;
    }

    /** @throws Refused where it stands otherwise than what was shown, or one is being made */
    @Transactional(noRollbackFor = Refused.class)
    public Export ask(Actor actor, ExportView.Pressed shown) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long last = exports.lockLast(actor.workspace());
        Optional<Export> open = exports.open(actor.workspace());
        if (open.isPresent()) {
            throw new Refused("*" + open.get().reference() + "* is being made already, for "
                    + open.get().askedBy().mention() + ". Wait until it's done, please.");
        }
        Instant seen = Instant.ofEpochSecond(shown.at());
        if (shown.number() != last + 1 || !shown.edition().equals(contents.edition())
                || seen.isBefore(now.minus(FRESH)) || seen.isAfter(now)) {
            throw new Refused("This changed since you saw it, or you saw it long ago. Type `/steward export` to see "
                    + "what would be exported now. Nothing was exported.");
        }
        var export = new Export(UuidCreator.getTimeOrderedEpoch(), actor.workspace(), last + 1, State.MAKING,
                actor.user(), now, 0);
        exports.add(export);
        timers.set(RunExports.MAKE.of(export.workspace(), export.id()), now);
        return export;
    }
}
