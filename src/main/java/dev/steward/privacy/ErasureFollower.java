package dev.steward.privacy;

import dev.steward.workspace.WorkspaceId;

/** Data derived from others' rows and written anew a moment after them, as a search index is: an erasure is done once that is. */
public interface ErasureFollower {
    /** Whether rows of the workspace have changed that the derived data does not yet follow; one indexed query. */
    boolean behind(WorkspaceId workspace);
}
