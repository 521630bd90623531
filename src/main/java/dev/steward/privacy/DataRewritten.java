package dev.steward.privacy;

import java.util.Set;
import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * Rows say something else, since somebody was taken out of them or words were. Published in that transaction, so that the feature whose
 * table it is brings its cards, and what is made from the rows, up to date.
 *
 * @param about what the rows' column says that the inventory names: see {@link dev.steward.inventory.StoredTable#about}
 */
public record DataRewritten(WorkspaceId workspace, String table, Set<UUID> about) {}
