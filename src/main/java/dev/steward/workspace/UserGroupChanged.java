package dev.steward.workspace;

/**
 * A user group came, went, was renamed, or has other members. Published in the transaction that records it.
 *
 * @param group its id, such as {@code S024BE7LH}
 */
public record UserGroupChanged(WorkspaceId workspace, String group) {}
