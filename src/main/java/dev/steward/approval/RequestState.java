package dev.steward.approval;

/** Where a request stands. In the first three it is open: somebody has to do something, and a timer watches over it. */
enum RequestState {
    /** Those its stages name are asked. */
    OPEN("open"),
    /** An approver wants something changed; it is the requester's turn. */
    CHANGES_REQUESTED("changes requested"),
    /** An approver blocks it; somebody has to rule. */
    BLOCKED("blocked"), APPROVED("approved"), REJECTED("rejected"), WITHDRAWN("withdrawn");

    private final String word;

    RequestState(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean open() {
        return this == OPEN || this == CHANGES_REQUESTED || this == BLOCKED;
    }
}
