package dev.steward.cadence;

import java.time.Instant;
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
import dev.steward.cadence.CadenceLookup.Found;
import dev.steward.cadence.ChangeAgenda.Change;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Press;
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
    private static final String FULL = "Say which one and what, as in `/cadence agenda REV-2 Pricing 10 min`.";
    private static final Pattern MINUTES = Pattern.compile("(?s)(.*\\S)[\\s,(]+(\\d{1,3}) ?(?:m|min|mins|minutes?)\\)?",
            Pattern.CASE_INSENSITIVE);

    private final SessionPress presses;
    private final ChangeSession changes;
    private final ChangeAgenda agendas;
    private final CadenceLookup lookup;
    private final Sessions sessions;
    private final Items items;
    private final ShowCadence pages;
    private final Members members;

    AgendaActions(SessionPress presses, ChangeSession changes, ChangeAgenda agendas, CadenceLookup lookup,
            Sessions sessions, Items items, ShowCadence pages, Members members) {
        this.presses = presses;
        this.changes = changes;
        this.agendas = agendas;
        this.lookup = lookup;
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
        Optional<Cadence> found = lookup.find(request.actor(), reference.get());
        if (found.isEmpty()) {
            return Reply.says("There is no " + reference.get() + " here.");
        }
        Cadence cadence = found.get();
        if (cadence.rules().written()) {
            return Reply.says(cadence.facts().reference() + " is written: it has no agenda.");
        }
        if (parts.length == 1) {
            return next(request.actor(), cadence).<Reply>map(session -> Reply.opens(
                    AgendaForms.add(MeetingCard.name(cadence), session.facts().id(), 1)))
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
                MeetingButtons.ADD.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.id(),
                        on -> Reply.opens(AgendaForms.add(MeetingCard.name(on.cadence()), on.id(), 1)))),
                AgendaForms.ANOTHER.route(Access.MEMBERS, (press, rows) -> presses.on(press, rows.session(),
                        on -> new Reply.Updates(
                                AgendaForms.add(MeetingCard.name(on.cadence()), on.id(), rows.rows())))),
                arranges(AgendaForms.UP, (agenda, shown, now) -> {
                    shown.requirePlace(agenda);
                    agenda.up(shown.item());
                }, false),
                arranges(AgendaForms.DOWN, (agenda, shown, now) -> {
                    shown.requirePlace(agenda);
                    agenda.down(shown.item());
                }, false),
                arranges(AgendaForms.REMOVE, (agenda, shown, now) -> {
                    shown.requireWords(agenda);
                    agenda.remove(shown.item(), now);
                }, true),
                AgendaForms.CHANGE.route(Access.MEMBERS,
                        (press, shown) -> presses.on(press, shown.session(), on -> edit(press, on, shown))),
                new Route.Submission(AgendaForms.ADD, Access.MEMBERS, this::added),
                new Route.Submission(AgendaForms.EDIT, Access.MEMBERS, this::edited));
    }

    /** A change of an item as it was shown. */
    @FunctionalInterface
    private interface Arranging {
        void of(Agenda agenda, ItemSnapshot shown, Instant now);
    }

    /** What has changed since is said on the agenda as it is now. @param own as of {@link #changed} */
    private Route arranges(Press<ItemSnapshot> button, Arranging change, boolean own) {
        return button.route(Access.MEMBERS, (press, shown) -> presses.on(press, shown.session(), on -> {
            try {
                Agenda now = changed(press.actor(), on, own ? shown.item() : null,
                        (agenda, at) -> change.of(agenda, shown, at));
                return new Reply.Updates(arranged(on, now.open(), null));
            } catch (Outdated outdated) {
                return new Reply.Updates(arranged(on, open(press.actor(), on), outdated.sentence()));
            }
        }));
    }

    private Reply added(SubmissionRequest sent) {
        Optional<Found> on = AgendaForms.Rows.CODEC.read(sent.privateMetadata())
                .flatMap(rows -> presses.find(sent.actor(), rows.session()));
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
    private Reply told(SubmissionRequest sent, Found on, int added) {
        String said = (added == 1 ? "It is" : "They are") + " on the agenda of " + TellOfMeetings.bold(on.cadence())
                + ".";
        return sent.view().getPreviousViewId() == null && on.session().state() == SessionState.COLLECTING
                ? new Reply.Updates(Modals.says("Add to the agenda", said))
                : pages.after(sent, on.cadence().facts().id(), said);
    }

    private Reply edit(ActionRequest press, Found on, ItemSnapshot shown) {
        Optional<AgendaItem> found = items.find(press.actor().workspace(), shown.item()).filter(AgendaItem::open)
                .filter(item -> item.cadence().equals(on.cadence().facts().id()));
        if (found.isEmpty()) {
            return new Reply.Updates(arranged(on, open(press.actor(), on), Agenda.NONE));
        }
        changes.refusal(press.actor().workspace(), on.id(), press.actor().user(), press.actor().role(),
                (cadence, session, who, now) -> requireMay(who, found.get())).ifPresent(why -> {
                    throw new Refused(why);
                });
        return Reply.opens(AgendaForms.edit(on.id(), found.get()));
    }

    private Reply edited(SubmissionRequest sent) {
        Optional<ItemSnapshot> shown = ItemSnapshot.CODEC.read(sent.privateMetadata());
        Optional<Found> on = shown.flatMap(item -> presses.find(sent.actor(), item.session()));
        if (on.isEmpty()) {
            return Reply.refuses(AgendaForms.title(0), ChangeSession.NONE);
        }
        try {
            Said said = AgendaForms.read(sent.values(), 0);
            if (said == null) {
                return Reply.refuses(AgendaForms.title(0), "Please say what should be talked about.");
            }
            Agenda edited = changed(sent.actor(), on.get(), shown.get().item(), (agenda, now) -> {
                shown.get().requireWords(agenda);
                agenda.edit(shown.get().item(), said);
            });
            return new Reply.Returns(arranged(on.get(), edited.open(), null));
        } catch (Refused refused) {
            return Reply.refuses(AgendaForms.title(0), presses.plain(sent.actor(), refused));
        }
    }

    /** @param own what only they may who added it, and whoever leads; null: whoever takes part may */
    private Agenda changed(Actor actor, Found on, @Nullable ItemId own, Change change) {
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

    private List<AgendaItem> open(Actor actor, Found on) {
        return items.open(actor.workspace(), on.cadence().facts().id());
    }

    private static View arranged(Found on, List<AgendaItem> open, @Nullable String said) {
        return AgendaForms.arrange(on.cadence(), open, on.id(), said);
    }
}
