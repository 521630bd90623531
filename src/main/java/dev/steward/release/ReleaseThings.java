package dev.steward.release;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Things;
import dev.steward.workspace.WorkspaceId;

/** What delivery calls a release; its owner hears when a message about it does not arrive. */
@Component
class ReleaseThings implements Things {
    private final Releases releases;

    ReleaseThings(Releases releases) {
        this.releases = releases;
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        return releases.find(workspace, things).stream().collect(Collectors.toMap(
                release -> release.facts().id().value(),
                release -> new Thing(release.facts().reference().toString(), release.owner())));
    }
}
