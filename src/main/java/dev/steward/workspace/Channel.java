package dev.steward.workspace;

import org.jspecify.annotations.Nullable;

/**
 * A Slack channel or direct messages, as Slack last told of it.
 *
 * @param name     without its #, as typed in Slack (escape before showing); blank where Steward can't see it, and of direct messages
 * @param shared   whether people of another organisation can be in it
 * @param archived whether nobody can post there any more
 * @param joined   whether Steward is in it
 * @param people   how many are in it, apps among them; null where Slack has not said
 */
public record Channel(WorkspaceId workspace, ChannelId id, Kind kind, String name, boolean shared, boolean archived,
        boolean joined, @Nullable Integer people) {
    /** Who can find it. */
    public enum Kind {
        /** Every member of the workspace. */
        PUBLIC,
        /** Those who were let in; direct messages of more than two people too. */
        PRIVATE,
        /** Direct messages of two people, who may be somebody and Steward. */
        DIRECT
    }

    /** What a channel counts as that Slack does not let Steward see: private, and nobody is known to be in it. */
    public static Channel hidden(WorkspaceId workspace, ChannelId id) {
        return new Channel(workspace, id, id.value().startsWith("D") ? Kind.DIRECT : Kind.PRIVATE, "", false, false,
                false, null);
    }

    /** Whether every member of the workspace may read it. */
    public boolean open() {
        return kind == Kind.PUBLIC;
    }

    /** Whether it is somebody's direct messages with Steward itself. */
    public boolean withSteward() {
        return kind == Kind.DIRECT && joined;
    }

    /** Whether Steward can tell who may read it. */
    public boolean known() {
        return open() || joined;
    }
}
