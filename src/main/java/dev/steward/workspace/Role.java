package dev.steward.workspace;

/**
 * The five kinds of people, each including the rights of the ones before it. Slack says who is an outsider, a guest, a member or an
 * admin, and takes that back too; Steward itself grants only {@link #OPS}, to members.
 */
public enum Role {
    /** Somebody of another organisation, met in a shared channel. */
    OUTSIDER,
    /** A single- or multi-channel guest of the workspace ({@code is_restricted}, {@code is_ultra_restricted}). */
    GUEST,
    /** Anyone else of the workspace. */
    MEMBER,
    /** Schedules reviews and owns the rules. */
    OPS,
    /** Sets Steward up: Slack's own admins and owners. */
    ADMIN;

    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
