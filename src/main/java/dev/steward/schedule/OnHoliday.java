package dev.steward.schedule;

/** What becomes of an occurrence that falls on a holiday. */
public enum OnHoliday {
    /** It takes place all the same. */
    RUN,
    /** It does not take place. */
    SKIP,
    /** It takes place at the same local time on the first working day after. */
    NEXT_WORKING_DAY,
    /** It takes place at the same local time on the last working day before. */
    PREVIOUS_WORKING_DAY
}
