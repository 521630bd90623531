package dev.steward.approval;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.InitiativeId;
import dev.steward.workspace.WorkspaceId;

/**
 * A request came to its decision. Published in the transaction that records it. A request that is reopened may come to another one.
 *
 * @param reference  {@code AP-7}
 * @param decision   {@code DEC-3}
 * @param gate       the gate's name
 * @param initiative null where it is about none
 */
public record ApprovalDecided(WorkspaceId workspace, RequestId request, String reference, String decision, String gate,
        @Nullable InitiativeId initiative, boolean approved, Instant at) {}
