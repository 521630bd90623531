package dev.steward.workspace;

/**
 * What a module keeps of a workspace elsewhere than in rows of its tables, such as the triggers of a scheduler. Rows need nobody: those that
 * name a workspace, and those that refer to such, are erased by the catalogue of the database.
 */
public interface WorkspaceErasure {
    /**
     * Erases some of it, in the caller's transaction, which is to be a short one. Called while the rows of the workspace are still there, again
     * and again, by any instance.
     *
     * @param workspace one that left
     * @return whether there was anything to erase: called again until there is not
     */
    boolean erase(WorkspaceId workspace);
}
