package dev.steward.initiative;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.initiative.Details.Checked;
import dev.steward.initiative.InitiativeForm.Content;
import dev.steward.initiative.InitiativeForm.Editing;
import dev.steward.initiative.KeepInitiatives.Outcome;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.Spelling;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** Answers the initiative form: opened, and saved. */
@Component
class InitiativeAnswers {
    private final KeptInitiatives initiatives;
    private final KeepInitiatives keep;
    private final ShowInitiative show;
    private final Areas areas;
    private final Members members;

    InitiativeAnswers(KeptInitiatives initiatives, KeepInitiatives keep, ShowInitiative show, Areas areas,
            Members members) {
        this.initiatives = initiatives;
        this.keep = keep;
        this.show = show;
        this.areas = areas;
        this.members = members;
    }

    Reply begin(Actor actor, String name) {
        String tidy = Mrkdwn.cut(Spelling.tidy(name), Details.LONGEST_NAME);
        return Reply.opens(InitiativeForm.begin(
                new Content(tidy.isEmpty() ? null : tidy, actor.user(), null, null), areas.all(actor.workspace())));
    }

    Reply edit(Actor actor, Initiative initiative) {
        return initiative.mayEdit(actor.user(), actor.role())
                ? Reply.opens(InitiativeForm.edit(initiative, Content.of(initiative), areas.all(actor.workspace()),
                        null))
                : Reply.says("Only *" + initiative.reference() + "*'s owner, ops and admins can change it.");
    }

    /** The form shows it as it is now, whatever was shown before. */
    Reply edit(ActionRequest request, InitiativeId id) {
        Actor actor = request.actor();
        return initiatives.find(actor.workspace(), id)
                .map(initiative -> edit(actor, initiative))
                .orElseGet(() -> Reply.says("This initiative does not exist any more."));
    }

    Reply.Offers areas(OptionsRequest request) {
        String typed = Spelling.fold(request.typed());
        return new Reply.Offers(areas.all(request.actor().workspace()).stream()
                .filter(area -> Spelling.fold(area.name()).contains(typed)).limit(100)
                .map(area -> new Option(Mrkdwn.cut(area.name(), 75), area.id().toString())).toList());
    }

    Reply submit(SubmissionRequest request) {
        Actor actor = request.actor();
        Optional<Editing> editing = Editing.CODEC.read(request.privateMetadata());
        if (editing.isEmpty() && !request.privateMetadata().isEmpty()) {
            return Reply.refuses(InitiativeForm.NAME, "This form is of no initiative. Please open it anew.");
        }
        WorkspaceId workspace = actor.workspace();
        Content content = InitiativeForm.read(request.values());
        List<Area> known = areas.all(workspace);
        var checked = Details.check(content.name(), content.owner(),
                Optional.ofNullable(content.owner()).flatMap(owner -> members.find(workspace, owner)), content.area(),
                known.stream().anyMatch(area -> area.id().equals(content.area())), content.objective());
        return switch (checked) {
            case Checked.Mistaken(var sentences) -> new Reply.Refuses(
                    InitiativeForm.mistakes(sentences, !known.isEmpty()));
            case Checked.Fine(var details) -> keep(request, editing.orElse(null), content, details);
        };
    }

    private Reply keep(SubmissionRequest request, @Nullable Editing editing, Content content, Details details) {
        Actor actor = request.actor();
        Outcome outcome = editing == null
                ? keep.create(actor.workspace(), request.key(), actor.user(), details)
                : keep.edit(actor.workspace(), editing.id(), editing.version(), actor.user(), actor.role(), details);
        return switch (outcome) {
            case Outcome.Kept(var initiative) -> new Reply.Updates(InitiativeForm.shows(
                    editing == null ? "Saved" : "Changed", show.saved(actor, initiative)));
            case Outcome.NameTaken() -> Reply.refuses(InitiativeForm.NAME,
                    "There is already an initiative with this name. Please choose another.");
            case Outcome.Refused(var sentence) -> Reply.refuses(InitiativeForm.NAME, sentence);
            case Outcome.Overtaken(var now) -> new Reply.Updates(InitiativeForm.edit(now, content,
                    areas.all(actor.workspace()), "Somebody else changed *" + now.reference()
                            + "* while you were here. Save again to keep what stands below."));
        };
    }
}
