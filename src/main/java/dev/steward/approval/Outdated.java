package dev.steward.approval;

/** Somebody decided about a request that is not what they were shown any more. Nothing has changed. */
@SuppressWarnings("serial")
final class Outdated extends Refused {
    /** What is different. */
    enum Why {
        /** It was changed and resubmitted, or reopened. */
        ROUND,
        /** Another stage waits for them. */
        STAGE,
        /** It was blocked again. */
        BLOCK,
        /** They blocked it themselves. */
        OWN_BLOCK,
        /** Nobody knows what they were shown: the button is of an earlier Steward, which did not say. */
        UNSAID
    }

    private final Why why;
    private final transient AsShown shown;
    private final transient ApprovalRequest now;

    Outdated(Why why, AsShown shown, ApprovalRequest now) {
        super(now.facts().reference() + " has changed since this was shown to you, so nothing was done.");
        this.why = why;
        this.shown = shown;
        this.now = now;
    }

    Why why() {
        return why;
    }

    AsShown shown() {
        return shown;
    }

    /** The request as it is now. */
    ApprovalRequest now() {
        return now;
    }
}
