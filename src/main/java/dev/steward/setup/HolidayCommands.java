package dev.steward.setup;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.schedule.Holidays;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;

/** The holidays behind {@code /steward setup}. */
@Component
class HolidayCommands implements SlackFeature {
    private final Holidays holidays;
    private final Members members;
    private final SetUp setUp;
    private final ShowSetup show;
    private final Clock clock;

    HolidayCommands(Holidays holidays, Members members, SetUp setUp, ShowSetup show, Clock clock) {
        this.holidays = holidays;
        this.members = members;
        this.setUp = setUp;
        this.show = show;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Action(SetupForm.HOLIDAYS, Access.OPS, request -> new Reply.Pushes(open(request.actor()))),
                new Route.Action(HolidayForm.COUNTRY, Access.OPS, this::redraw),
                new Route.Options(HolidayForm.COUNTRY, Access.OPS,
                        request -> offers(request, holidays.countries(), "No public holidays")),
                new Route.Options(HolidayForm.REGION, Access.OPS,
                        request -> offers(request, holidays.regions(HolidayForm.countryOf(request.blockId())),
                                "The whole country")),
                new Route.Submission(HolidayForm.CALLBACK, Access.OPS, this::save),
                new Route.Action(HolidayForm.ADD_DAY, Access.OPS,
                        request -> new Reply.Pushes(DayOffForm.view(
                                new DayOffForm.Beneath(opened(request), HolidayForm.read(request.values()))))),
                new Route.Submission(DayOffForm.CALLBACK, Access.OPS, this::add),
                HolidayForm.REMOVE_DAY.route(Access.OPS, this::remove));
    }

    private static Reply offers(OptionsRequest request, Map<String, String> names, String nothing) {
        return new Reply.Offers(HolidayForm.offered(names, nothing, request.typed()));
    }

    private Reply redraw(ActionRequest request) {
        return new Reply.Updates(form(request.actor(), opened(request), HolidayForm.read(request.values())));
    }

    private Reply save(SubmissionRequest request) {
        RestDays typed = HolidayForm.read(request.values());
        Map<String, String> mistakes = HolidayForm.mistakes(typed, holidays);
        if (!mistakes.isEmpty()) {
            return new Reply.Refuses(mistakes);
        }
        Map<String, String> outdated = new HashMap<>();
        setUp.rest(request.actor().workspace(), opened(request.view()), typed)
                .forEach(field -> outdated.put(field, SetupCommands.OUTDATED));
        return outdated.isEmpty() ? new Reply.Returns(show.to(request.actor())) : new Reply.Refuses(outdated);
    }

    private Reply add(SubmissionRequest request) {
        Actor actor = request.actor();
        return switch (DayOffForm.read(request.values(), today(actor))) {
            case DayOffForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case DayOffForm.Valid(var day, var name) -> {
                holidays.declare(actor.workspace(), day, name);
                yield new Reply.Returns(DayOffForm.Beneath.CODEC.read(request.privateMetadata())
                        .map(beneath -> form(actor, beneath.opened(), beneath.typed()))
                        .orElseGet(() -> open(actor)));
            }
        };
    }

    private Reply remove(ActionRequest request, LocalDate day) {
        holidays.withdraw(request.actor().workspace(), day);
        return redraw(request);
    }

    private View open(Actor actor) {
        RestDays kept = RestDays.kept(holidays, actor.workspace());
        return form(actor, kept, kept);
    }

    private static @Nullable RestDays opened(ActionRequest request) {
        View view = request.view();
        return view == null ? null : opened(view);
    }

    /** What was kept when the form was opened; null of an older form, which does not say. */
    private static @Nullable RestDays opened(View form) {
        String written = form.getPrivateMetadata();
        return written == null || written.isEmpty() ? null : RestDays.CODEC.read(written).orElse(null);
    }

    private View form(Actor actor, @Nullable RestDays opened, RestDays shown) {
        return HolidayForm.view(opened, shown, holidays, holidays.own(actor.workspace()).tailMap(today(actor)));
    }

    private LocalDate today(Actor actor) {
        ZoneId zone = members.zone(actor.workspace(), actor.user());
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
