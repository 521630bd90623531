package dev.steward.timetable;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;
import java.util.Locale;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.schedule.HoursWords;
import dev.steward.schedule.WorkingHours;
import dev.steward.schedule.WorkingWeek;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;

/** {@code /steward hours}: when somebody works in a week. Everyone says so for themselves. */
@Component
class HoursCommands implements SlackFeature {
    private static final String CALLBACK = "hours";
    private static final String WEEK = "hours.week";
    private static final String USUAL = "usual";
    private static final int LONGEST = 500;

    private final WorkingHours hours;
    private final WorkspaceHolidays holidays;
    private final Members members;

    HoursCommands(WorkingHours hours, WorkspaceHolidays holidays, Members members) {
        this.hours = hours;
        this.holidays = holidays;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Subcommand("hours", "Say when you work, so that nobody waits for you at night",
                List.of(new Usage("", "Open the form"),
                        new Usage("mon-thu 9:00-17:00, fri 9:00-15:00", "Work then, in your own time zone"),
                        new Usage(USUAL, "Go back to the usual hours")),
                Access.MEMBERS,
                this::answer), new Route.Submission(CALLBACK, Access.MEMBERS, this::save));
    }

    private Reply answer(CommandRequest request) {
        Actor actor = request.actor();
        if (request.text().isEmpty()) {
            return Reply.opens(form(HoursWords.say(week(actor)), zone(actor)));
        }
        String mistake = keep(actor, request.text());
        return Reply.says(
                mistake == null ? said(actor) : Mrkdwn.escape(mistake) + " Try one of these: " + HoursWords.EXAMPLES);
    }

    private Reply save(SubmissionRequest request) {
        Actor actor = request.actor();
        String typed = request.values().value(WEEK);
        String mistake = keep(actor, typed == null ? USUAL : typed);
        return mistake == null ? Reply.done() : Reply.refuses(WEEK, mistake);
    }

    /** Answers what stands against it, in plain words; null where it is kept. */
    private @Nullable String keep(Actor actor, String typed) {
        if (typed.strip().toLowerCase(Locale.ROOT).equals(USUAL)) {
            hours.usualWeek(actor.workspace(), actor.user());
            return null;
        }
        return switch (HoursWords.read(typed)) {
            case HoursWords.Read.Week(WorkingWeek week) -> {
                hours.week(actor.workspace(), actor.user(), week);
                yield null;
            }
            case HoursWords.Read.Unclear(String rest) ->
                "I cannot read \"" + Mrkdwn.cut(rest, 60) + "\" as days and hours.";
            case HoursWords.Read.NoHours() -> "Some days have no hours. Please name both, days first.";
            case HoursWords.Read.Overlap() -> "Two of these times overlap.";
        };
    }

    private String said(Actor actor) {
        boolean usual = hours.week(actor.workspace(), actor.user()).isEmpty();
        return (usual ? "You work the usual hours: " : "You work ") + HoursWords.say(week(actor))
                + ", in your time zone ("
                + Mrkdwn.escape(zone(actor)) + ").";
    }

    private WorkingWeek week(Actor actor) {
        return hours.week(actor.workspace(), actor.user())
                .orElseGet(() -> WorkingWeek.usual(holidays.of(actor.workspace()).weekend()));
    }

    private String zone(Actor actor) {
        return members.find(actor.workspace(), actor.user()).map(Member::zone).map(Object::toString).orElse("UTC");
    }

    private static View form(String week, String zone) {
        return View.builder().type("modal").callbackId(CALLBACK)
                .title(viewTitle(t -> t.type("plain_text").text("Your hours")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(asBlocks(input(field -> field.blockId(WEEK).optional(true).label(plainText("When do you work?"))
                        .hint(plainText("In your time zone, " + zone
                                + ". For example: mon-thu 9:00-17:00, fri 9:00-15:00. Empty: the usual hours."))
                        .element(plainTextInput(text -> text.actionId(WEEK).maxLength(LONGEST)
                                .initialValue(week))))))
                .build();
    }
}
