package dev.steward.cadence;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.cadence.CadenceLookup.Found;
import dev.steward.slack.Access;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;

/** What people press on a meeting's card and on what is said of it, where that needs no form. */
@Component
class MeetingActions implements SlackFeature {
    private final SessionPress presses;
    private final RunMeeting run;
    private final ChangeSession changes;
    private final SessionThread thread;
    private final MeetingLook look;

    MeetingActions(SessionPress presses, RunMeeting run, ChangeSession changes, SessionThread thread,
            MeetingLook look) {
        this.presses = presses;
        this.run = run;
        this.changes = changes;
        this.thread = thread;
        this.look = look;
    }

    @Override
    public List<Route> routes() {
        return List.of(on(MeetingButtons.START, (press, shown, on) -> {
            run.start(press.actor(), shown);
            return Reply.done();
        }), on(MeetingButtons.NEXT, (press, shown, on) -> {
            run.next(press.actor(), shown);
            return Reply.done();
        }), on(MeetingButtons.CARRY, (press, shown, on) -> {
            run.carryOver(press.actor(), shown);
            return Reply.done();
        }), on(MeetingButtons.CLOSE, this::close), on(MeetingButtons.READ, this::read),
                on(TellOfMeetings.HELD, (press, shown, on) -> {
                    run.start(press.actor(), shown);
                    return Reply.says("Note what came of it on " + card(on, "its card") + ", and close it there.");
                }), on(TellOfMeetings.NOT_HELD, (press, shown, on) -> {
                    run.notHeld(press.actor(), shown);
                    return Reply.says("It counts as skipped. What is open on its agenda carries over.");
                }), on(MeetingButtons.ALL, (press, shown, on) -> Reply
                        .opens(AgendaForms.all(look.meeting(on.cadence(), on.session())))));
    }

    /** What is done with the session that a button names. */
    @FunctionalInterface
    private interface Pressed {
        Reply on(ActionRequest press, SessionSnapshot shown, Found found);
    }

    private Route on(Press<SessionSnapshot> button, Pressed pressed) {
        return button.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.id(),
                found -> pressed.on(press, shown, found)));
    }

    private Reply close(ActionRequest press, SessionSnapshot shown, Found on) {
        run.close(press.actor(), shown);
        return press.actionId().endsWith(TellOfMeetings.SAID)
                ? Reply.says("It is closed. " + card(on, "Its card") + " has the summary.")
                : Reply.done();
    }

    /** Whoever opens it has read it; it opens by itself, so there is nothing to say. */
    private Reply read(ActionRequest press, SessionSnapshot shown, Found on) {
        boolean opened = press.actionId().contains("#" + MeetingButtons.OPENS);
        try {
            boolean again = on.session().readers().contains(press.actor().user());
            changes.change(press.actor().workspace(), on.id(), press.actor().user(), press.actor().role(),
                    (cadence, session, who, now) -> {
                        shown.requirePreRead(session);
                        session.read(who.user(), now);
                    });
            return opened || !again && !press.actionId().endsWith(TellOfMeetings.SAID)
                    ? Reply.done()
                    : Reply.says(again ? "You had said so already. Thanks!" : "Thanks for reading it!");
        } catch (Refused over) {
            if (opened && !on.session().state().open()) {
                return Reply.done();
            }
            throw over;
        }
    }

    private String card(Found on, String words) {
        String link = thread.link(on.session().facts().workspace(), on.id());
        return AgendaText.linked(link, words);
    }
}
