package dev.steward.slack;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Installation;

/** What a payload says of who asks, and of where; blank means that it does not say. */
record Identity(@Nullable String enterpriseId, @Nullable String teamId, @Nullable String userId,
        @Nullable String userTeamId, boolean sharedChannel) {
    Identity {
        enterpriseId = blankIsNone(enterpriseId);
        teamId = blankIsNone(teamId);
        userId = blankIsNone(userId);
        userTeamId = blankIsNone(userTeamId);
    }

    /**
     * Whether the payload itself places the person outside, for somebody Steward does not know yet. Where a payload names no
     * team of theirs, they are of the workspace, unless the channel is shared with other organisations.
     */
    boolean outside(Installation installation) {
        if (userTeamId == null) {
            return sharedChannel;
        }
        boolean orgWide = installation.teamId() == null;
        return !(userTeamId.equals(installation.teamId()) || userTeamId.equals(installation.enterpriseId())
                || orgWide && userTeamId.equals(teamId));
    }

    private static @Nullable String blankIsNone(@Nullable String id) {
        return id == null || id.isBlank() ? null : Payloads.id(id);
    }
}
