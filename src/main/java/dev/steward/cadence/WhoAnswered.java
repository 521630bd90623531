package dev.steward.cadence;

import java.util.Set;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who has answered a written session. */
@FunctionalInterface
interface WhoAnswered {
    Set<UserId> of(WorkspaceId workspace, SessionId session);
}
