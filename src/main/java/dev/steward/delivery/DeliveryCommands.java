package dev.steward.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.delivery.DecideDelivery.Result;
import dev.steward.delivery.DeliveryList.Pressed;
import dev.steward.delivery.DeliveryList.View;
import dev.steward.delivery.Undelivered.Entry;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;

/** {@code /steward deliveries}: what did not arrive, or not yet, and what an admin wants done about it. */
@Component
class DeliveryCommands implements SlackFeature {
    /** A message holds fifty blocks, and each entry takes two. */
    private static final Map<Shelf, Integer> GLIMPSE = Map.of(Shelf.HELD, 4, Shelf.FAILED, 5, Shelf.WAITING, 4);
    private static final int PAGE = 15;
    private static final int MOST_REASONS = 3;

    private final Undelivered undelivered;
    private final DecideDelivery decide;
    private final List<Things> things;

    DeliveryCommands(Undelivered undelivered, DecideDelivery decide, List<Things> things) {
        this.undelivered = undelivered;
        this.decide = decide;
        this.things = things;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("deliveries", "See which messages wait or failed, and send them again (admins)",
                        List.of(new Usage("", "List what waits, what failed and why"),
                                new Usage("failed", "Only what failed"),
                                new Usage("waiting", "Only what waits").reading(),
                                new Usage("check", "Only what may have arrived")),
                        Access.ADMINS,
                        this::list),
                DeliveryList.TURN.route(Access.ADMINS, (request, view) -> replaced(request, view, null)),
                one(DeliveryList.AGAIN, "It is on its way.", (by, on) -> decide.again(by, on.shelf(), on.id())),
                one(DeliveryList.DROP, "Dropped.", (by, on) -> decide.drop(by, on.shelf(), on.id())),
                one(DeliveryList.ARRIVED, "Good, it counts as sent.", (by, on) -> decide.arrived(by, on.id())),
                DeliveryList.ALL_AGAIN.route(Access.ADMINS, (request, alike) -> {
                    int all = decide.allAgain(request.actor(), Reasons.alike(alike.failure()), alike.until());
                    return replaced(request, View.ALL, all == 0
                            ? "There was nothing left to send."
                            : all == 1 ? "One message is on its way." : all + " messages are on their way.");
                }), DeliveryList.DROP_ALL.route(Access.ADMINS, (request, alike) -> {
                    int all = decide.dropAll(request.actor(), Reasons.alike(alike.failure()), alike.until());
                    return replaced(request, View.ALL, all == 0
                            ? "There was nothing left to drop."
                            : all == 1 ? "Dropped one message." : "Dropped " + all + " messages.");
                }));
    }

    private Reply list(CommandRequest request) {
        return switch (request.text().strip().toLowerCase(Locale.ROOT)) {
            case "" -> Reply.says(show(request.actor(), View.ALL, null));
            case "failed" -> Reply.says(show(request.actor(), new View(Shelf.FAILED, null), null));
            case "waiting" -> Reply.says(show(request.actor(), new View(Shelf.WAITING, null), null));
            case "check" -> Reply.says(show(request.actor(), new View(Shelf.HELD, null), null));
            default ->
                Reply.says("Try `/steward deliveries`, with `failed`, `waiting` or `check` behind it if you like.");
        };
    }

    private Route one(Press<Pressed> press, String done, BiFunction<Actor, Pressed, Result> decision) {
        return press.route(Access.ADMINS, (request, on) -> replaced(request, on.view(),
                told(decision.apply(request.actor(), on), done)));
    }

    private Reply replaced(ActionRequest request, View view, @Nullable String told) {
        return new Reply.Replaces(show(request.actor(), view, told));
    }

    private Message show(Actor actor, View view, @Nullable String told) {
        var counts = undelivered.counts(actor.workspace());
        var pages = new EnumMap<Shelf, List<Entry>>(Shelf.class);
        var more = new ArrayList<Shelf>();
        for (Shelf shelf : view.shelf() == null ? List.of(Shelf.values()) : List.of(view.shelf())) {
            int most = view.shelf() == null ? GLIMPSE.getOrDefault(shelf, 0) : PAGE;
            if (counts.getOrDefault(shelf, 0L) == 0) {
                continue;
            }
            var found = undelivered.page(actor.workspace(), shelf, view.after(), most + 1);
            if (found.size() > most) {
                more.add(shelf);
            }
            pages.put(shelf, found.subList(0, Math.min(most, found.size())));
        }
        var reasons = pages.containsKey(Shelf.FAILED) && view.after() == null
                ? undelivered.reasons(actor.workspace(), MOST_REASONS)
                : List.<Undelivered.Many>of();
        return DeliveryList.of(view, counts, pages, more, reasons, about(actor, pages), told);
    }

    private Map<UUID, Things.Thing> about(Actor actor, Map<Shelf, List<Entry>> pages) {
        Set<UUID> ids = new HashSet<>();
        pages.values().forEach(page -> page.forEach(entry -> ids.add(entry.thing())));
        Map<UUID, Things.Thing> found = new HashMap<>();
        if (!ids.isEmpty()) {
            things.forEach(each -> found.putAll(each.find(actor.workspace(), ids)));
        }
        return found;
    }

    private static String told(Result result, String done) {
        return switch (result) {
            case DONE -> done;
            case BEING_SENT -> "It is being sent right now. Please look again in a moment.";
            case SENT_MEANWHILE -> "Nothing to do: it has been sent meanwhile.";
            case WAITS_MEANWHILE -> "Nothing was changed: somebody has had it sent again meanwhile.";
            case FAILED_MEANWHILE -> "Nothing was changed: it has failed meanwhile.";
            case HELD_MEANWHILE -> "Nothing was changed: meanwhile it was tried, and it may have arrived.";
            case DROPPED_MEANWHILE -> "Nothing to do: somebody has dropped it meanwhile.";
            case TOO_LATE -> "It is too late for that: Slack takes an answer to a command for half an hour only.";
            case GONE -> "There is no such message here.";
        };
    }
}
