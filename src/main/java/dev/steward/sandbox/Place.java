package dev.steward.sandbox;

import dev.steward.workspace.ChannelId;

/** Where a button or field stands: in a message, or in a modal or App Home. */
sealed interface Place {
    record InMessage(ChannelId channel, String ts) implements Place {}

    /** @param viewId a modal's id, or that of the person's App Home (see {@link SandboxReads#home}) */
    record InView(String viewId) implements Place {}
}
