package dev.steward.policy;

import java.util.Arrays;
import java.util.Optional;

/** Somebody named by what they are, who is found when a stage opens. */
public enum Position {
    AREA_OWNER("area owner", "the area's owner", "who looks after the request's area"), INITIATIVE_OWNER(
            "initiative owner", "the initiative's owner",
            "who owns the initiative"), REQUESTERS_MANAGER("requester's manager", "the requester's manager",
                    "the manager of whoever asks"), OWNERS_MANAGER("owner's manager", "the owner's manager",
                            "the manager of the initiative's owner"), APPROVERS_MANAGER("approver's manager",
                                    "the approver's manager",
                                    "the managers of those who have not answered, or of whoever blocked; not under `ask`"), OPS(
                                            "ops", "ops", "everybody in ops"), ADMINS("admins", "the admins",
                                                    "everybody who is an admin here");

    private final String written;
    private final String words;
    private final String says;

    Position(String written, String words, String says) {
        this.written = written;
        this.words = words;
        this.says = says;
    }

    /** For the reference: who that is. */
    String says() {
        return says;
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
