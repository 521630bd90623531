package dev.steward.privacy;

import dev.steward.workspace.WorkspaceId;

/**
 * What is taken out of a workspace's tables.
 *
 * @param redaction whom it takes out
 * @param words     whether what they wrote goes too
 * @param past      whether only what is over is changed, since they are still here
 */
record Taken(WorkspaceId workspace, Redaction redaction, boolean words, boolean past) {}
