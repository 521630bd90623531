package dev.steward.privacy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.steward.workspace.WorkspaceId;

/**
 * A kind of things that can be erased one by one, beside people: a bean of the feature whose things they are. Whoever calls it has seen to
 * it that somebody may.
 */
public interface ErasableKind {
    /** Kept in rows, so it never changes: {@code feedback.item}. Unique among all. */
    String name();

    /** Which one somebody means by all that they typed; empty where it is none of this kind. */
    Optional<Erasable> find(WorkspaceId workspace, String typed);

    /** Those whose label begins with or contains what was typed so far; at most {@code most}. */
    List<Erasable> like(WorkspaceId workspace, String typed, int most);

    Optional<Erasable> get(WorkspaceId workspace, UUID id);

    /**
     * What would go, each as a plain sentence that says how much: {@code The words of 12 items of feedback go.}
     *
     * @param words whether what was said goes too
     */
    List<String> preview(WorkspaceId workspace, UUID id, boolean words);

    /** What of it stays, each as part of a list: {@code Its number, and who filed it}. */
    default List<String> stays() {
        return List.of();
    }

    /**
     * Erases some of it, in the caller's transaction, with its cards and whatever is made from it. What is done already is not done twice.
     *
     * @param instead what stands for its name from now on
     * @return whether there is more to be erased
     */
    boolean erase(WorkspaceId workspace, UUID id, boolean words, String instead);
}
