package dev.steward.timetable;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.ParkedTimers;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.RecurrenceSentence;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.Rituals;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.timetable.ScheduleView.Named;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** {@code /steward schedule}: what recurs and what keeps failing, with a button for each thing one can do about it. */
@Component
class ScheduleCommands implements SlackFeature {
    private static final String NOT_ALLOWED = "Only admins and ops people can see the schedule. Ask one of them, please.";
    private static final String GONE = "That one is gone meanwhile.";

    private final Rituals rituals;
    private final ParkedTimers parked;
    private final List<RitualHandler> handlers;
    private final TransactionOperations transaction;

    ScheduleCommands(Rituals rituals, ParkedTimers parked, List<RitualHandler> handlers,
            TransactionOperations transaction) {
        this.rituals = rituals;
        this.parked = parked;
        this.handlers = handlers;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("schedule", "See what recurs, and what keeps failing",
                        List.of(new Usage("", "Open the schedule: pause, resume, run now, try again")), Access.MEMBERS,
                        this::open),
                new Route.Action(ScheduleView.PAUSE, Access.MEMBERS,
                        request -> ritual(request, rituals::pause, "Paused. Nothing takes place until it is resumed.")),
                new Route.Action(ScheduleView.RESUME, Access.MEMBERS,
                        request -> ritual(request, rituals::resume, "Resumed.")),
                new Route.Action(ScheduleView.RUN, Access.MEMBERS,
                        request -> ritual(request, rituals::runNow, "Started. It takes place any moment.")),
                new Route.Action(ScheduleView.RETRY, Access.MEMBERS,
                        request -> timer(request, parked::retry, "It is tried again any moment.")),
                new Route.Action(ScheduleView.DROP, Access.MEMBERS,
                        request -> timer(request, parked::drop, "Dropped.")),
                new Route.Action(ScheduleView.TURN, Access.MEMBERS, request -> allowed(request.actor())
                        ? new Reply.Updates(view(request.actor(), Integer.parseInt(value(request)), null))
                        : Reply.done()));
    }

    private Reply open(CommandRequest request) {
        return allowed(request.actor())
                ? Reply.opens(view(request.actor(), 0, null))
                : Reply.says(NOT_ALLOWED);
    }

    /** What is done to a ritual. */
    @FunctionalInterface
    private interface ToRitual {
        boolean does(RitualKey ritual);
    }

    private Reply ritual(ActionRequest request, ToRitual change, String said) {
        return then(request,
                () -> change.does(ScheduleView.ritual(request.actor().workspace(), value(request))), said);
    }

    /** What is done to a parked timer. */
    @FunctionalInterface
    private interface ToTimer {
        boolean does(WorkspaceId workspace, String id);
    }

    private Reply timer(ActionRequest request, ToTimer change, String said) {
        return then(request, () -> change.does(request.actor().workspace(), value(request)), said);
    }

    /** Somebody else may have been faster: then what they left is shown. */
    private Reply then(ActionRequest request, BooleanSupplier change, String said) {
        if (!allowed(request.actor())) {
            return Reply.done();
        }
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> change.getAsBoolean()));
        return new Reply.Updates(view(request.actor(), page(request), done ? said : GONE));
    }

    private View view(Actor actor, int from, @Nullable String said) {
        WorkspaceId workspace = actor.workspace();
        List<Named> all = rituals.all(workspace).stream().map(this::named).toList();
        int first = from < all.size() ? from : 0;
        return ScheduleView.of(all, first, parked.of(workspace, ScheduleView.PARKED_SHOWN + 1), said);
    }

    private Named named(PlannedRitual ritual) {
        RitualKey key = ritual.key();
        var handler = handlers.stream().filter(one -> one.kind().equals(key.kind())).findFirst();
        HolidayCalendar holidays = handler.map(one -> one.holidays(key)).orElse(HolidayCalendar.NONE);
        return new Named(ritual, handler.map(one -> one.title(key)).orElse(key.kind()),
                RecurrenceSentence.of(ritual.recurrence(), holidays));
    }

    private static int page(ActionRequest request) {
        View shown = request.view();
        String page = shown == null ? null : shown.getPrivateMetadata();
        return page == null || page.isEmpty() ? 0 : Integer.parseInt(page);
    }

    private static String value(ActionRequest request) {
        return Objects.requireNonNull(request.value(), "every button here has a value");
    }

    private static boolean allowed(Actor actor) {
        return !actor.outsider() && actor.role().atLeast(Role.OPS);
    }
}
