package dev.steward.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Absences;
import dev.steward.schedule.Absences.Away;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who is asked about a release: its owner; whoever stands in for them; where that is nobody, or nothing comes of it, somebody else. */
@Component
class WhoAnswers {
    private static final int MOST = 10;

    private final Absences absences;
    private final Members members;
    private final Areas areas;

    WhoAnswers(Absences absences, Members members, Areas areas) {
        this.absences = absences;
        this.members = members;
        this.areas = areas;
    }

    /** Its owner, or their stand-in while they are away; the owner where there is none. Empty when the owner is here no more. */
    Optional<UserId> first(Release release, Instant at) {
        WorkspaceId workspace = release.facts().workspace();
        UserId owner = release.owner();
        if (!here(workspace, owner)) {
            return Optional.empty();
        }
        Map<UserId, Away> away = absences.at(workspace, List.of(owner), at);
        Away gone = away.get(owner);
        return Optional.of(gone == null || gone.standIn() == null ? owner : Objects.requireNonNull(gone.standIn()));
    }

    /** The owner of its area; else ops people; else admins. Never its owner. */
    List<UserId> others(Release release) {
        WorkspaceId workspace = release.facts().workspace();
        Optional<UserId> ofArea = Optional.ofNullable(release.content().area())
                .flatMap(area -> areas.find(workspace, area)).map(Area::owner)
                .filter(owner -> !owner.equals(release.owner()) && here(workspace, owner));
        if (ofArea.isPresent()) {
            return List.of(ofArea.get());
        }
        List<UserId> ops = with(workspace, Role.OPS, release.owner());
        return ops.isEmpty() ? with(workspace, Role.ADMIN, release.owner()) : ops;
    }

    private List<UserId> with(WorkspaceId workspace, Role role, UserId but) {
        return members.with(workspace, role).stream().map(Member::id).filter(id -> !id.equals(but)).limit(MOST)
                .toList();
    }

    private boolean here(WorkspaceId workspace, UserId user) {
        return members.find(workspace, user).filter(member -> !member.deactivated() && !member.bot()).isPresent();
    }
}
