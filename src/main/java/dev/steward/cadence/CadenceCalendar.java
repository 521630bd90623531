package dev.steward.cadence;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import com.slack.api.model.view.View;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.schedule.CalendarFeeds;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Press;
import dev.steward.slack.PublicAddress;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.CommandRequest;

/** {@code /cadence calendar REV-2}: an address of one review's calendar for whoever asks, and for nobody else. */
@Component
@Order(40)
class CadenceCalendar implements SlackFeature, CadenceWords {
    private final CadenceLookup lookup;
    private final CalendarFeeds feeds;
    private final PublicAddress address;

    CadenceCalendar(CadenceLookup lookup, CalendarFeeds feeds, PublicAddress address) {
        this.lookup = lookup;
        this.feeds = feeds;
        this.address = address;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("calendar REV-2", "Get an address by which your calendar program shows a review"));
    }

    @Override
    public List<Route> routes() {
        return List.of(on(CadencePage.CALENDAR, this::open),
                on(CalendarView.NEW, (actor, cadence) -> new Reply.Updates(fresh(actor, cadence))),
                on(CalendarView.OFF, (actor, cadence) -> {
                    feeds.revoke(actor.workspace(), actor.user(), owner(cadence));
                    return new Reply.Updates(CalendarView.off(cadence));
                }));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("calendar")) {
            return Optional.empty();
        }
        Optional<Reference> reference = Reference.parse(rest);
        if (reference.isEmpty()) {
            return Optional.of(Reply.says("Of which review? For example `" + request.command() + " calendar REV-2`. "
                    + CalendarView.OWN));
        }
        return Optional.of(lookup.find(request.actor(), reference.get())
                .map(cadence -> open(request.actor(), cadence))
                .orElseGet(() -> Reply.says("There is no " + reference.get() + " here.")));
    }

    private Route on(Press<CadenceId> button, BiFunction<Actor, Cadence, Reply> pressed) {
        return button.route(Access.MEMBERS, (press, id) -> lookup.find(press.actor(), id)
                .map(cadence -> pressed.apply(press.actor(), cadence))
                .orElseGet(() -> Reply.opens(Modals.says("Calendar", FillCadenceForm.GONE))));
    }

    /** Whoever has none gets one at once: it is what they came for. */
    private Reply open(Actor actor, Cadence cadence) {
        return Reply.opens(feeds.since(actor.workspace(), actor.user(), owner(cadence))
                .map(since -> CalendarView.there(cadence, since)).orElseGet(() -> fresh(actor, cadence)));
    }

    private View fresh(Actor actor, Cadence cadence) {
        return address.url()
                .map(url -> CalendarView.fresh(cadence,
                        url + feeds.open(actor.workspace(), actor.user(), owner(cadence))))
                .orElseGet(() -> CalendarView.noAddress(cadence));
    }

    private static OfRitual owner(Cadence cadence) {
        return new OfRitual(HoldSession.RITUAL, cadence.facts().id().value());
    }
}
