package dev.steward.feedback;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Things;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/**
 * What delivery calls an item, and who hears when a message about it does not arrive: whoever looks after its area, else the one
 * who filed it, who was promised a card.
 */
@Component
class FeedbackThings implements Things {
    private final FeedbackItems items;
    private final Areas areas;

    FeedbackThings(FeedbackItems items, Areas areas) {
        this.items = items;
        this.areas = areas;
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        return items.find(workspace, things).stream().map(Entry::item)
                .collect(Collectors.toMap(item -> item.id().value(), this::thing));
    }

    private Thing thing(FeedbackItem item) {
        return new Thing(item.reference().toString(), Optional.ofNullable(item.details().area())
                .flatMap(area -> areas.find(item.workspace(), area)).map(Area::owner)
                .orElse(item.origin().submitter()));
    }
}
