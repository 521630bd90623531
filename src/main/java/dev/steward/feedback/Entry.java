package dev.steward.feedback;

import org.jspecify.annotations.Nullable;

/**
 * An item as it is shown.
 *
 * @param customer its customer's name
 * @param votes    how many others want it too: customers, and members who named none
 * @param joined   which item it counts for now
 */
record Entry(FeedbackItem item, @Nullable String customer, int votes, @Nullable Reference joined) {}
