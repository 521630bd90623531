package dev.steward.workspace;

/** What a member may do beyond using Steward's features; each role includes the ones before it. */
public enum Role {
    /** Anyone of the workspace. */
    MEMBER,
    /** Schedules reviews and owns the rules. */
    OPS,
    /** Sets Steward up; Slack's own admins and owners are admins here. */
    ADMIN;

    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
