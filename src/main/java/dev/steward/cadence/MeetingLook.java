package dev.steward.cadence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.steward.cadence.AgendaItem.State;
import dev.steward.cadence.Items.Outcome;
import dev.steward.cadence.Items.Stood;
import dev.steward.slack.Message;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Reads all that is to be shown of a meeting. */
@Component
class MeetingLook implements SessionLook {
    private final Sessions sessions;
    private final Items items;
    private final FillAgenda sources;
    private final SessionDecisions decisions;
    private final SessionThread thread;
    private final Rosters rosters;
    private final Members members;
    private final ObjectProvider<SessionLines> lines;

    MeetingLook(Sessions sessions, Items items, FillAgenda sources, SessionDecisions decisions, SessionThread thread,
            Rosters rosters, Members members, ObjectProvider<SessionLines> lines) {
        this.sessions = sessions;
        this.items = items;
        this.sources = sources;
        this.decisions = decisions;
        this.thread = thread;
        this.rosters = rosters;
        this.members = members;
        this.lines = lines;
    }

    @Override
    public boolean written() {
        return false;
    }

    @Override
    public Message of(Cadence cadence, Session session) {
        return MeetingCard.of(meeting(cadence, session));
    }

    /** As it is now. */
    Meeting meeting(Cadence cadence, Session session) {
        WorkspaceId workspace = session.facts().workspace();
        List<AgendaItem> open = session.state().open()
                ? items.open(workspace, session.facts().cadence())
                : List.of();
        Optional<Session> instead = Optional.ofNullable(session.movedTo())
                .flatMap(other -> sessions.find(workspace, other));
        List<UserId> readers = readers(cadence, session);
        return new Meeting(cadence, session, open, stood(session), headings(open),
                decisions.of(workspace, session.facts().id()),
                lines.orderedStream().flatMap(each -> each.of(cadence, session).stream()).toList(),
                unread(session, readers), readers.size(), sessions.history(workspace, session.facts().id()),
                instead.<Instant>map(Session::startsAt).orElse(null),
                instead.map(other -> thread.link(workspace, other.facts().id())).orElse(null));
    }

    private List<Stood> stood(Session session) {
        WorkspaceId workspace = session.facts().workspace();
        return switch (session.state()) {
            case RUNNING -> {
                List<Stood> done = new ArrayList<>();
                for (AgendaItem item : items.dealtWith(workspace, session.facts().cadence())) {
                    if (item.state() == State.DONE) {
                        Instant ended = item.endedAt();
                        done.add(new Stood(item, done.size() + 1, Outcome.DONE,
                                ended == null ? session.startsAt() : ended));
                    }
                }
                yield done;
            }
            case CLOSED, CANCELLED -> items.of(workspace, session.facts().id());
            default -> List.of();
        };
    }

    private Map<String, String> headings(List<AgendaItem> open) {
        Map<String, String> headings = new HashMap<>();
        for (AgendaItem item : open) {
            AgendaItem.Origin origin = item.origin();
            if (origin != null) {
                sources.title(origin.source()).ifPresent(title -> headings.put(origin.source(), title));
            }
        }
        return headings;
    }

    /** Whoever gave it needs not read it. */
    private List<UserId> readers(Cadence cadence, Session session) {
        return session.preRead() == null || !session.state().open()
                ? List.of()
                : rosters.participants(cadence).stream().filter(person -> !person.equals(session.preReadBy())).toList();
    }

    private List<String> unread(Session session, List<UserId> readers) {
        List<UserId> left = readers.stream().filter(person -> !session.readers().contains(person)).toList();
        Map<UserId, Member> known = left.isEmpty()
                ? Map.of()
                : members.find(session.facts().workspace(), left);
        return left.stream().map(person -> Optional.ofNullable(known.get(person)).map(Member::name).orElse("somebody"))
                .toList();
    }
}
