package dev.steward.release;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.release.Release.Facts;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Quoted;
import dev.steward.workspace.UserId;

/** Tells whoever answers for a release what they did not do themselves. That it went out they see on its report. */
@Component
class TellOwner {
    private static final int WORDS = 1_500;

    private final Notices notices;

    TellOwner(Notices notices) {
        this.notices = notices;
    }

    void tell(Release release, Happening happening) {
        String said = words(release, happening);
        if (said.isEmpty()) {
            return;
        }
        Facts facts = release.facts();
        UserId to = release.owner();
        if (!to.equals(happening.by())) {
            notices.say(facts.workspace(), facts.id().value(),
                    happening.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + release.version(),
                    new Recipient.Direct(to),
                    ReleaseCard.notice(release, "*" + facts.reference() + "* "
                            + Mrkdwn.escape(release.content().name(), 300) + "\n" + said));
        }
    }

    private static String words(Release release, Happening happening) {
        String by = happening.by() == null ? "Steward" : happening.by().mention();
        return switch (happening.kind()) {
            case SENT_BACK -> by + " sent it back" + Quoted.ending(happening.words(), WORDS)
                    + " It is a draft again.";
            case WAITS_FOR_SECOND -> "It is ready to go, and waits for "
                    + (release.second() == null ? "a second person" : release.second().person().mention())
                    + " to look at it.";
            case NEEDS_SECOND ->
                "It is ready to go, but by now it reaches so many channels that a second person has to "
                        + "look at it first. Open it and choose who.";
            case GATE_SAID_NO ->
                "Its gate said no (" + happening.words() + "). It stays planned, and goes out when the "
                        + "gate approves after all.";
            case GOES_NOWHERE ->
                "It could not go out: its audiences had no channels any more. It became a draft again.";
            case HANDED_OVER -> by + " handed it to you.";
            case RETRACTED -> by + " retracted it" + Quoted.ending(happening.words(), WORDS);
            case CALLED_BACK -> by + " called it back. It is a draft again.";
            case DISCARDED -> by + " discarded it.";
            case DRAFTED, EDITED, PLANNED, SECOND_ASKED, AGREED, PUBLISHED, SKIPPED -> "";
        };
    }
}
