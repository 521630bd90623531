package dev.steward.web;

/** A body that is not read, or not to its end. */
@SuppressWarnings("serial")
public final class BodyRefused extends Exception {
    private final transient Refusal why;

    BodyRefused(Refusal why) {
        super(why.word(), null, false, false);
        this.why = why;
    }

    public Refusal why() {
        return why;
    }

    /** The status of the answer. */
    public int status() {
        return switch (why) {
            case TOO_LARGE -> 413;
            case TOO_SLOW -> 408;
            case TRUNCATED -> 400;
            default -> 503;
        };
    }
}
