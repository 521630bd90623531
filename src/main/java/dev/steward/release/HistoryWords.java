package dev.steward.release;

import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** What happened to a release, as lines of its history. */
final class HistoryWords {
    private static final int REASON = 1_200;

    private HistoryWords() {}

    /**
     * A sentence, mrkdwn.
     *
     * @param edition which one this made; 0 for none
     */
    static String of(Happening it, int edition) {
        String by = it.by() == null ? "Steward" : it.by().mention();
        String to = Phrases.people(it.to());
        return switch (it.kind()) {
            case DRAFTED -> by + " drafted it.";
            case EDITED -> edition == 0 ? by + " changed the draft." : by + " edited it:";
            case PLANNED -> by + " planned it.";
            case SECOND_ASKED -> by + " asked " + to + " to look at it first.";
            case AGREED -> by + " looked at it and agreed.";
            case SENT_BACK -> by + " sent it back" + Quoted.ending(it.words(), REASON);
            case WAITS_FOR_SECOND -> "It was ready to go, and waited for the second person.";
            case NEEDS_SECOND ->
                "It was ready to go, but reached so many channels that a second person had to look at it.";
            case GATE_SAID_NO -> "Its gate said no" + (it.words() == null
                    ? "."
                    : " (" + Quoted.line(it.words(), 100)
                            + ").");
            case GOES_NOWHERE -> "It could not go out: its audiences had no channels.";
            case CALLED_BACK -> by + " called it back.";
            case PUBLISHED -> it.by() == null ? "It was published as planned." : by + " published it.";
            case RETRACTED -> by + " retracted it" + Quoted.ending(it.words(), REASON);
            case DISCARDED -> by + " discarded it.";
            case HANDED_OVER -> by + " handed it to " + to + ".";
            case SKIPPED -> by + " skipped " + (it.words() == null
                    ? "a channel"
                    : "<#"
                            + it.words().replaceAll("[^A-Z0-9]", "") + ">")
                    + ".";
        };
    }
}
