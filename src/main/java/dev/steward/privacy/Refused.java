package dev.steward.privacy;

/** What somebody wanted to do is not allowed, or not possible any more. Nothing has changed. */
@SuppressWarnings("serial")
final class Refused extends RuntimeException {
    /** @param sentence says why, to whoever wanted it: mrkdwn with user text escaped */
    Refused(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
