package dev.steward.timetable;

import java.util.List;
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
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.timetable.ScheduleView.Named;
import dev.steward.workspace.WorkspaceId;

/** {@code /steward schedule}: what recurs and what keeps failing, with a button for each thing one can do about it. */
@Component
class ScheduleCommands implements SlackFeature {
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
                        List.of(new Usage("", "Open the schedule: pause, resume, run now, try again")), Access.OPS,
                        request -> Reply.opens(view(request.actor(), 0, null))),
                ritual(ScheduleView.PAUSE, rituals::pause, "Paused. Nothing takes place until it is resumed."),
                ritual(ScheduleView.RESUME, rituals::resume, "Resumed."),
                ritual(ScheduleView.RUN, rituals::runNow, "Started. It takes place any moment."),
                timer(ScheduleView.RETRY, parked::retry, "It is tried again any moment."),
                timer(ScheduleView.DROP, parked::drop, "Dropped."),
                ScheduleView.TURN.route(Access.OPS,
                        (request, page) -> new Reply.Updates(view(request.actor(), page, null))));
    }

    /** What is done to a ritual. */
    @FunctionalInterface
    private interface ToRitual {
        boolean does(RitualKey ritual);
    }

    private Route ritual(Press<RitualRef> press, ToRitual change, String said) {
        return press.route(Access.OPS, (request, ref) -> then(request,
                () -> change.does(ref.in(request.actor().workspace())), said));
    }

    /** What is done to a parked timer. */
    @FunctionalInterface
    private interface ToTimer {
        boolean does(WorkspaceId workspace, ParkedTimers.Id id);
    }

    private Route timer(Press<ParkedTimers.Id> press, ToTimer change, String said) {
        return press.route(Access.OPS,
                (request, id) -> then(request, () -> change.does(request.actor().workspace(), id), said));
    }

    /** Somebody else may have been faster: then what they left is shown. */
    private Reply then(ActionRequest request, BooleanSupplier change, String said) {
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> change.getAsBoolean()));
        View shown = request.view();
        int page = shown == null ? 0 : ScheduleView.PAGE.read(shown.getPrivateMetadata()).orElse(0);
        return new Reply.Updates(view(request.actor(), page, done ? said : GONE));
    }

    private View view(Actor actor, int from, @Nullable String said) {
        WorkspaceId workspace = actor.workspace();
        List<PlannedRitual> some = rituals.all(workspace, from, ScheduleView.RITUALS_SHOWN + 1);
        if (some.isEmpty() && from > 0) {
            return view(actor, 0, said);
        }
        return ScheduleView.of(some.stream().limit(ScheduleView.RITUALS_SHOWN).map(this::named).toList(), from,
                some.size() > ScheduleView.RITUALS_SHOWN, parked.of(workspace, ScheduleView.PARKED_SHOWN + 1), said);
    }

    private Named named(PlannedRitual ritual) {
        RitualKey key = ritual.key();
        var handler = handlers.stream().filter(one -> one.kind().equals(key.kind())).findFirst();
        HolidayCalendar holidays = handler.map(one -> one.holidays(key)).orElse(HolidayCalendar.NONE);
        return new Named(ritual, handler.map(one -> one.title(key)).orElse(key.kind()),
                RecurrenceSentence.of(ritual.recurrence(), holidays));
    }
}
