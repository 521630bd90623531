package dev.steward.inventory;

import java.util.List;

/**
 * The data inventory of one module: a bean of each module that has tables. A test compares it with the database's catalogue, so that no
 * table and no column is left out; erasing, retention, the export of a workspace and docs/privacy.md are made from it.
 */
public interface DataInventory {
    /** In the order in which people read of them. Every table of the module belongs to exactly one kind. */
    List<DataKind> kinds();
}
