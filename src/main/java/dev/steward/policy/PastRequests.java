package dev.steward.policy;

import java.util.List;

import dev.steward.workspace.WorkspaceId;

/** What was asked lately, for trying a policy on it. */
public interface PastRequests {

    /** The newest first. */
    List<Past> latest(WorkspaceId workspace, int most);

    /**
     * One request.
     *
     * @param reference {@code AP-7}
     * @param asked     in the requester's words (escape before showing)
     * @param gate      the gate's name, which later policies may not have
     * @param ruleName  the name of the rule that decided
     */
    record Past(String reference, String asked, String gate, Scope scope, String ruleName) {}
}
