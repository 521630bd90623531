package dev.steward.policy;

import java.util.Arrays;
import java.util.Optional;

/** Somebody named by what they are, who is found when a stage opens. */
public enum Position {
    AREA_OWNER("area owner", "the area's owner"), INITIATIVE_OWNER("initiative owner",
            "the initiative's owner"), REQUESTERS_MANAGER("requester's manager", "the requester's manager"),
    /** The manager of the initiative's owner. */
    OWNERS_MANAGER("owner's manager", "the owner's manager"),
    /** The managers of those whose answer is missing. On a rung, and where a block is ruled on, of whoever blocked. */
    APPROVERS_MANAGER("approver's manager", "the approver's manager"), OPS("ops", "ops"), ADMINS("admins",
            "the admins");

    private final String written;
    private final String words;

    Position(String written, String words) {
        this.written = written;
        this.words = words;
    }

    /** As a policy says it: {@code area owner}. */
    public String written() {
        return written;
    }

    /** As a sentence says it: {@code the area's owner}. */
    public String words() {
        return words;
    }

    /** Whatever the case and the apostrophe; empty when it is none. */
    public static Optional<Position> parse(String typed) {
        String plain = typed.strip().replace('\u2019', '\'');
        return Arrays.stream(values()).filter(one -> one.written.equalsIgnoreCase(plain)).findFirst();
    }
}
