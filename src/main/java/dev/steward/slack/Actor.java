package dev.steward.slack;

import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Who asks, as established from the signed request and Steward's own records, never from a button's value.
 *
 * @param teamId   the Slack team the person belongs to
 * @param role     what they may do in this workspace; always {@link Role#MEMBER} for an outsider
 * @param outsider whether they belong to another organisation (a shared channel's guest)
 */
public record Actor(WorkspaceId workspace, UserId user, String teamId, Role role, boolean outsider) {}
