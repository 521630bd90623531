package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.cadence.ChangeAgenda.Change;
import dev.steward.cadence.SessionPress.On;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
import dev.steward.slack.Modals;
import dev.steward.slack.Quoted;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.SlackText;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/**
 * What people do about an agenda. Any member adds to it; whoever takes part puts it in order; what somebody added, they and whoever leads
 * change or take off.
 */
@Component
@Order(20)
class AgendaActions implements SlackFeature, CadenceWords {
    static final String ADD = "cadence.item.add";
    static final String ANOTHER = "cadence.item.another";
    static final String UP = "cadence.item.up";
    static final String DOWN = "cadence.item.down";
    static final String EDIT = "cadence.item.edit";
    static final String REMOVE = "cadence.item.remove";
    private static final String FULL = "Say which one and what, as in `/cadence agenda REV-2 Pricing 10 min`.";
    private static final Pattern MINUTES = Pattern.compile("(?s)(.*\\S)[\\s,(]+(\\d{1,3}) ?(?:m|min|mins|minutes?)\\)?",
            Pattern.CASE_INSENSITIVE);

    private final SessionPress presses;
    private final ChangeSession changes;
    private final ChangeAgenda agendas;
    private final Cadences cadences;
    private final Sessions sessions;
    private final Items items;
    private final ShowCadence pages;
    private final Members members;

