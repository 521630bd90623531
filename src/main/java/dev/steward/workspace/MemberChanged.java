package dev.steward.workspace;

/**
 * Somebody lives in another zone than before, has left or is back, or may do more or less than before. Published in the transaction that
 * records it; other instances know it within a second, see {@link Members#refresh(WorkspaceId, java.util.Collection)}.
 */
public record MemberChanged(WorkspaceId workspace, UserId member) {}
