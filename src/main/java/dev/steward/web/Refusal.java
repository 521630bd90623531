package dev.steward.web;

import java.util.Locale;

/** Why a request or a connection is refused: the label of the metric, the word in the log, and the sentence for the sender. */
public enum Refusal {
    UNSIGNED("The request is not signed."), //
    BAD_TIMESTAMP("The request's timestamp is not a number of seconds."), //
    STALE_TIMESTAMP("The request's timestamp is more than five minutes away from now."), //
    BAD_SIGNATURE("The request's signature does not match its body."), //
    REPLAYED("The very same request was here before."), //
    /** A token or an address that nobody was given. */
    BAD_TOKEN("The token is not known."), //
    MALFORMED_PAYLOAD("The request is signed, but makes no sense."), //
    TRUNCATED("The request ended before its body was whole."), //
    TOO_LARGE("The request is larger than what is taken here."), //
    TOO_SLOW("The request's body took too long to arrive."), //
    /** Too much is being read, or looked up, for senders who are not known yet. */
    CROWDED("Steward is very busy at the moment. Send the same again in a few seconds."), //
    /** There is more work for those who are known than gets done in time. */
    BUSY("Steward is busy. Send the same again in a moment."), //
    /** Begun, and given up because the sender waits no longer. */
    LATE("Steward took too long. Send the same again in a moment."), //
    DATABASE_AWAY("Steward cannot reach its database. Send the same again in a moment."), //
    DATABASE_FULL("Steward's database has no room left. Send the same again later."), //
    /** A connection beyond those that are kept open for senders who are not known yet. */
    CONNECTION("Steward has no room for more connections at the moment."), //
    /** A connection on which no whole request came in time. */
    SILENT_CONNECTION("The request took too long to arrive.");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** In lower case: {@code bad_signature}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String sentence() {
        return sentence;
    }
}
