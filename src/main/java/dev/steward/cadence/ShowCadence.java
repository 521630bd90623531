package dev.steward.cadence;

/** The page of a cadence. */
final class ShowCadence {
    static final String OPEN = "cadence.open";

    private ShowCadence() {}
}
