package dev.steward.sandbox;

/** The kinds of account a person of the workspace can have, as an admin of Slack chooses them. */
enum AccountKind {
    /** A single-channel guest. */
    GUEST("Guest"), MEMBER("Member"), ADMIN("Admin");

    private final String label;

    AccountKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static AccountKind of(SandboxReads.Person person) {
        return person.guest() ? GUEST : person.admin() ? ADMIN : MEMBER;
    }
}
