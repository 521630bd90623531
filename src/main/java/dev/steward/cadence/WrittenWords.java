package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;

/** Numbers of a written session as sentences, without a name of anybody who did not answer. */
final class WrittenWords {
    private WrittenWords() {}

    /** @param toCome how many may still answer in time */
    static String running(Turnout turnout, int toCome) {
        int answers = turnout.answered() + turnout.added();
        return "*" + (answers == 0 ? "No answers yet" : counted(answers, "answer") + " so far") + "*"
                + (toCome > 0 ? ", " + toCome + " to come" : "");
    }

    static String closed(Turnout turnout) {
        int all = turnout.answered() + turnout.added();
        if (turnout.asked() == 0) {
            return "*" + (all == 0 ? "No answers" : counted(all, "answer")) + "*";
        }
        return "*" + turnout.answered() + " of " + turnout.asked() + " answered*"
                + (turnout.added() > 0 ? ", and " + turnout.added() + " more added theirs" : "");
    }

    /** What else there is to say of who was asked; may be empty. */
    static List<String> besides(Turnout turnout, Session session) {
        List<String> besides = new ArrayList<>();
        if (turnout.away() > 0) {
            besides.add(turnout.away() + (turnout.away() == 1 ? " is away" : " are away"));
        }
        if (session.coalesced() > 0) {
            besides.add(
                    "stands for " + session.coalesced() + " more that " + (session.coalesced() == 1 ? "was" : "were")
                            + " missed");
        }
        if (session.marked(SessionPlan.LATE)) {
            besides.add("asked later than planned");
        }
        if (turnout.tooLate() > 0) {
            besides.add("for " + turnout.tooLate() + " it was too late to be asked");
        }
        return besides;
    }

    private static String counted(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
