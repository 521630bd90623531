package dev.steward.cadence;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Things;
import dev.steward.workspace.WorkspaceId;

/** What delivery calls actions; whoever is to do one hears when a message about it does not arrive. */
@Component
class ActionThings implements Things {
    private final Actions actions;

    ActionThings(Actions actions) {
        this.actions = actions;
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Thing> named = new HashMap<>();
        actions.find(workspace, things).forEach(action -> named.put(action.facts().id().value(),
                new Thing(ActionWords.named(action), action.owner())));
        return named;
    }
}
