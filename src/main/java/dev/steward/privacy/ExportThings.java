package dev.steward.privacy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Things;
import dev.steward.workspace.WorkspaceId;

/** Exports as what messages are about: whoever asked for one hears why its file did not arrive. */
@Component
class ExportThings implements Things {
    private final Exports exports;

    ExportThings(Exports exports) {
        this.exports = exports;
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Thing> found = new HashMap<>();
        things.forEach(thing -> exports.find(workspace, thing).ifPresent(
                export -> found.put(thing, new Thing("the export " + export.reference(), export.askedBy()))));
        return found;
    }
}
