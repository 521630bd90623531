package dev.steward.cadence;

/** interim */
final class SessionCards {
    static final String NAME = "cadence.session";
    private SessionCards() {}
}
