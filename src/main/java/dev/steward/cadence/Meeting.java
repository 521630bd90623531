package dev.steward.cadence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.SessionLines.Part;
import dev.steward.schedule.AfterDowntime;
import dev.steward.workspace.UserId;

/**
 * All that is to be shown of a meeting.
 *
 * @param open      what is to be talked about, in order; of one that is over, nothing
 * @param stood     what was dealt with so far, in order; of one that is over, what became of each item
 * @param headings  what people see above the items of a source, by its name
 * @param unread    who has not read the pre-read, by name, in their order
 * @param toRead    how many are to read it
 * @param history   what happened, in order
 * @param movedTo   when the session takes place that takes place instead; null where none does
 * @param movedLink that one's card; null as long as it does not stand
 */
record Meeting(Cadence cadence, Session session, List<AgendaItem> open, List<Items.Stood> stood,
        Map<String, String> headings, List<SessionDecision> decisions, List<Part> parts, List<String> unread,
        int toRead, List<SessionHappening> history, @Nullable Instant movedTo, @Nullable String movedLink) {
    private static final String CARRIED = "carried/";

    /** The mark of an item that was put off while the session ran. */
    static String carried(ItemId item) {
        return CARRIED + item.value();
    }

    boolean isCurrent(AgendaItem item) {
        Session.Item current = session.item();
        return current != null && current.id().equals(item.id().value());
    }

    /** Whether the time-box of what is talked about is over. */
    boolean isTimeUp() {
        Session.Item current = session.item();
        return current != null && history.stream().anyMatch(each -> each.kind() == SessionHappening.Kind.ITEM_OVER
                && current.id().toString().equals(each.words()) && !each.at().isBefore(current.since()));
    }

    boolean isCarried(AgendaItem item) {
        return session.marked(carried(item.id()));
    }

    /** Who did that last; null for Steward itself, or where nobody did. */
    @Nullable
    UserId by(SessionHappening.Kind kind) {
        return history.stream().filter(each -> each.kind() == kind).reduce((first, last) -> last)
                .map(SessionHappening::by).orElse(null);
    }

    /** When that happened last; null where it did not. */
    @Nullable
    Instant at(SessionHappening.Kind kind) {
        return history.stream().filter(each -> each.kind() == kind).reduce((first, last) -> last)
                .map(SessionHappening::at).orElse(null);
    }

    /** Whether its time came only after Steward had been down. */
    boolean late() {
        Instant due = at(SessionHappening.Kind.DUE);
        return due != null
                && due.isAfter(session.startsAt().plus(AfterDowntime.ON_TIME));
    }
}
