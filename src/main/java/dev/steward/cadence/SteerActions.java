package dev.steward.cadence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.cadence.CadenceLookup.Found;
import dev.steward.cadence.MeetingButtons.More;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.UserId;

/** The menu on a meeting's card, the forms it opens, and the one that notes a decision. */
@Component
class SteerActions implements SlackFeature {
    private static final String WHICH = "Please choose a day and a time.";

    private final SessionPress presses;
    private final ChangeSession changes;
    private final SteerSession steer;
    private final RunMeeting run;
    private final SessionThread thread;
    private final Items items;
    private final Rosters rosters;
    private final ShowCadence pages;

    SteerActions(SessionPress presses, ChangeSession changes, SteerSession steer, RunMeeting run, SessionThread thread,
            Items items, Rosters rosters, ShowCadence pages) {
        this.presses = presses;
        this.changes = changes;
        this.steer = steer;
        this.run = run;
        this.thread = thread;
        this.items = items;
        this.rosters = rosters;
        this.pages = pages;
    }

    @Override
    public List<Route> routes() {
        return List.of(MeetingButtons.MORE.route(Access.MEMBERS, (press, chosen) -> presses.on(press,
                chosen.session().id(), on -> opens(press.actor(), on, chosen.what(), chosen.session()))),
                page(CadencePage.SKIP, More.SKIP), page(CadencePage.MOVE, More.MOVE),
                page(CadencePage.CANCEL, More.CANCEL),
                MeetingButtons.DECIDE.route(Access.MEMBERS,
                        (press, shown) -> presses.on(press, shown.id(), on -> decide(press, on))),
                new Route.Submission(SteerForms.DECIDE, Access.MEMBERS, this::decided),
                new Route.Submission(SteerForms.SKIP, Access.MEMBERS,
                        sent -> sent(sent, SteerForms.REASON, "skipped", (on, shown) -> {
                            String why = SteerForms.words(sent.values(), SteerForms.REASON);
                            steer.skip(sent.actor().workspace(), shown, sent.actor().user(), sent.actor().role(),
                                    why.isEmpty() ? null : why);
                        })),
                new Route.Submission(SteerForms.CANCEL, Access.MEMBERS,
                        sent -> sent(sent, SteerForms.REASON, "cancelled",
                                (on, shown) -> steer.cancel(sent.actor().workspace(), shown, sent.actor().user(),
                                        sent.actor().role(), SteerForms.words(sent.values(), SteerForms.REASON)))),
                new Route.Submission(SteerForms.MOVE, Access.MEMBERS,
                        sent -> sent(sent, SteerForms.DAY, "moved",
                                (on, shown) -> steer.move(sent.actor().workspace(), shown, sent.actor().user(),
                                        sent.actor().role(),
                                        SteerForms.when(sent.values()).orElseThrow(() -> new Refused(WHICH))))),
                new Route.Submission(SteerForms.PRE_READ, Access.MEMBERS,
                        sent -> sent(sent, SteerForms.ADDRESS, "saved", (on, shown) -> preRead(sent, shown))));
    }

