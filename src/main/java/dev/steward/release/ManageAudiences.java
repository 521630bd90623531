package dev.steward.release;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.release.AudienceForm.Editing;
import dev.steward.release.AudienceForm.Typed;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** The audiences of a workspace: everybody sees them, ops people and admins change them. */
@Component
class ManageAudiences implements SlackFeature {
    private static final String NOT_ALLOWED = "Ops people and admins can change audiences.";

    private final Audiences audiences;

    ManageAudiences(Audiences audiences) {
        this.audiences = audiences;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(AudienceForm.NEW, Access.MEMBERS, this::open),
                new Route.Action(AudienceForm.CHANGE, Access.MEMBERS, this::open),
                new Route.Action(AudienceForm.TURN, Access.MEMBERS, this::turn),
                new Route.Action(AudienceForm.REMOVE, Access.MEMBERS, this::remove),
                new Route.Submission(AudienceForm.CALLBACK, Access.MEMBERS, this::save));
    }

    Reply list(Actor actor) {
        return Reply.opens(view(actor, 0, null));
    }

    private View view(Actor actor, int page, @Nullable String said) {
        return AudienceForm.list(audiences.all(actor.workspace()), page, may(actor), said);
    }

    private static boolean may(Actor actor) {
        return !actor.outsider() && actor.role().atLeast(Role.OPS);
    }

    private Reply turn(ActionRequest press) {
        String page = press.value();
        return press.actor().outsider() || page == null || !page.matches("\\d{1,6}")
                ? Reply.done()
                : new Reply.Updates(view(press.actor(), Integer.parseInt(page), null));
    }

    private Reply open(ActionRequest press) {
        if (!may(press.actor())) {
            return Reply.done();
        }
        if (press.value() == null) {
            return Reply.opens(AudienceForm.view(null));
        }
        return audience(press).map(each -> Reply.opens(AudienceForm.view(each)))
                .orElseGet(() -> new Reply.Updates(view(press.actor(), 0, "That audience is not there any more.")));
    }

    private Optional<Audience> audience(ActionRequest press) {
        return Claims.id(press.value()).flatMap(id -> audiences.find(press.actor().workspace(), new AudienceId(id)));
    }

    /** The form that it stands in becomes the list: Slack closes no form for a button. */
    private Reply remove(ActionRequest press) {
        if (!may(press.actor())) {
            return Reply.done();
        }
        String said = audience(press).filter(each -> audiences.remove(press.actor().workspace(), each.id()))
                .map(each -> dev.steward.slack.Phrases.bold(each.name()) + " is removed.")
                .orElse("That audience is not there any more.");
        return new Reply.Updates(view(press.actor(), 0, said));
    }

    private Reply save(SubmissionRequest sent) {
        Actor actor = sent.actor();
        if (!may(actor)) {
            return Reply.refuses(AudienceForm.NAME, NOT_ALLOWED);
        }
        Typed typed = AudienceForm.read(sent.values());
        if (typed.name().isEmpty()) {
            return Reply.refuses(AudienceForm.NAME, "Please give it a name.");
        }
        if (typed.channels().isEmpty()) {
            return Reply.refuses(AudienceForm.CHANNELS, "Please choose at least one channel.");
        }
        if (typed.channels().stream()
                .anyMatch(each -> !each.value().startsWith("C") && !each.value().startsWith("G"))) {
            return Reply.refuses(AudienceForm.CHANNELS,
                    "Please choose channels only; a release goes to no direct messages.");
        }
        try {
            keep(actor.workspace(), Editing.read(sent.privateMetadata()), typed);
        } catch (DuplicateKeyException taken) {
            return Reply.refuses(AudienceForm.NAME,
                    "There is already an audience with this name. Please choose another.");
        } catch (OptimisticLockingFailureException changed) {
            return Reply.refuses(AudienceForm.NAME,
                    "Somebody else changed or removed this audience just now. Go back and open it again to see theirs.");
        }
        View list = view(actor, 0, null);
        return sent.view().getPreviousViewId() == null ? new Reply.Updates(list) : new Reply.Returns(list);
    }

    private void keep(WorkspaceId workspace, Optional<Editing> editing, Typed typed) {
        if (editing.isEmpty()) {
            audiences.create(workspace, typed.name(), typed.channels());
        } else {
            audiences.change(new Audience(editing.get().id(), workspace, typed.name(), typed.channels(),
                    editing.get().version()));
        }
    }
}
