package dev.steward.release;

import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;

/** Lets planned releases go when their time has come. */
@Component
class GoInTime implements TimerHandler, TimerAudit {
    static final TimerType GO = new TimerType("release.go");

    private final Releases releases;
    private final ChangeRelease changes;
    private final Timers timers;

    GoInTime(Releases releases, ChangeRelease changes, Timers timers) {
        this.releases = releases;
        this.changes = changes;
        this.timers = timers;
    }

    @Override
    public TimerType type() {
        return GO;
    }

    @Override
    public String title(TimerKey timer) {
        return releases.find(timer.workspace(), new ReleaseId(timer.subject()))
                .map(release -> "the time of " + release.facts().reference()).orElse("the time of a release");
    }

    /** Publishing to hundreds of channels. */
    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        var id = new ReleaseId(timer.subject());
        if (releases.find(timer.workspace(), id).isPresent()) {
            changes.change(timer.workspace(), id, (release, around) -> {
                release.timeCome(around.reach(release.content()), around.wide(), timer.now());
                if (release.goesAt() != null) {
                    timers.set(timer.key(), release.goesAt());
                }
            });
        }
    }

    @Override
    public String name() {
        return GO.name();
    }

    @Override
    public Stream<Needed> needed() {
        return releases.toGo()
                .map(release -> new Needed(GO.of(release.workspace(), release.id().value()), release.at()));
    }
}
