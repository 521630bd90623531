package dev.steward.release;

import java.util.ArrayList;
import java.util.List;

import dev.steward.release.Arrival.Fate;

/** How many channels show a release as it is now, and what became of the others: mrkdwn, true of the deliveries it is made from. */
final class ArrivalText {
    private ArrivalText() {}

    /** {@code *1 of 2* channels have it  ·  *1* failed} */
    static String of(Release release, Arrival arrival) {
        boolean retracted = release.state() == State.RETRACTED;
        String what = retracted
                ? "that it is retracted"
                : release.edition() > 1 ? "edition " + release.edition() : "it";
        String verb = retracted ? "show" : "have";
        int all = arrival.all();
        List<String> parts = new ArrayList<>();
        if (all == 0) {
            parts.add(retracted ? "No channel shows it." : "No channel has it.");
        } else if (arrival.complete()) {
            parts.add("✓ *" + (all == 1
                    ? "Its channel " + (retracted ? "shows " : "has ")
                    : "All " + all + " channels " + verb + " ") + what + ".*");
        } else {
            parts.add("*" + arrival.count(Fate.DELIVERED) + " of " + all + "* "
                    + (all == 1 ? "channel " + (retracted ? "shows" : "has") : "channels " + verb) + " " + what);
            add(parts, arrival.count(Fate.PENDING), " on the way");
            add(parts, arrival.count(Fate.FAILED), " failed");
            add(parts, arrival.count(Fate.UNSURE), " to check");
            add(parts, arrival.count(Fate.LEFT_BEHIND), " could not be taken away");
        }
        if (arrival.count(Fate.SKIPPED) > 0) {
            parts.add(arrival.count(Fate.SKIPPED) + " skipped");
        }
        if (arrival.count(Fate.NEVER_TOLD) > 0) {
            parts.add(arrival.count(Fate.NEVER_TOLD) + " never told of it");
        }
        return String.join(ReportCard.BETWEEN, parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add("*" + count + "*" + what);
        }
    }
}
