package dev.steward.setup;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.schedule.Holidays;
import dev.steward.slack.Actor;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.Settings;
import dev.steward.workspace.WorkspaceId;

/** The setup form as things stand. */
@Component
class ShowSetup {
    private final Settings settings;
    private final Areas areas;
    private final Members members;
    private final Holidays holidays;

    ShowSetup(Settings settings, Areas areas, Members members, Holidays holidays) {
        this.settings = settings;
        this.areas = areas;
        this.members = members;
        this.holidays = holidays;
    }

    View to(Actor actor) {
        WorkspaceId workspace = actor.workspace();
        return SetupForm.view(settings.intakeChannel(workspace).orElse(null), settings.captureEmoji(workspace),
                RestDays.kept(holidays, workspace).words(holidays), areas.all(workspace),
                actor.role() == Role.ADMIN
                        ? new SetupForm.Rights(members.granted(workspace), settings.guestsAreMembers(workspace))
                        : null);
    }
}
