package dev.steward.policy;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A policy as it was once in force. Versions never change.
 *
 * @param number counted from 1 without gaps in its workspace
 * @param source the YAML it was read from, comments and all
 * @param by     who wrote it; null for the default policy and for one imported from a file
 */
public record PolicyVersion(WorkspaceId workspace, long number, String source, Policy policy, @Nullable UserId by,
        Instant at) {}
