package dev.steward.release;

/** What came of removing something as somebody was shown it. */
enum Removal {
    REMOVED,
    /** Somebody removed it before. */
    GONE,
    /** Somebody changed it since it was shown, so it is still there. */
    CHANGED
}
