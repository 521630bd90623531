package dev.steward.cadence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.schedule.AfterDowntime;
import dev.steward.slack.Claims;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.workspace.UserId;

/** What is said of a meeting in its card's thread. */
@Component
class SayInThread {
    private static final int REASON = 600;

    private final SessionThread thread;
    private final Sessions sessions;
    private final Items items;
    private final MeetingLook look;

    SayInThread(SessionThread thread, Sessions sessions, Items items, MeetingLook look) {
        this.thread = thread;
        this.sessions = sessions;
        this.items = items;
        this.look = look;
    }

    void preRead(Cadence cadence, Session session, SessionHappening happening) {
        String address = happening.words();
        if (address != null && stands(session)) {
            say(cadence, session, happening, "pre-read",
                    by(happening) + "gave the pre-read: " + AgendaText.linked(address, "open it") + ".");
        }
    }

    void reminded(Cadence cadence, Session session, SessionHappening happening) {
        UserId facilitator = session.facilitator();
        say(cadence, session, happening, "reminded",
                which(cadence, session) + "It starts " + Phrases.time(session.startsAt()) + "."
                        + (facilitator == null ? "" : " " + facilitator.mention() + " facilitates."));
    }

    /** Whoever started it before its time needs not hear that it is time. */
    void due(Cadence cadence, Session session) {
        if (session.state().ahead()) {
            UserId facilitator = session.facilitator();
            String time = session.waits() == null
                    ? "It is time. "
                    : "It is time, later than planned: Steward was down"
                            + (session.coalesced() == 0 ? ". " : ", and those before it were missed. ");
            say(cadence, session, "due", which(cadence, session) + time + (facilitator == null
                    ? "Nobody facilitates it yet: its owner " + cadence.owner().mention() + " can start it."
                    : facilitator.mention() + ", please press *Start*."));
        }
    }

    void itemOver(Cadence cadence, Session session, SessionHappening happening) {
        Claims.id(happening.words()).flatMap(id -> items.find(session.facts().workspace(), new ItemId(id)))
                .filter(AgendaItem::open).ifPresent(item -> {
                    UserId facilitator = session.facilitator();
                    say(cadence, session, happening, "item-over",
                            "Time is up for " + Quoted.inline(item.title(), 200)
                                    + (facilitator == null ? "." : ", " + facilitator.mention() + "."));
                });
    }

    /** Whoever was not told of it yet needs not hear that it does not take place, unless nobody chose that. */
    void skipped(Cadence cadence, Session session, SessionHappening happening) {
        Cause cause = session.cause() == null ? Cause.PERSON : session.cause();
        if (!stands(session) && missed(cadence, session, cause)) {
            say(cadence, session, happening, "skipped", TellOfMeetings.bold(cadence) + " of "
                    + Phrases.time(session.startsAt()) + " did not take place: Steward was not running at its time. "
                    + "What is open on the agenda carries over.");
        } else if (stands(session)) {
            say(cadence, session, happening, "skipped", switch (cause) {
                case PERSON -> by(happening) + "skipped it" + Quoted.ending(happening.words(), REASON);
                case DOWNTIME -> "It did not take place: Steward was not running at its time.";
                case NOBODY_STARTED -> "It did not take place: nobody started it.";
                case NOBODY_THERE -> "It did not take place: nobody who takes part was there.";
                case CADENCE -> "It does not take place: the review is paused, has ended, or has other times now.";
            } + " What is open on the agenda carries over.");
        }
    }

    /** Of several in a row the one that people were waiting for; a later one that stands for it says so itself. */
    private static boolean missed(Cadence cadence, Session session, Cause cause) {
        return cause == Cause.DOWNTIME && session.version() > 0
                && !(cadence.rules().afterDowntime() instanceof AfterDowntime.Coalesce);
    }

    void moved(Cadence cadence, Session session, SessionHappening happening) {
        Optional<Instant> to = Optional.ofNullable(session.movedTo())
                .flatMap(other -> sessions.find(session.facts().workspace(), other)).map(Session::startsAt);
        String where = to.map(at -> " to *" + Phrases.time(at) + "*").orElse("");
        say(cadence, session, happening, "moved", stands(session)
                ? by(happening) + "moved it" + where + "."
                : by(happening) + "moved " + TellOfMeetings.bold(cadence) + " from " + Phrases.time(session.startsAt())
                        + where + ".");
    }

    /** What was not announced yet is announced at its new time. */
    void rescheduled(Cadence cadence, Session session, SessionHappening happening) {
        if (stands(session)) {
            say(cadence, session, happening, "rescheduled",
                    "It takes place at another time: *" + Phrases.time(session.startsAt()) + "*.");
        }
    }

    void closed(Cadence cadence, Session session) {
        Meeting meeting = look.meeting(cadence, session);
        say(cadence, session, "closed", MeetingSummary.of(meeting));
    }

    /** What came of it while it runs. */
    void decided(Cadence cadence, Session session, SessionDecision decision, Optional<AgendaItem> item) {
        List<String> parts = new ArrayList<>();
        parts.add("*Decided*" + item.map(about -> " on " + Quoted.inline(about.title(), 150)).orElse("") + " by "
                + Phrases.people(List.of(decision.by())));
        parts.add(Quoted.block(decision.words(), SessionDecision.LONGEST));
        say(cadence, session, "decided/" + decision.id(), String.join("\n", parts));
    }

    /** Where the card does not stand yet, it is said in the channel, and nothing around it says which review it is about. */
    private String which(Cadence cadence, Session session) {
        return stands(session) ? "" : TellOfMeetings.bold(cadence) + ": ";
    }

    private boolean stands(Session session) {
        return thread.place(session.facts().workspace(), session.facts().id()).isPresent();
    }

    private void say(Cadence cadence, Session session, SessionHappening happening, String what, String mrkdwn) {
        say(cadence, session, what + "/" + happening.at().toEpochMilli(), mrkdwn);
    }

    private void say(Cadence cadence, Session session, String occasion, String mrkdwn) {
        thread.say(cadence, session, occasion, Message.of(mrkdwn));
    }

    private static String by(SessionHappening happening) {
        return happening.by() == null ? "Steward " : happening.by().mention() + " ";
    }
}
