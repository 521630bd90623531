package dev.steward.timetable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.schedule.CalendarFeeds;
import dev.steward.schedule.CalendarOwner;
import dev.steward.schedule.CalendarOwner.OfMember;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.Rituals;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.PublicAddress;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.timetable.CalendarView.About;
import dev.steward.timetable.CalendarView.Shown;
import dev.steward.timetable.CalendarView.State;
import dev.steward.timetable.CalendarView.Which;
import dev.steward.workspace.Role;

/** {@code /steward calendar} and a ritual's calendar: an address for the one who asks, and for nobody else. */
@Component
class CalendarCommands implements SlackFeature {
    private final CalendarFeeds feeds;
    private final Rituals rituals;
    private final List<RitualHandler> handlers;
    private final PublicAddress address;

    CalendarCommands(CalendarFeeds feeds, Rituals rituals, List<RitualHandler> handlers, PublicAddress address) {
        this.feeds = feeds;
        this.rituals = rituals;
        this.handlers = handlers;
        this.address = address;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("calendar", "See your dates in your calendar program",
                        List.of(new Usage("", "Get your calendar's address, or turn it off")), Access.MEMBERS,
                        this::open),
                CalendarView.OF_RITUAL.route(Access.OPS, this::openRitual),
                CalendarView.NEW.route(Access.MEMBERS, this::renew),
                CalendarView.OFF.route(Access.MEMBERS, this::turnOff));
    }

    private Reply open(CommandRequest request) {
        Actor actor = request.actor();
        return Reply.opens(CalendarView.of(own(), stand(actor, new OfMember(actor.user()))));
    }

    private Reply openRitual(ActionRequest request, RitualRef ritual) {
        Actor actor = request.actor();
        var about = new About(ritual);
        return new Reply.Pushes(which(actor, about)
                .map(which -> CalendarView.of(which, stand(actor, owner(actor, about)))).orElseGet(CalendarView::gone));
    }

    private Reply renew(ActionRequest request, Shown shown) {
        Actor actor = request.actor();
        CalendarOwner owner = owner(actor, shown.about());
        Optional<Which> which = which(actor, shown.about());
        if (which.isEmpty()) {
            return new Reply.Updates(CalendarView.gone());
        }
        Optional<String> url = address.url();
        if (url.isEmpty()) {
            return new Reply.Updates(CalendarView.of(which.get(), new State.Nowhere()));
        }
        return feeds.renew(actor.workspace(), actor.user(), owner, shown.madeAt())
                .<Reply>map(made -> new Reply.Updates(CalendarView.of(which.get(), fresh(url.get(), made))))
                .orElseGet(() -> changed(which.get(), stand(actor, owner)));
    }

    /** What was pressed was shown for another address: the one there is may be in the window beneath, where it stays. */
    private static Reply changed(Which which, State state) {
        View view = CalendarView.of(which, state);
        return state instanceof State.Fresh ? new Reply.Updates(view) : new Reply.Pushes(view);
    }

    /** Also of a ritual that is gone, or of which one may see no more: it is their own address. */
    private Reply turnOff(ActionRequest request, Shown shown) {
        Actor actor = request.actor();
        CalendarOwner owner = owner(actor, shown.about());
        feeds.revoke(actor.workspace(), actor.user(), owner, shown.madeAt());
        return which(actor, shown.about()).map(which -> known(actor, owner).map(state -> changed(which, state))
                .orElseGet(() -> new Reply.Updates(CalendarView.of(which, new State.Off()))))
                .orElseGet(() -> new Reply.Updates(CalendarView.gone()));
    }

    /** Whoever has none gets one at once: it is what they came for. */
    private State stand(Actor actor, CalendarOwner owner) {
        return known(actor, owner).orElseGet(() -> url(url -> feeds.open(actor.workspace(), actor.user(), owner)
                .map(made -> fresh(url, made)).orElseGet(() -> stand(actor, owner))));
    }

    private Optional<State> known(Actor actor, CalendarOwner owner) {
        return feeds.since(actor.workspace(), actor.user(), owner).map(State.Known::new);
    }

    private State url(Function<String, State> with) {
        return address.url().map(with).orElseGet(State.Nowhere::new);
    }

    private static State fresh(String url, CalendarFeeds.Fresh made) {
        return new State.Fresh(url + made.path(), made.since());
    }

    /** Empty for what is gone, and for a ritual's where the person may not see the schedule. */
    private Optional<Which> which(Actor actor, About about) {
        RitualRef ritual = about.ritual();
        if (ritual == null) {
            return Optional.of(own());
        }
        RitualKey key = ritual.in(actor.workspace());
        return rituals.find(key).filter(found -> actor.role().atLeast(Role.OPS)).map(found -> {
            String title = handlers.stream().filter(one -> one.kind().equals(key.kind())).findFirst()
                    .map(one -> one.title(key)).orElse(key.kind());
            return new Which("Calendar", "The calendar of *" + Mrkdwn.escape(title) + "*", about);
        });
    }

    private static Which own() {
        return new Which("Your calendar", "Everything with a date that concerns you, in your own calendar program.",
                About.OWN);
    }

    private static CalendarOwner owner(Actor actor, About about) {
        RitualRef ritual = about.ritual();
        return ritual == null ? new OfMember(actor.user()) : new OfRitual(ritual.kind(), ritual.subject());
    }
}
