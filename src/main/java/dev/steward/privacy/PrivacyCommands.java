package dev.steward.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.inventory.DataKind;
import dev.steward.privacy.RetentionSettings.Setting;
import dev.steward.privacy.SetRetention.Outcome;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.FieldMarks;
import dev.steward.slack.Modals;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** {@code /steward privacy}: what is kept, and how long. */
@Component
class PrivacyCommands implements SlackFeature {
    private final Inventory inventory;
    private final RetentionSettings settings;
    private final SetRetention set;
    private final Members members;

    PrivacyCommands(Inventory inventory, RetentionSettings settings, SetRetention set, Members members) {
        this.inventory = inventory;
        this.settings = settings;
        this.set = set;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("privacy", "See what is kept, why, for how long, and who sees it",
                        List.of(new Usage("", "See it; admins change how long")), Access.MEMBERS,
                        request -> Reply.opens(view(request.actor()))),
                new Route.Action(PrivacyView.CHANGE, Access.ADMINS,
                        press -> new Reply.Pushes(RetentionForm.view(retained(), days(press.actor())))),
                new Route.Submission(RetentionForm.CALLBACK, Access.ADMINS, this::save));
    }

    private Reply save(SubmissionRequest request) {
        Actor actor = request.actor();
        return switch (set.set(actor, FieldMarks.CODEC.read(request.privateMetadata()).orElse(FieldMarks.NONE),
                RetentionForm.read(request.values(), retained()))) {
            case Outcome.Saved(var changed) when changed.isEmpty() -> new Reply.Returns(view(actor));
            case Outcome.Saved(var changed) ->
                new Reply.Updates(Modals.says("Privacy", "Saved. From tomorrow night on:\n• "
                        + String.join("\n• ", changed) + "\nUntil then you can change it back."));
            case Outcome.Outdated(var kind, var now) -> Reply.refuses(RetentionForm.field(kind),
                    PlainWords.of(now.by().mention() + " changed this meanwhile, to “"
                            + RetentionForm.words(now.days()) + "”. Close this form and open it again.",
                            user -> members.find(actor.workspace(), user)));
        };
    }

    private View view(Actor actor) {
        return PrivacyView.of(inventory.kinds(), days(actor), actor.role() == Role.ADMIN);
    }

    private List<DataKind> retained() {
        return inventory.kinds().stream().filter(kind -> kind.retention() != null).toList();
    }

    private Map<String, Integer> days(Actor actor) {
        Map<String, Setting> own = settings.of(actor.workspace());
        Map<String, Integer> days = new HashMap<>();
        retained().forEach(kind -> days.put(kind.name(), settings.days(kind, own)));
        return days;
    }
}
