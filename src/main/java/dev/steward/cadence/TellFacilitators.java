package dev.steward.cadence;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Message;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/**
 * Tells whoever is to facilitate a session instead of another, and the other; neither hears what they did themselves. Where nobody is
 * left, the owner hears. What somebody was
 * asked for a session that changed meanwhile need not be answered any more.
 */
@Component
class TellFacilitators implements HearSessions {
    private final Notices notices;
    private final Members members;
    private final SwapFacilitator swaps;

    TellFacilitators(Notices notices, Members members, SwapFacilitator swaps) {
        this.notices = notices;
        this.members = members;
        this.swaps = swaps;
    }

    @Override
    public void heard(Cadence cadence, Session session, SessionHappening happening) {
        switch (happening.kind()) {
            case FACILITATOR_CHANGED -> {
                swaps.withdraw(session);
                happening.to().forEach(now -> tell(cadence, session, happening, now));
                nobody(cadence, session, happening);
            }
            case AGENDA_POSTED -> nobody(cadence, session, happening);
            case STARTED, RESCHEDULED, MOVED, SKIPPED, CANCELLED -> swaps.withdraw(session);
            default -> {
                // nobody else facilitates it
            }
        }
    }

    private void tell(Cadence cadence, Session session, SessionHappening happening, UserId now) {
        UserId by = happening.by();
        UserId before = happening.words() == null ? null : new UserId(happening.words());
        String which = SwapWords.which(cadence, session);
        if (!now.equals(by)) {
            String why = by == null
                    ? before == null ? "" : " instead of " + before.mention() + ", who is not there then"
                    : before == null ? "" : " instead of " + before.mention();
            say(session, happening, now, SwapWords.with(session, (by == null
                    ? "You facilitate "
                    : by.mention() + " asks you to facilitate ") + which + why + "."));
        }
        if (before != null && !before.equals(by)) {
            String instead = by == null
                    ? now.mention() + " facilitates " + which + " instead of you: you are not there then. "
                            + "You have not used up your turn."
                    : by.equals(now) && owed(session, before, now)
                            ? now.mention() + " facilitates " + which
                                    + " for you. When it is their turn, you facilitate for them."
                            : by.equals(now)
                                    ? now.mention() + " facilitates " + which + " instead of you. Neither of you owes "
                                            + "the other a turn."
                                    : by.mention() + " asked " + now.mention() + " to facilitate " + which
                                            + " instead of you.";
            say(session, happening, before, Message.of(instead));
        }
    }

    private static boolean owed(Session session, UserId before, UserId now) {
        List<UserId> hands = session.hands().people();
        return hands.size() > 1 && hands.getLast().equals(now) && hands.get(hands.size() - 2).equals(before);
    }

    private void nobody(Cadence cadence, Session session, SessionHappening happening) {
        if (happening.to().isEmpty() && !session.facts().written()) {
            say(session, happening, cadence.owner(), SwapWords.with(session, "Nobody who facilitates "
                    + SwapWords.which(cadence, session) + " is there then. You can ask somebody else to."));
        }
    }

    private void say(Session session, SessionHappening happening, UserId to, Message message) {
        if (members.reachable(session.facts().workspace(), to)) {
            notices.say(session.facts().workspace(), session.facts().id().value(),
                    happening.kind() + " " + session.version() + " " + happening.at().toEpochMilli(),
                    new Recipient.Direct(to), message);
        }
    }
}
