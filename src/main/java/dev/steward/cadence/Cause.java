package dev.steward.cadence;

/** Why a session did not take place. The names are kept in the database. */
enum Cause {
    /** Somebody wanted it so. */
    PERSON,
    /** Steward was down, and the cadence's rule says that missed is missed, or that the next stands for it. */
    DOWNTIME,
    /** Nobody started it, and nobody said that it took place. */
    NOBODY_STARTED,
    /** Of what is written: nobody who takes part was there to be asked. */
    NOBODY_THERE,
    /** The cadence was paused, has ended, or takes place at other times now: this one is not missed. */
    CADENCE
}
