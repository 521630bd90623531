package dev.steward.release;

/** What somebody wanted to do is not allowed, or not possible any more. Nothing has changed. */
@SuppressWarnings("serial")
sealed class Refused extends RuntimeException {
    /** @param sentence says why, to whoever wanted it: mrkdwn with user text escaped */
    Refused(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** It is not any more as they were shown it, or nobody knows whether it is: they look again before they decide. */
    static final class LookAgain extends Refused {
        LookAgain(String sentence) {
            super(sentence);
        }
    }
}