    AgendaActions(SessionPress presses, ChangeSession changes, ChangeAgenda agendas, Cadences cadences,
            Sessions sessions, Items items, ShowCadence pages, Members members) {
        this.presses = presses;
        this.changes = changes;
        this.agendas = agendas;
        this.cadences = cadences;
        this.sessions = sessions;
        this.items = items;
        this.pages = pages;
        this.members = members;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("agenda REV-2 Pricing 10 min", "Put something on the next agenda"));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return word.equals("agenda") ? Optional.of(agenda(request, rest)) : Optional.empty();
    }

    private Reply agenda(CommandRequest request, String rest) {
        String[] parts = rest.split("\\s+", 2);
        Optional<Reference> reference = Reference.parse(parts[0]);
        if (reference.isEmpty()) {
            return Reply.says(FULL);
        }
        Optional<Cadence> found = cadences.find(request.actor().workspace(), reference.get());
        if (found.isEmpty()) {
            return Reply.says("There is no " + reference.get() + " here.");
        }
        Cadence cadence = found.get();
        if (cadence.rules().written()) {
            return Reply.says(cadence.facts().reference() + " is written: it has no agenda.");
        }
        if (parts.length == 1) {
            return next(request.actor(), cadence).<Reply>map(session -> Reply.opens(
                    AgendaForms.add(MeetingCard.name(cadence), session.facts().id().value().toString(), 1)))
                    .orElseGet(() -> Reply.says(FULL));
        }
        try {
            AgendaItem item = agendas.add(request.actor().workspace(), cadence.facts().id(), request.key(),
                    request.actor().user(), said(named(request.actor(), parts[1])), null);
            return Reply.says(Quoted.inline(item.title(), 200) + " is on the agenda of "
                    + TellOfMeetings.bold(cadence) + ".");
        } catch (Refused refused) {
            return Reply.says(refused.sentence());
        }
    }

    /** A title mentions nobody: people stand in it by their names. */
    private String named(Actor actor, String typed) {
        return SlackText.plain(typed, id -> members.find(actor.workspace(), new UserId(id)).map(Member::name)
                .orElse("somebody"));
    }

    /** {@code Pricing 10 min}. @throws Refused when it is too much */
    static Said said(String typed) {
        Matcher timed = MINUTES.matcher(typed.strip());
        return timed.matches()
                ? new Said(timed.group(1), "", Integer.parseInt(timed.group(2)))
                : new Said(typed, "", 0);
    }

    private Optional<Session> next(Actor actor, Cadence cadence) {
        return sessions.open(actor.workspace(), cadence.facts().id()).stream().findFirst();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Action(ADD, Access.MEMBERS, press -> presses.on(press, on -> Reply.opens(
                        AgendaForms.add(MeetingCard.name(on.cadence()), on.id().value().toString(), 1)))),
                new Route.Action(ANOTHER, Access.MEMBERS, press -> presses.on(press, AgendaActions::another)),
                new Route.Action(UP, Access.MEMBERS, press -> moved(press, true)),
                new Route.Action(DOWN, Access.MEMBERS, press -> moved(press, false)),
                new Route.Action(REMOVE, Access.MEMBERS, press -> presses.on(press, on -> removed(press, on))),
                new Route.Action(EDIT, Access.MEMBERS, press -> presses.on(press, on -> edit(press, on))),
                new Route.Submission(AgendaForms.ADD, Access.MEMBERS, this::added),
                new Route.Submission(AgendaForms.EDIT, Access.MEMBERS, this::edited));
    }

    private static Reply another(On on) {
        int rows = on.rest().matches("[1-9]") ? Integer.parseInt(on.rest()) : 1;
        return new Reply.Updates(AgendaForms.add(MeetingCard.name(on.cadence()), on.id().value().toString(),
                Math.min(rows, AgendaForms.MOST_AT_ONCE)));
    }

    private Reply added(SubmissionRequest sent) {
        Optional<On> on = presses.find(sent.actor(), sent.privateMetadata());
        if (on.isEmpty()) {
            return Reply.refuses(AgendaForms.title(0), ChangeSession.NONE);
        }
        List<Said> said = new ArrayList<>();
        for (int row = 0; row < AgendaForms.MOST_AT_ONCE; row++) {
            try {
                Said one = AgendaForms.read(sent.values(), row);
                if (one != null) {
                    said.add(one);
                }
            } catch (Refused refused) {
                return Reply.refuses(AgendaForms.title(row), presses.plain(sent.actor(), refused));
            }
        }
        if (said.isEmpty()) {
            return Reply.refuses(AgendaForms.title(0), "Please say what should be talked about.");
        }
        try {
            agendas.add(sent.actor().workspace(), on.get().session().facts().cadence(), sent.key(),
                    sent.actor().user(), said);
            return told(sent, on.get(), said.size());
        } catch (Refused refused) {
            return Reply.refuses(AgendaForms.title(0), presses.plain(sent.actor(), refused));
        }
    }

    /** The card shows it; before there is a card the form says so. */
    private Reply told(SubmissionRequest sent, On on, int added) {
        String said = (added == 1 ? "It is" : "They are") + " on the agenda of " + TellOfMeetings.bold(on.cadence())
                + ".";
        return sent.view().getPreviousViewId() == null && on.session().state() == SessionState.COLLECTING
                ? new Reply.Updates(Modals.says("Add to the agenda", said))
                : pages.after(sent, on.cadence().facts().id(), said);
    }

    private Reply moved(ActionRequest press, boolean up) {
        return presses.on(press, on -> {
            ItemId item = item(on);
            return redrawn(on, changed(press.actor(), on, null, (agenda, now) -> {
                if (up) {
                    agenda.up(item);
                } else {
                    agenda.down(item);
                }
            }));
        });
    }

    private Reply removed(ActionRequest press, On on) {
        ItemId item = item(on);
        return redrawn(on, changed(press.actor(), on, item, (agenda, now) -> agenda.remove(item, now)));
    }

    private Reply edit(ActionRequest press, On on) {
        AgendaItem item = items.find(press.actor().workspace(), item(on)).filter(AgendaItem::open)
                .orElseThrow(() -> new Refused("It is not on the agenda any more."));
        changes.refusal(press.actor().workspace(), on.id(), press.actor().user(), press.actor().role(),
                (cadence, session, who, now) -> requireMay(who, item)).ifPresent(why -> {
                    throw new Refused(why);
                });
        return Reply.opens(AgendaForms.edit(item, on.id().value() + " " + item.id().value()));
    }

    private Reply edited(SubmissionRequest sent) {
        Optional<On> on = presses.find(sent.actor(), sent.privateMetadata());
        if (on.isEmpty()) {
            return Reply.refuses(AgendaForms.title(0), ChangeSession.NONE);
        }
        try {
            Said said = AgendaForms.read(sent.values(), 0);
            ItemId item = item(on.get());
            if (said == null) {
                return Reply.refuses(AgendaForms.title(0), "Please say what should be talked about.");
            }
            return new Reply.Returns(arranged(on.get(),
                    changed(sent.actor(), on.get(), item, (agenda, now) -> agenda.edit(item, said))));
        } catch (Refused refused) {
            return Reply.refuses(AgendaForms.title(0), presses.plain(sent.actor(), refused));
        }
    }

    /** @param own what only they may who added it, and whoever leads; null: whoever takes part may */
    private Agenda changed(Actor actor, On on, @Nullable ItemId own, Change change) {
        var changed = new AtomicReference<Agenda>();
        changes.change(actor.workspace(), on.id(), actor.user(), actor.role(), (cadence, session, who, now) -> {
            Optional<AgendaItem> item = own == null ? Optional.empty() : items.find(actor.workspace(), own);
            if (item.isPresent()) {
                requireMay(who, item.get());
            } else {
                who.requirePart();
            }
            changed.set(agendas.change(actor.workspace(), cadence.facts().id(), change));
        });
        return Objects.requireNonNull(changed.get());
    }

    private static void requireMay(Standing who, AgendaItem item) {
        if (!who.user().equals(item.addedBy()) && !who.leads()) {
            throw new Refused(
                    "Only whoever added it, whoever facilitates, the owner, ops people and admins can do that.");
        }
    }

    private static Reply redrawn(On on, Agenda now) {
        return new Reply.Updates(arranged(on, now));
    }

    private static View arranged(On on, Agenda now) {
        return AgendaForms.arrange(on.cadence(), now.open(), on.id().value().toString());
    }

    private static ItemId item(On on) {
        return Claims.id(on.rest()).map(ItemId::new)
                .orElseThrow(() -> new Refused("It is not on the agenda any more."));
    }
}
