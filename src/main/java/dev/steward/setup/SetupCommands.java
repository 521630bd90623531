package dev.steward.setup;

import java.util.List;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

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
    private final Areas areas;
    private final SetUp setUp;
    private final ShowSetup show;

    SetupCommands(Areas areas, SetUp setUp, ShowSetup show) {
        this.areas = areas;
        this.setUp = setUp;
        this.show = show;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("setup", "Choose channels, product areas, holidays and who is in ops",
                        List.of(new Usage("", "Open the setup form")), this::open),
                new Route.Submission(SetupForm.CALLBACK, this::save),
                new Route.Action(SetupForm.ADD_AREA, this::openArea),
                new Route.Action(SetupForm.EDIT_AREA, this::openArea),
                new Route.Submission(AreaForm.CALLBACK, this::saveArea));
    }

    private Reply open(CommandRequest request) {
        return ShowSetup.allowed(request.actor())
                ? Reply.opens(show.to(request.actor()))
                : Reply.says(ShowSetup.NOT_ALLOWED);
    }

    private Reply save(SubmissionRequest request) {
        if (!ShowSetup.allowed(request.actor())) {
            return Reply.refuses(SetupForm.INTAKE, ShowSetup.NOT_ALLOWED);
        }
        return switch (SetupForm.read(request.values(), request.actor())) {
            case SetupForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case SetupForm.Valid valid -> {
                setUp.workspace(request.actor().workspace(), valid);
                yield Reply.done();
            }
        };
    }

    private Reply openArea(ActionRequest request) {
        if (!ShowSetup.allowed(request.actor())) {
            return Reply.done();
        }
        String value = request.value();
        if (request.actionId().equals(SetupForm.ADD_AREA) || value == null) {
            return new Reply.Pushes(AreaForm.view(null));
        }
        return areas.find(request.actor().workspace(), new AreaId(UUID.fromString(value)))
                .<Reply>map(area -> new Reply.Pushes(AreaForm.view(area)))
                .orElseGet(() -> new Reply.Updates(show.to(request.actor())));
    }

    private Reply saveArea(SubmissionRequest request) {
        if (!ShowSetup.allowed(request.actor())) {
            return Reply.refuses(AreaForm.NAME, ShowSetup.NOT_ALLOWED);
        }
        WorkspaceId workspace = request.actor().workspace();
        var typed = AreaForm.read(request.values());
        if (typed.name().isEmpty()) {
            return Reply.refuses(AreaForm.NAME, "Please give the area a name.");
        }
        try {
            setUp.area(workspace, AreaForm.reference(request.privateMetadata()), typed);
        } catch (DuplicateKeyException e) {
            return Reply.refuses(AreaForm.NAME, "There is already an area with this name. Please choose another.");
        } catch (OptimisticLockingFailureException e) {
            return Reply.refuses(AreaForm.NAME,
                    "Somebody else changed this area just now. Close this form and open it again to see theirs.");
        }
        return new Reply.Returns(show.to(request.actor()));
    }
}
