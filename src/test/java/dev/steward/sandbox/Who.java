package dev.steward.sandbox;

import dev.steward.workspace.UserId;

/** The people of the sandbox. */
public enum Who {
    /** Maya, a product manager. */
    PM(Seed.PM),
    /** Jonas, of product operations, who is a Slack admin. */
    OPS(Seed.OPS),
    /** Amara, an executive. */
    EXECUTIVE(Seed.EXECUTIVE),
    /** Diego, who sells. */
    SELLER(Seed.SELLER),
    /** Yuki, a support engineer. */
    SUPPORT(Seed.SUPPORT),
    /** Nadia, of the customer's team, met in #customer-acme only. */
    OUTSIDER(Seed.OUTSIDER);

    private final UserId id;

    Who(UserId id) {
        this.id = id;
    }

    public UserId id() {
        return id;
    }
}
