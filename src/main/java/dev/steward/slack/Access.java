package dev.steward.slack;

import dev.steward.workspace.Role;

/** The least role a route asks of its caller. The dispatcher refuses everybody below it, before a handler runs. */
public enum Access {
    /** Whoever can reach it in Slack, people of other organisations too. */
    ANYONE(Role.OUTSIDER),
    /** Guests of the workspace, and everybody above them. */
    GUESTS(Role.GUEST),
    /** Members of the workspace, and everybody above them. */
    MEMBERS(Role.MEMBER),
    /** Ops people and admins. */
    OPS(Role.OPS),
    /** Admins alone. */
    ADMINS(Role.ADMIN);

    private final Role least;

    Access(Role least) {
        this.least = least;
    }

    public boolean admits(Role role) {
        return role.atLeast(least);
    }

    /** Why somebody is refused: one sentence, said to them alone. */
    String refusal(Role role) {
        return switch (role) {
            case OUTSIDER -> "Only people of this workspace can do this. Ask one of them, please.";
            case GUEST -> this == MEMBERS
                    ? "Guests can't do this. You can file feedback here, and see what you filed."
                    : needs();
            case MEMBER, OPS, ADMIN -> needs();
        };
    }

    private String needs() {
        return this == ADMINS
                ? "Only workspace admins can do this. Ask one of them, please."
                : "Only ops people and admins can do this. Ask one of them, please.";
    }
}
