package dev.steward.timetable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
import dev.steward.timetable.CalendarView.State;
import dev.steward.timetable.CalendarView.Which;
import dev.steward.workspace.Role;

/** {@code /steward calendar} and a ritual's calendar: an address for the one who asks, and for nobody else. */
@Component
class CalendarCommands implements SlackFeature {
    private static final String OWN = "own";
    private static final String OUTSIDERS = "Calendars are for the people of this workspace only.";

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
                new Route.Action(CalendarView.OF_RITUAL, Access.MEMBERS, this::openRitual),
                new Route.Action(CalendarView.NEW, Access.MEMBERS, this::renew),
                new Route.Action(CalendarView.OFF, Access.MEMBERS, this::turnOff));
    }

    private Reply open(CommandRequest request) {
        Actor actor = request.actor();
        return allowed(actor, OWN)
                ? Reply.opens(CalendarView.of(own(), stand(actor, new OfMember(actor.user()))))
                : Reply.says(OUTSIDERS);
    }

    private Reply openRitual(ActionRequest request) {
        Actor actor = request.actor();
        String value = value(request);
        if (value.equals(OWN) || !allowed(actor, value)) {
            return Reply.done();
        }
        return new Reply.Pushes(which(actor, value)
                .map(which -> CalendarView.of(which, stand(actor, owner(actor, value)))).orElseGet(CalendarView::gone));
    }

    private Reply renew(ActionRequest request) {
        Actor actor = request.actor();
        String value = value(request);
        if (!allowed(actor, value)) {
            return Reply.done();
        }
        return new Reply.Updates(which(actor, value).map(which -> CalendarView.of(which, fresh(actor,
                owner(actor, value)))).orElseGet(CalendarView::gone));
    }

    /** Also of a ritual that is gone, or of which one may see no more: it is their own address. */
    private Reply turnOff(ActionRequest request) {
        Actor actor = request.actor();
        String value = value(request);
        feeds.revoke(actor.workspace(), actor.user(), owner(actor, value));
        return new Reply.Updates(which(actor, value).filter(which -> allowed(actor, value))
                .map(which -> CalendarView.of(which, new State.Off())).orElseGet(CalendarView::gone));
    }

    /** Whoever has none gets one at once: it is what they came for. */
    private State stand(Actor actor, CalendarOwner owner) {
        return feeds.since(actor.workspace(), actor.user(), owner).<State>map(State.Known::new)
                .orElseGet(() -> fresh(actor, owner));
    }

    private State fresh(Actor actor, CalendarOwner owner) {
        return address.url().<State>map(
                url -> new State.Fresh(url + feeds.open(actor.workspace(), actor.user(), owner)))
                .orElseGet(State.Nowhere::new);
    }

    private Optional<Which> which(Actor actor, String value) {
        if (value.equals(OWN)) {
            return Optional.of(own());
        }
        RitualKey key = ScheduleView.ritual(actor.workspace(), value);
        return rituals.find(key).map(found -> {
            String title = handlers.stream().filter(one -> one.kind().equals(key.kind())).findFirst()
                    .map(one -> one.title(key)).orElse(key.kind());
            return new Which("Calendar", "The calendar of *" + Mrkdwn.escape(title) + "*", value);
        });
    }

    private static Which own() {
        return new Which("Your calendar", "Everything with a date that concerns you, in your own calendar program.",
                OWN);
    }

    private static CalendarOwner owner(Actor actor, String value) {
        if (value.equals(OWN)) {
            return new OfMember(actor.user());
        }
        RitualKey key = ScheduleView.ritual(actor.workspace(), value);
        return new OfRitual(key.kind(), key.subject());
    }

    private static String value(ActionRequest request) {
        return Objects.requireNonNull(request.value(), "every button here has a value");
    }

    private static boolean allowed(Actor actor, String value) {
        return !actor.outsider() && (value.equals(OWN) || actor.role().atLeast(Role.OPS));
    }
}
