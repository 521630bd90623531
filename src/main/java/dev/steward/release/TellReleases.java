package dev.steward.release;

import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.initiative.InitiativeFacts;
import dev.steward.initiative.InitiativeId;
import dev.steward.slack.Actor;
import dev.steward.slack.Quoted;

/** What shipped of an initiative and what is to ship, a line each; what is yet to come stands first. */
@Component
class TellReleases implements InitiativeFacts {
    private static final int LINES = 10;
    private static final int TITLE = 80;

    private final Releases releases;

    TellReleases(Releases releases) {
        this.releases = releases;
    }

    @Override
    public List<String> lines(Actor reader, InitiativeId initiative) {
        return releases.of(reader.workspace(), initiative, 2 * LINES).stream()
                .filter(release -> release.state() != State.DISCARDED)
                .sorted(Comparator.comparing(release -> !release.state().open())).limit(LINES)
                .map(release -> "*" + release.facts().reference() + "* " + Quoted.line(release.content().name(), TITLE)
                        + ": " + ReleaseLine.stand(release))
                .toList();
    }
}
