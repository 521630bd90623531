package dev.steward.feedback;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Settings;
import dev.steward.workspace.WorkspaceId;

/** Where an item's card is shown: its area's channel, else the workspace's; nowhere if not all who read that see the item. */
@Component
class IntakeChannels {
    private final Areas areas;
    private final Settings settings;

    IntakeChannels(Areas areas, Settings settings) {
        this.areas = areas;
        this.settings = settings;
    }

    Optional<ChannelId> of(FeedbackItem item) {
        return of(item.workspace(), item.details().area()).filter(item.visibility()::allows);
    }

    /** Where what everybody sees is shown. */
    Optional<ChannelId> of(WorkspaceId workspace, @Nullable AreaId area) {
        return Optional.ofNullable(area).flatMap(id -> areas.find(workspace, id)).map(Area::intakeChannel)
                .or(() -> settings.intakeChannel(workspace));
    }
}
