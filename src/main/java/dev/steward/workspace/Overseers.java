package dev.steward.workspace;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.workspace.Area.AreaId;

/** Who sees to something when those it belongs to do not. */
@Component
public class Overseers {
    private final Areas areas;
    private final Members members;

    Overseers(Areas areas, Members members) {
        this.areas = areas;
        this.members = members;
    }

    /**
     * The owner of its area; else ops people, by name; else admins, by name. Only people who can be reached.
     *
     * @param area null for none
     * @param but  who is passed over, since it belongs to them or they know already
     * @return empty where nobody is left
     */
    public List<UserId> of(WorkspaceId workspace, @Nullable AreaId area, Collection<UserId> but) {
        Optional<UserId> owner = Optional.ofNullable(area).flatMap(id -> areas.find(workspace, id)).map(Area::owner)
                .filter(person -> !but.contains(person) && members.reachable(workspace, person));
        if (owner.isPresent()) {
            return List.of(owner.get());
        }
        List<UserId> ops = with(workspace, Role.OPS, but);
        return ops.isEmpty() ? with(workspace, Role.ADMIN, but) : ops;
    }

    private List<UserId> with(WorkspaceId workspace, Role role, Collection<UserId> but) {
        return members.with(workspace, role).stream().map(Member::id).filter(person -> !but.contains(person)).toList();
    }
}
