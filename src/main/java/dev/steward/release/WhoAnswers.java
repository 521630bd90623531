package dev.steward.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Absences;
import dev.steward.schedule.Absences.Away;
import dev.steward.workspace.Members;
import dev.steward.workspace.Overseers;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who is asked about a release: its owner; whoever stands in for them; where that is nobody, or nothing comes of it, somebody else. */
@Component
class WhoAnswers {
    private static final int MOST = 10;

    private final Absences absences;
    private final Members members;
    private final Overseers overseers;

    WhoAnswers(Absences absences, Members members, Overseers overseers) {
        this.absences = absences;
        this.members = members;
        this.overseers = overseers;
    }

    /** Its owner, or their stand-in while they are away; the owner where there is none. Empty when the owner is here no more. */
    Optional<UserId> first(Release release, Instant at) {
        WorkspaceId workspace = release.facts().workspace();
        UserId owner = release.owner();
        if (!members.reachable(workspace, owner)) {
            return Optional.empty();
        }
        Map<UserId, Away> away = absences.at(workspace, List.of(owner), at);
        Away gone = away.get(owner);
        return Optional.of(gone == null || gone.standIn() == null ? owner : Objects.requireNonNull(gone.standIn()));
    }

    /** The owner of its area; else ops people; else admins. Never its owner. */
    List<UserId> others(Release release) {
        return overseers.of(release.facts().workspace(), release.content().area(), List.of(release.owner())).stream()
                .limit(MOST).toList();
    }
}
