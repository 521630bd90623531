package dev.steward.cadence;

/** What follows from what happens to sessions: beans of this package, each called in the transaction of the change, after it is saved. */
@FunctionalInterface
interface HearSessions {
    void heard(Cadence cadence, Session session, SessionHappening happening);
}
