package dev.steward.cadence;

/** What follows from what happens to cadences: beans of this package, each called in the transaction of the change, after it is saved. */
@FunctionalInterface
interface HearCadences {
    void heard(Cadence cadence, CadenceHappening happening);
}
