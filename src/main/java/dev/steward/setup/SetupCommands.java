package dev.steward.setup;

import java.util.List;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Claims;
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
                        List.of(new Usage("", "Open the setup form")), Access.OPS, this::open),
                new Route.Submission(SetupForm.CALLBACK, Access.OPS, this::save),
                new Route.Action(SetupForm.ADD_AREA, Access.OPS, this::openArea),
                new Route.Action(SetupForm.EDIT_AREA, Access.OPS, this::openArea),
                new Route.Submission(AreaForm.CALLBACK, Access.OPS, this::saveArea));
    }

    private Reply open(CommandRequest request) {
        return Reply.opens(show.to(request.actor()));
    }

    private Reply save(SubmissionRequest request) {
        return switch (SetupForm.read(request.values(), request.actor())) {
            case SetupForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case SetupForm.Valid valid -> {
                setUp.workspace(request.actor().workspace(), valid);
                yield Reply.done();
            }
        };
    }

    private Reply openArea(ActionRequest request) {
        String value = request.value();
        if (request.actionId().equals(SetupForm.ADD_AREA) || value == null) {
            return new Reply.Pushes(AreaForm.view(null));
        }
        return Claims.id(value).flatMap(id -> areas.find(request.actor().workspace(), new AreaId(id)))
                .<Reply>map(area -> new Reply.Pushes(AreaForm.view(area)))
                .orElseGet(() -> new Reply.Updates(show.to(request.actor())));
    }

    private Reply saveArea(SubmissionRequest request) {
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
