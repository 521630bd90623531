package dev.steward.cadence;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.cadence.SessionPress.On;
import dev.steward.slack.Access;
import dev.steward.slack.Claims;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;

/** What people press on a meeting's card and on what is said of it, where that needs no form. */
@Component
class MeetingActions implements SlackFeature {
    static final String START = "cadence.start";
    static final String NEXT = "cadence.next";
    static final String CARRY = "cadence.carry";
    static final String CLOSE = "cadence.close";
    static final String READ = "cadence.read";
    static final String ALL = "cadence.agenda.all";
    static final String HELD = "cadence.held";
    static final String NOT_HELD = "cadence.not-held";
    /** Behind a button's id where it stands in a message that does not change. */
    static final String SAID = "#said";

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
        return List.of(new Route.Action(START, Access.MEMBERS, press -> presses.on(press, on -> {
            run.start(press.actor(), on.id());
            return Reply.done();
        })), new Route.Action(NEXT, Access.MEMBERS, press -> presses.on(press, on -> {
            run.next(press.actor(), on.id(), Claims.id(on.rest()).orElse(null));
            return Reply.done();
        })), new Route.Action(CARRY, Access.MEMBERS, press -> presses.on(press, on -> {
            run.carryOver(press.actor(), on.id(), Claims.id(on.rest()).orElse(null));
            return Reply.done();
        })), new Route.Action(CLOSE, Access.MEMBERS, press -> presses.on(press, on -> close(press, on))),
                new Route.Action(READ, Access.MEMBERS, press -> presses.on(press, on -> read(press, on))),
                new Route.Action(HELD, Access.MEMBERS, press -> presses.on(press, on -> held(press, on))),
                new Route.Action(NOT_HELD, Access.MEMBERS, press -> presses.on(press, on -> {
                    run.notHeld(press.actor(), on.id());
                    return Reply.says("It counts as skipped. What is open on its agenda carries over.");
                })), new Route.Action(ALL, Access.MEMBERS, press -> presses.on(press,
                        on -> Reply.opens(AgendaForms.all(look.meeting(on.cadence(), on.session()))))));
    }

    private Reply close(ActionRequest press, On on) {
        run.close(press.actor(), on.id());
        return press.actionId().endsWith(SAID)
                ? Reply.says("It is closed. " + card(on, "Its card") + " has the summary.")
                : Reply.done();
    }

    private Reply held(ActionRequest press, On on) {
        run.start(press.actor(), on.id());
        return Reply.says("Note what came of it on " + card(on, "its card") + ", and close it there.");
    }

    /** Whoever opens it has read it; it opens by itself, so there is nothing to say. */
    private Reply read(ActionRequest press, On on) {
        boolean opened = press.actionId().contains("#open");
        try {
            boolean again = on.session().readers().contains(press.actor().user());
            changes.change(press.actor().workspace(), on.id(), press.actor().user(), press.actor().role(),
                    (cadence, session, who, now) -> session.read(who.user(), now));
            return opened || !again && !press.actionId().endsWith(SAID)
                    ? Reply.done()
                    : Reply.says(again ? "You had said so already. Thanks!" : "Thanks for reading it!");
        } catch (Refused over) {
            if (opened) {
                return Reply.done();
            }
            throw over;
        }
    }

    private String card(On on, String words) {
        String link = thread.link(on.session().facts().workspace(), on.id());
        return AgendaText.linked(link, words);
    }
}
