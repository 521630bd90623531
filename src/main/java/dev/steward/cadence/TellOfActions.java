package dev.steward.cadence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.workspace.Members;
import dev.steward.workspace.Overseers;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Tells whoever is to do something, and whoever the cadence belongs to, that it is due. */
@Component
class TellOfActions {
    private final Notices notices;
    private final Members members;
    private final Overseers overseers;

    TellOfActions(Notices notices, Members members, Overseers overseers) {
        this.notices = notices;
        this.members = members;
        this.overseers = overseers;
    }

    /**
     * What is said once these steps of its chase are taken: of several at once nobody hears more than the last.
     *
     * @param taken how many are behind it now
     */
    void chased(Cadence cadence, Action action, int taken, Instant now) {
        int last = taken - 1;
        boolean lateNow = action.taken() <= ActionChase.LATE && last >= ActionChase.LATE;
        Map<UserId, String> told = new LinkedHashMap<>();
        String what = ActionWords.named(action) + " from " + ActionWords.of(cadence);
        String day = ActionWords.day(action);
        if (lateNow) {
            lookingAfter(cadence, action).forEach(person -> told.put(person, what + " is late. It was due " + day
                    + ", and " + action.owner().mention() + " is to do it."));
        }
        boolean missedItsDay = action.taken() <= ActionChase.DUE && last >= ActionChase.LATE;
        if (last > ActionChase.LATE || missedItsDay || told.containsKey(action.owner())) {
            told.put(action.owner(), what + " was due " + day + " and is still open.");
        } else if (last == ActionChase.DUE) {
            told.put(action.owner(),
                    what + (action.late(now) ? " was due " + day + " and is still open." : " is due today."));
        } else if (last == ActionChase.SOON) {
            told.put(action.owner(), "Please see to " + what + ": it is due " + day + ".");
        }
        String occasion = "action." + last + "." + action.version();
        told.forEach((person, words) -> say(action, occasion, person, words));
    }

    /** Whoever was to do it has left: said at once, and whenever they would have been reminded. @param taken as above */
    void nobodyLeft(Cadence cadence, Action action, int taken) {
        String occasion = "action.left." + action.owner() + "." + action.due().on() + "." + taken;
        lookingAfter(cadence, action).forEach(person -> say(action, occasion, person,
                action.owner().mention() + " has left, and " + ActionWords.named(action) + " from "
                        + ActionWords.of(cadence) + " is still open, due " + ActionWords.day(action)
                        + ". Please hand it over to somebody."));
    }

    /** The cadence's owner; where they have left, ops people, then admins. */
    private List<UserId> lookingAfter(Cadence cadence, Action action) {
        WorkspaceId workspace = cadence.facts().workspace();
        return members.reachable(workspace, cadence.owner())
                ? List.of(cadence.owner())
                : overseers.of(workspace, cadence.rules().area(), List.of(action.owner()));
    }

    private void say(Action action, String occasion, UserId person, String words) {
        notices.say(action.facts().workspace(), action.facts().id().value(), occasion,
                new Notices.Recipient.Direct(person), ActionCard.notice(action, words), RemindOfActions.NAME);
    }
}
