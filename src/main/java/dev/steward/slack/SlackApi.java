package dev.steward.slack;

import com.slack.api.methods.MethodsClient;

import dev.steward.workspace.WorkspaceId;

/** Slack's Web API, as one workspace's bot. */
public interface SlackApi {
    /**
     * A client that carries the workspace's token. Ask anew for each piece of work, because tokens change.
     *
     * @throws java.util.NoSuchElementException when Steward is not installed there (any more)
     */
    MethodsClient client(WorkspaceId workspace);
}
