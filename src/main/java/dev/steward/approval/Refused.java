package dev.steward.approval;

/** What somebody wanted to do is not allowed, or not possible any more. Nothing has changed. */
@SuppressWarnings("serial")
sealed class Refused extends RuntimeException permits Outdated, UnknownRequest {
    /** @param sentence says why, to whoever wanted it: mrkdwn with user text escaped */
    Refused(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
