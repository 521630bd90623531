package dev.steward.release;

import java.util.UUID;

/**
 * Something that every release of a tier takes.
 *
 * @param title   what is to be done, on one line, as typed
 * @param version counts its changes; 0 as it was configured
 */
record ChecklistItem(UUID id, String title, Assignee owner, Offset due, long version) {
    static final int LONGEST_TITLE = 150;

    /** What people say of one. */
    record Said(String title, Assignee owner, Offset due) {}
}
