package dev.steward.workspace;

/**
 * Somebody lives in another zone than before, has left, or is back. Published in the transaction that records it; other instances know it
 * within a minute.
 */
public record MemberChanged(WorkspaceId workspace, UserId member) {}
