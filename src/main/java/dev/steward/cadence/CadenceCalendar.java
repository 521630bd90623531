package dev.steward.cadence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.slack.api.model.view.View;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.schedule.CalendarFeeds;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.PublicAddress;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
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
        return List.of(
                CadencePage.CALENDAR.route(Access.MEMBERS, (press, id) -> on(press, id, this::open)),
                CalendarView.NEW.route(Access.MEMBERS, (press, shown) -> on(press, shown.cadence(),
                        (actor, cadence) -> renew(actor, cadence, shown.madeAt()))),
                CalendarView.OFF.route(Access.MEMBERS, (press, shown) -> on(press, shown.cadence(),
                        (actor, cadence) -> turnOff(actor, cadence, shown.madeAt()))));
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

    private Reply on(ActionRequest press, CadenceId id, BiFunction<Actor, Cadence, Reply> pressed) {
        return lookup.find(press.actor(), id).map(cadence -> pressed.apply(press.actor(), cadence))
                .orElseGet(() -> Reply.opens(Modals.says("Calendar", FillCadenceForm.GONE)));
    }

    private Reply open(Actor actor, Cadence cadence) {
        return Reply.opens(stand(actor, cadence));
    }

    /** Whoever has none gets one at once: it is what they came for. */
    private View stand(Actor actor, Cadence cadence) {
        return known(actor, cadence).orElseGet(() -> url(cadence, url -> feeds
                .open(actor.workspace(), actor.user(), owner(cadence))
                .map(made -> CalendarView.fresh(cadence, url + made.path(), made.since()))
                .orElseGet(() -> stand(actor, cadence))));
    }

    /** What was shown for another address is answered on top: the one there is may be in the window beneath, where it stays. */
    private Reply renew(Actor actor, Cadence cadence, Instant shown) {
        Optional<String> url = address.url();
        if (url.isEmpty() || known(actor, cadence).isEmpty()) {
            return new Reply.Updates(url(cadence, there -> stand(actor, cadence)));
        }
        return feeds.renew(actor.workspace(), actor.user(), owner(cadence), shown)
                .<Reply>map(made -> new Reply.Updates(
                        CalendarView.fresh(cadence, url.get() + made.path(), made.since())))
                .orElseGet(() -> new Reply.Pushes(stand(actor, cadence)));
    }

    private Reply turnOff(Actor actor, Cadence cadence, Instant shown) {
        feeds.revoke(actor.workspace(), actor.user(), owner(cadence), shown);
        return known(actor, cadence).<Reply>map(Reply.Pushes::new)
                .orElseGet(() -> new Reply.Updates(CalendarView.off(cadence)));
    }

    private Optional<View> known(Actor actor, Cadence cadence) {
        return feeds.since(actor.workspace(), actor.user(), owner(cadence))
                .map(since -> CalendarView.there(cadence, since));
    }

    private View url(Cadence cadence, Function<String, View> with) {
        return address.url().map(with).orElseGet(() -> CalendarView.noAddress(cadence));
    }

    private static OfRitual owner(Cadence cadence) {
        return new OfRitual(HoldSession.RITUAL, cadence.facts().id().value());
    }
}
