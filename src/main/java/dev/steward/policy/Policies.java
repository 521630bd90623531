package dev.steward.policy;

import dev.steward.workspace.WorkspaceId;

/** The policies of each workspace. Each version is read once and kept. */
public interface Policies {

    /** The one in force. A workspace that never said anything has the default policy (or the imported one) as its version 1. */
    PolicyVersion current(WorkspaceId workspace);

    /** @throws java.util.NoSuchElementException when there is no such version */
    PolicyVersion version(WorkspaceId workspace, long number);
}
