package dev.steward.privacy;

import dev.steward.workspace.WorkspaceId;

/**
 * Something that has a reference was erased: whoever copied words of it takes them out. Published in that transaction.
 *
 * @param reference {@code FB-12}
 */
public record ThingErased(WorkspaceId workspace, String reference) {}
