package dev.steward.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.inventory.DataKind;
import dev.steward.privacy.RetentionSettings.Setting;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Role;

/** {@code /steward privacy}: what is kept, and how long. */
@Component
class PrivacyCommands implements SlackFeature {
    private final Inventory inventory;
    private final RetentionSettings settings;
    private final SetRetention set;

    PrivacyCommands(Inventory inventory, RetentionSettings settings, SetRetention set) {
        this.inventory = inventory;
        this.settings = settings;
        this.set = set;
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
        List<String> changed = set.set(request.actor(), RetentionForm.read(request.values(), retained()));
        return changed.isEmpty()
                ? new Reply.Returns(view(request.actor()))
                : new Reply.Updates(Modals.says("Privacy", "Saved. From tomorrow night on:\n• "
                        + String.join("\n• ", changed) + "\nUntil then you can change it back."));
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
