package dev.steward.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.release.AudienceForm.Editing;
import dev.steward.release.AudienceForm.Typed;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Phrases;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** The audiences of a workspace: everybody sees them, ops people and admins change them. */
@Component
class ManageAudiences implements SlackFeature {
    private static final String GONE = "That audience is not there any more.";

    private final Audiences audiences;
    private final ChannelAccess channels;

    ManageAudiences(Audiences audiences, ChannelAccess channels) {
        this.audiences = audiences;
        this.channels = channels;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(AudienceForm.NEW, Access.OPS, press -> Reply.opens(AudienceForm.view(null))),
                AudienceForm.CHANGE.route(Access.OPS, this::open), AudienceForm.TURN.route(Access.MEMBERS,
                        (press, page) -> new Reply.Updates(view(press.actor(), page, null))),
                AudienceForm.REMOVE.route(Access.OPS, this::remove),
                new Route.Submission(AudienceForm.CALLBACK, Access.OPS, this::save));
    }

    Reply list(Actor actor) {
        return Reply.opens(view(actor, 0, null));
    }

    private View view(Actor actor, int page, @Nullable String said) {
        return AudienceForm.list(audiences.all(actor.workspace()), page, may(actor), said);
    }

    private static boolean may(Actor actor) {
        return actor.role().atLeast(Role.OPS);
    }

    private Reply open(ActionRequest press, AudienceId id) {
        return audiences.find(press.actor().workspace(), id).map(each -> Reply.opens(AudienceForm.view(each)))
                .orElseGet(() -> new Reply.Updates(view(press.actor(), 0, GONE)));
    }

    /** The form that it stands in becomes the list: Slack closes no form for a button. */
    private Reply remove(ActionRequest press, Editing shown) {
        Actor actor = press.actor();
        Optional<Audience> found = audiences.find(actor.workspace(), shown.id());
        String name = found.map(each -> Phrases.bold(each.name())).orElse("");
        return new Reply.Updates(view(actor, 0, switch (audiences.remove(actor.workspace(), shown)) {
            case REMOVED -> name + " is removed.";
            case GONE -> GONE;
            case CHANGED -> name
                    + " was changed since you were shown it, so it is still there. Open it again to see how.";
        }));
    }

    private Reply save(SubmissionRequest sent) {
        Actor actor = sent.actor();
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
        Optional<Editing> editing = Editing.CODEC.read(sent.privateMetadata());
        Optional<String> closed = closed(actor, editing, typed);
        if (closed.isPresent()) {
            return Reply.refuses(AudienceForm.CHANNELS, closed.get());
        }
        try {
            keep(actor.workspace(), editing, typed);
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

    /** Whoever adds a private channel to an audience must be in it; what is in it already, somebody who was has added. */
    private Optional<String> closed(Actor actor, Optional<Editing> editing, Typed typed) {
        var added = new ArrayList<>(typed.channels());
        editing.flatMap(each -> audiences.find(actor.workspace(), each.id()))
                .ifPresent(before -> added.removeAll(before.channels()));
        Set<ChannelId> open = channels.seen(actor, added);
        long closed = added.stream().filter(each -> !open.contains(each)).count();
        return closed == 0
                ? Optional.empty()
                : Optional.of((closed == 1 ? "One of these channels is" : closed + " of these channels are")
                        + " private, and you or Steward are not in there, or gone. Invite Steward with /invite, or take "
                        + (closed == 1 ? "it" : "them") + " out.");
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
