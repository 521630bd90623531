package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/**
 * What those whom a meeting concerns are told of it in direct messages.
 *
 * <p>
 * Nobody is told of a thread that they do not follow. So what somebody must know or do is said to them in person: that they facilitate,
 * that they have not read, and that it was called off, which is said to everybody who takes part, once, and nowhere else but on its card.
 */
@Component
class TellOfMeetings {
    static final Press<SessionSnapshot> HELD = Press.of("cadence.held", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> NOT_HELD = Press.of("cadence.not-held", SessionSnapshot.CODEC);
    /** What a card's button is numbered with where it stands in a message that does not change. */
    static final String SAID = "said";
    private static final int REASON = 600;

    private final Notices notices;
    private final SessionThread thread;
    private final Rosters rosters;

    TellOfMeetings(Notices notices, SessionThread thread, Rosters rosters) {
        this.notices = notices;
        this.thread = thread;
        this.rosters = rosters;
    }

    /** @param link to its card; null where Slack would not tell it */
    void facilitates(Cadence cadence, Session session, UserId facilitator, @Nullable String link) {
        say(session, "facilitates/" + facilitator.value(), facilitator, "You facilitate " + named(cadence, link) + ", "
                + Phrases.time(session.startsAt()) + ", in " + cadence.rules().channel().link() + ".",
                List.of(SwapWords.button(session)));
    }

    void preReadDue(Cadence cadence, Session session, SessionHappening happening) {
        String preRead = session.preRead();
        if (preRead == null) {
            return;
        }
        SessionSnapshot shown = SessionSnapshot.of(session);
        for (UserId person : happening.to()) {
            say(session, "pre-read/" + happening.at().toEpochMilli(), person,
                    "Please read the pre-read of " + named(cadence, session) + ".",
                    List.of(MeetingButtons.open(shown, preRead, MeetingButtons.OPENS + "." + SAID),
                            MeetingButtons.READ.numbered(SAID).button("I've read it", shown)));
        }
    }

    void askWhetherHeld(Cadence cadence, Session session, SessionHappening happening) {
        SessionSnapshot shown = SessionSnapshot.of(session);
        for (UserId person : happening.to()) {
            say(session, "held?", person,
                    "Did " + named(cadence, session) + " take place? Nobody started it. If nobody says, it counts as "
                            + "skipped after a working day.",
                    List.of(HELD.primary("Yes, write it up", shown), NOT_HELD.button("It did not", shown)));
        }
    }

    void overtime(Cadence cadence, Session session, SessionHappening happening) {
        for (UserId person : happening.to()) {
            say(session, "overtime", person,
                    "Is " + named(cadence, session) + " over? It still runs. Its summary is posted when it is closed.",
                    List.of(MeetingButtons.CLOSE.numbered(SAID).primary("Close it", SessionSnapshot.of(session))));
        }
    }

    void cancelled(Cadence cadence, Session session, SessionHappening happening) {
        Set<UserId> people = new LinkedHashSet<>(rosters.participants(cadence));
        UserId facilitator = session.facilitator();
        if (facilitator != null) {
            people.add(facilitator);
        }
        UserId by = happening.by();
        if (by != null) {
            people.remove(by);
        }
        for (UserId person : people) {
            say(session, "cancelled/" + happening.at().toEpochMilli(), person,
                    (by == null ? "" : by.mention() + " cancelled ") + named(cadence, session)
                            + (by == null ? " is cancelled" : "") + Quoted.ending(happening.words(), REASON)
                            + " What is open on its agenda carries over.",
                    List.of());
        }
    }

    private void say(Session session, String occasion, UserId to, String mrkdwn, List<BlockElement> buttons) {
        List<BlockElement> elements = List.copyOf(buttons);
        notices.say(session.facts().workspace(), session.facts().id().value(), occasion,
                new Notices.Recipient.Direct(to), buttons.isEmpty()
                        ? Message.of(mrkdwn)
                        : new Message(mrkdwn, List.of(TextBlocks.section("cadence.said", mrkdwn),
                                actions(row -> row.blockId("cadence.said.do").elements(elements)))));
    }

    /** With its time, leading to its card. */
    private String named(Cadence cadence, Session session) {
        return named(cadence, link(session)) + " of " + Phrases.time(session.startsAt());
    }

    private static String named(Cadence cadence, @Nullable String link) {
        return "*" + AgendaText.linked(link, Quoted.line(MeetingCard.name(cadence), 200)) + "*";
    }

    static String bold(Cadence cadence) {
        return Phrases.bold(MeetingCard.name(cadence));
    }

    private @Nullable String link(Session session) {
        return thread.link(session.facts().workspace(), session.facts().id());
    }
}
