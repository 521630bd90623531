package dev.steward.delivery;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** A feature's bean that knows what its messages are about, to tell people which of them did not arrive. */
public interface Things {
    /** Those of the things that are this feature's; the others are left out. */
    Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things);

    /**
     * What a message is about.
     *
     * @param name  what people call it, as mrkdwn with user text escaped: {@code FB-12}
     * @param owner who should know when it does not arrive; null: nobody but the admins
     */
    record Thing(String name, @Nullable UserId owner) {}
}
