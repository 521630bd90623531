package dev.steward.setup;

import java.util.List;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.setup.PeopleForm.Reports;
import dev.steward.slack.Access;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Managers;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who reports to whom, behind {@code /steward setup}. */
@Component
class PeopleCommands implements SlackFeature {
    private static final String NOBODY = "Please choose somebody of this workspace: no apps, and nobody whose account is closed.";

    private final Managers managers;
    private final Members members;

    PeopleCommands(Managers managers, Members members) {
        this.managers = managers;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Action(SetupForm.PEOPLE, Access.OPS,
                        request -> new Reply.Pushes(PeopleForm.view(null, null, null))),
                new Route.Action(PeopleForm.MEMBER, Access.OPS, this::choose),
                PeopleForm.REMOVE.route(Access.OPS, this::remove),
                new Route.Submission(PeopleForm.CALLBACK, Access.OPS, this::save));
    }

    private Reply choose(ActionRequest request) {
        UserId member = PeopleForm.member(request.values());
        return member != null
                ? new Reply.Updates(form(request.actor().workspace(), member, null))
                : Reply.done();
    }

    private Reply remove(ActionRequest request, Reports shown) {
        WorkspaceId workspace = request.actor().workspace();
        UserId member = shown.member();
        if (!shown.manager().equals(managers.of(workspace, List.of(member)).get(member))) {
            return new Reply.Updates(
                    form(workspace, member, "That has changed in the meantime. This is how it is now."));
        }
        managers.set(workspace, member, null);
        return new Reply.Updates(form(workspace, member, member.mention() + " has no manager now."));
    }

    private Reply save(SubmissionRequest request) {
        WorkspaceId workspace = request.actor().workspace();
        UserId member = PeopleForm.member(request.values());
        if (member == null || !members.reachable(workspace, member)) {
            return Reply.refuses(PeopleForm.MEMBER, NOBODY);
        }
        UserId manager = PeopleForm.manager(request.values(), member);
        String field = PeopleForm.manager(member);
        if (manager == null) {
            return Reply.refuses(field, "Please choose who they report to.");
        }
        if (manager.equals(member)) {
            return Reply.refuses(field, "Nobody reports to themselves. Please choose somebody else.");
        }
        if (!members.reachable(workspace, manager)) {
            return Reply.refuses(field, NOBODY);
        }
        try {
            managers.set(workspace, member, manager);
        } catch (Managers.Circle circle) {
            return Reply.refuses(field, "This person reports to them already, directly or not.");
        }
        return new Reply.Updates(
                form(workspace, member, "Saved: " + member.mention() + " reports to " + manager.mention() + "."));
    }

    private View form(WorkspaceId workspace, UserId member, @Nullable String said) {
        return PeopleForm.view(member, managers.of(workspace, List.of(member)).get(member), said);
    }
}