    /** A button on the page of a cadence, about its next session. What is refused is said on the page as it is now. */
    private Route page(Press<SessionSnapshot> button, More what) {
        return button.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.id(), on -> {
            try {
                return opens(press.actor(), on, what, shown);
            } catch (Refused refused) {
                View now = pages.of(press.actor(), on.cadence(), refused.sentence());
                return press.view() == null ? Reply.opens(now) : new Reply.Updates(now);
            }
        }));
    }

    private Reply opens(Actor actor, Found on, More what, SessionSnapshot shown) {
        Cadence cadence = on.cadence();
        Session session = on.session();
        return switch (what) {
            case ARRANGE -> {
                require(actor, on, (c, s, who, now) -> who.requirePart());
                yield Reply.opens(AgendaForms.arrange(cadence,
                        items.open(actor.workspace(), cadence.facts().id()), on.id(), null));
            }
            case PRE_READ -> {
                require(actor, on, (c, s, who, now) -> {
                    who.requirePart();
                    s.preRead(who.user(), s.preRead(), now);
                });
                yield Reply.opens(SteerForms.preRead(cadence, session));
            }
            case SKIP -> {
                require(actor, on, (c, s, who, now) -> {
                    s.skip(who, null, now);
                    shown.requireTime(s);
                });
                yield Reply.opens(SteerForms.skip(cadence, session,
                        thread.place(actor.workspace(), on.id()).isPresent()));
            }
            case MOVE -> {
                require(actor, on, (c, s, who, now) -> {
                    s.move(who, s.facts().id(), now);
                    shown.requireTime(s);
                });
                yield Reply.opens(SteerForms.move(cadence, session));
            }
            case CANCEL -> {
                require(actor, on, (c, s, who, now) -> {
                    s.cancel(who, "?", now);
                    shown.requireTime(s);
                });
                yield Reply.opens(SteerForms.cancel(cadence, session, others(actor, on)));
            }
        };
    }

    private int others(Actor actor, Found on) {
        Set<UserId> told = new LinkedHashSet<>(rosters.participants(on.cadence()));
        Optional.ofNullable(on.session().facilitator()).ifPresent(told::add);
        told.remove(actor.user());
        return told.size();
    }

    /** Before they fill in anything. @throws Refused when it would be refused now */
    private void require(Actor actor, Found on, ChangeSession.Change change) {
        changes.refusal(actor.workspace(), on.id(), actor.user(), actor.role(), change).ifPresent(why -> {
            throw new Refused(why);
        });
    }

    private void preRead(SubmissionRequest sent, SessionSnapshot shown) {
        String address = SteerForms.words(sent.values(), SteerForms.ADDRESS);
        if (!address.isEmpty() && !SteerForms.address(address)) {
            throw new Refused("Please give a web address, such as https://example.com/review.");
        }
        changes.change(sent.actor().workspace(), shown.id(), sent.actor().user(), sent.actor().role(),
                (cadence, session, who, now) -> {
                    who.requirePart();
                    shown.requirePreRead(session);
                    session.preRead(who.user(), address.isEmpty() ? null : address, now);
                });
    }

    private Reply decide(ActionRequest press, Found on) {
        require(press.actor(), on, (cadence, session, who, now) -> session.requireNotingBy(who));
        List<AgendaItem> about = new ArrayList<>(items.open(press.actor().workspace(), on.cadence().facts().id()));
        Session.Item now = on.session().item();
        about.sort((one, other) -> Boolean.compare(now != null && other.id().value().equals(now.id()),
                now != null && one.id().value().equals(now.id())));
        items.dealtWith(press.actor().workspace(), on.cadence().facts().id()).stream()
                .filter(item -> item.state() == AgendaItem.State.DONE).forEach(about::add);
        return Reply.opens(SteerForms.decide(on.cadence(), on.session(), about));
    }

    private Reply decided(SubmissionRequest sent) {
        String item = sent.values().value(SteerForms.ITEM);
        return sent(sent, SteerForms.WORDS, "noted", (on, shown) -> run.decide(sent.actor(), on.id(), sent.key(),
                SteerForms.words(sent.values(), SteerForms.WORDS),
                item == null || item.equals(SteerForms.NO_ITEM)
                        ? null
                        : Claims.id(item).map(ItemId::new).orElseThrow(() -> new Refused(Agenda.NONE))));
    }

    @FunctionalInterface
    private interface Deed {
        void on(Found on, SessionSnapshot shown);
    }

    /** @param became what became of the session that the form was about */
    private Reply sent(SubmissionRequest sent, String field, String became, Deed deed) {
        Optional<SessionSnapshot> shown = SessionSnapshot.CODEC.read(sent.privateMetadata());
        Optional<Found> on = shown.flatMap(of -> presses.find(sent.actor(), of.id()));
        if (on.isEmpty()) {
            return Reply.refuses(field, ChangeSession.NONE);
        }
        try {
            deed.on(on.get(), shown.get());
            return pages.after(sent, on.get().cadence().facts().id(),
                    "The one of " + Phrases.time(on.get().session().startsAt()) + " is " + became + ".");
        } catch (Refused refused) {
            return Reply.refuses(field, presses.plain(sent.actor(), refused));
        }
    }
}
