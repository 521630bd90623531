package dev.steward.approval;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.WorkspaceId;

/**
 * A question was put to a gate. Published in the transaction that opens it.
 *
 * @param reference  {@code AP-7}
 * @param gate       the gate's name
 * @param initiative null where it is about none
 */
public record ApprovalOpened(WorkspaceId workspace, RequestId request, String reference, String gate,
        @Nullable InitiativeId initiative) {}
