package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.Release.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Begins a release. */
@Component
class DraftRelease {
    private final Releases releases;
    private final Aftermath aftermath;
    private final Clock clock;

    DraftRelease(Releases releases, Aftermath aftermath, Clock clock) {
        this.releases = releases;
        this.aftermath = aftermath;
        this.clock = clock;
    }

    /**
     * Joins the caller's transaction where there is one.
     *
     * @param key names the doing that drafts it, at most 200 characters; a second one with it answers what the first one drafted
     */
    @Transactional
    Release draft(WorkspaceId workspace, String key, UserId owner, Content content, When when) {
        return draft(new ReleaseId(UuidCreator.getTimeOrderedEpoch()), workspace, key, owner, content, when);
    }

    /** As above, with an id that was made for it before. */
    @Transactional
    Release draft(ReleaseId id, WorkspaceId workspace, String key, UserId owner, Content content, When when) {
        Optional<Release> before = releases.drafted(workspace, key);
        if (before.isPresent()) {
            return before.get();
        }
        Reference reference = releases.nextReference(workspace);
        // the same doing may have come first while this waited for its number
        before = releases.drafted(workspace, key);
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Release release = Release.draft(new Facts(id, workspace, reference, now), owner, content, when);
        releases.add(release, key);
        aftermath.drafted(release);
        return releases.find(workspace, id).orElseThrow();
    }
}
