package dev.steward.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.setup.AreaForm.Reference;
import dev.steward.slack.Access;
import dev.steward.slack.FieldMarks;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** {@code /steward setup}: who may, and which form leads to which change. */
@Component
class SetupCommands implements SlackFeature {
    static final String OUTDATED = "Somebody else changed this just now. Close this form and open it again to see "
            + "how.";

    private final Areas areas;
    private final SetUp setUp;
    private final ShowSetup show;
    private final CheckChoices check;

    SetupCommands(Areas areas, SetUp setUp, ShowSetup show, CheckChoices check) {
        this.areas = areas;
        this.setUp = setUp;
        this.show = show;
        this.check = check;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("setup", "Choose channels, product areas, holidays and who is in ops",
                        List.of(new Usage("", "Open the setup form")), Access.OPS, this::open),
                new Route.Submission(SetupForm.CALLBACK, Access.OPS, this::save),
                new Route.Action(SetupForm.ADD_AREA, Access.OPS, press -> new Reply.Pushes(AreaForm.view(null))),
                SetupForm.EDIT_AREA.route(Access.OPS, this::openArea),
                new Route.Submission(AreaForm.CALLBACK, Access.OPS, this::saveArea));
    }

    private Reply open(CommandRequest request) {
        return Reply.opens(show.to(request.actor()));
    }

    private Reply save(SubmissionRequest request) {
        return switch (SetupForm.read(request.values(), request.actor())) {
            case SetupForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case SetupForm.Valid valid -> {
                Map<String, String> mistakes = check.mistakes(request.actor(), valid);
                if (!mistakes.isEmpty()) {
                    yield new Reply.Refuses(mistakes);
                }
                Map<String, String> outdated = new LinkedHashMap<>();
                setUp.workspace(request.actor().workspace(), valid,
                        FieldMarks.CODEC.read(request.privateMetadata()).orElse(FieldMarks.NONE))
                        .forEach(field -> outdated.put(field, OUTDATED));
                yield outdated.isEmpty() ? Reply.done() : new Reply.Refuses(outdated);
            }
        };
    }

    private Reply openArea(ActionRequest request, AreaId id) {
        return areas.find(request.actor().workspace(), id)
                .<Reply>map(area -> new Reply.Pushes(AreaForm.view(area)))
                .orElseGet(() -> new Reply.Updates(show.to(request.actor())));
    }

    private Reply saveArea(SubmissionRequest request) {
        WorkspaceId workspace = request.actor().workspace();
        var typed = AreaForm.read(request.values());
        if (typed.name().isEmpty()) {
            return Reply.refuses(AreaForm.NAME, "Please give the area a name.");
        }
        Reference shown = Reference.CODEC.read(request.privateMetadata()).orElse(null);
        Map<String, String> mistakes = check.mistakes(request.actor(), typed,
                shown == null ? null : areas.find(workspace, shown.id()).orElse(null));
        if (!mistakes.isEmpty()) {
            return new Reply.Refuses(mistakes);
        }
        try {
            setUp.area(workspace, shown, typed);
        } catch (DuplicateKeyException e) {
            return Reply.refuses(AreaForm.NAME, "There is already an area with this name. Please choose another.");
        } catch (OptimisticLockingFailureException e) {
            return Reply.refuses(AreaForm.NAME,
                    "Somebody else changed this area just now. Close this form and open it again to see theirs.");
        }
        return new Reply.Returns(show.to(request.actor()));
    }
}
