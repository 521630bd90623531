package dev.steward.slack;

/** A call that Slack answered with an error. */
@SuppressWarnings("serial")
final class RefusedBySlack extends RuntimeException {
    RefusedBySlack(String method, String error) {
        super(method + ": " + error, null, false, false);
    }
}
