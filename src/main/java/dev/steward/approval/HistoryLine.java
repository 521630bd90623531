package dev.steward.approval;

import dev.steward.policy.Silence;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** What happened, as a line of a request's history. */
final class HistoryLine {
    private static final int WORDS = 500;

    private HistoryLine() {}

    static String of(Happening happening) {
        return Phrases.time(happening.at()) + "  " + words(happening) + said(happening);
    }

    private static String said(Happening happening) {
        return switch (happening.kind()) {
            case OPENED, TIME_UP, RESUBMITTED -> "";
            default -> Quoted.after(happening.words(), WORDS);
        };
    }

    private static String words(Happening happening) {
        String by = happening.by() == null ? "Steward" : happening.by().mention();
        String to = Phrases.people(happening.to());
        String about = Phrases.people(happening.about());
        String stage = happening.stage() == null ? "" : " (" + Quoted.line(happening.stage(), 150) + ")";
        return switch (happening.kind()) {
            case OPENED -> by + " asked";
            case ASKED -> happening.to().isEmpty() ? "Nobody could be asked" + stage : to + " asked to answer" + stage;
            case APPROVED -> by + " approved" + stage;
            case CHANGES_REQUESTED -> by + " asked for changes" + stage;
            case BLOCKED -> by + " blocked it" + stage + "; " + to + " asked to rule";
            case OVERRULED -> by + " overruled the block of " + about;
            case UPHELD -> by + " upheld the block of " + about;
            case DELEGATED -> by + " handed it to " + to;
            case HANDED_OVER -> to + " asked in place of " + about + ", away";
            case LAPSED -> to + " not asked any more" + stage;
            case QUESTION -> by + " asked a question";
            case ANSWER -> by + " answered";
            case REMINDED -> (happening.by() == null ? to + " reminded" : by + " reminded " + to) + stage;
            case CLIMBED -> (happening.to().isEmpty() ? "Nobody new to ask" : to + " called in")
                    + (happening.about().isEmpty() ? "" : ", since " + about + " had not answered") + stage;
            case TIME_UP -> "The time was up" + stage + silence(happening);
            case NEEDED_NOW -> "The day it was needed by";
            case STAGE_PASSED ->
                (happening.stage() == null ? "A stage" : "Stage “" + Quoted.line(happening.stage(), 150) + "”")
                        + " approved";
            case DECIDED -> "Decided" + (happening.by() == null ? "" : " by " + by);
            case WITHDRAWN -> by + " withdrew it";
            case RESUBMITTED -> by + " resubmitted it" + (happening.words() == null
                    ? ""
                    : ", with " + happening.words() + " changed");
            case REOPENED -> by + " reopened it";
        };
    }

    private static String silence(Happening happening) {
        if (happening.words() == null) {
            return "";
        }
        return switch (Silence.valueOf(happening.words())) {
            case WAIT -> "; it went on waiting";
            case APPROVE -> "; silence counted as agreement";
            case REJECT -> "; silence counted as a no";
        };
    }
}
