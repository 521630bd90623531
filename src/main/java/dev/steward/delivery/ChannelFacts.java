package dev.steward.delivery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;

/**
 * A channel as Slack described it to Steward.
 *
 * @param joined whether Steward is a member
 * @param people how many members it has, apps and Steward among them; null where Slack did not say
 * @param at     when Slack said so
 */
public record ChannelFacts(ChannelId channel, Kind kind, Shared shared, boolean archived, boolean joined,
        @Nullable Integer people, Instant at) {

    /** Who can see it. The names are kept in the database. */
    public enum Kind {
        /** Everybody of the workspace. */
        PUBLIC,
        /** Its members, of whom Steward is one. */
        PRIVATE,
        /** Not Steward: it is private, and Steward is no member; or there is no such channel. */
        HIDDEN
    }

    /** With whom it is shared. The names are kept in the database. */
    public enum Shared {
        NO,
        /** With other workspaces of the same organisation. */
        ORGANISATION,
        /** With other organisations, or they are invited. */
        OTHERS
    }
}
