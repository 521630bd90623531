package dev.steward.initiative;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The initiatives of each workspace, as other features see them. */
public interface Initiatives {
    Optional<Initiative> find(WorkspaceId workspace, InitiativeId id);

    /** Those of them that are there, for one query. */
    Map<InitiativeId, Initiative> find(WorkspaceId workspace, Collection<InitiativeId> ids);

    /** By what people call it: {@code INIT-3}, {@code init-3}; empty also for what is no reference. */
    Optional<Initiative> find(WorkspaceId workspace, String reference);

    /**
     * For a type-ahead: the one whose reference was typed, then those whose name begins with it, then those whose name has
     * these words, the last of which may be only begun; open ones before those done or stopped. For nothing typed, the newest that
     * are open.
     */
    List<Initiative> suggest(WorkspaceId workspace, String typed, int most);

    /**
     * Moves an initiative to another phase, which only gates do: called by whoever decides a gate, in that transaction. Publishes
     * {@link InitiativeMoved}. The same move for the same reason made again changes nothing and answers true.
     *
     * @param because the decision's reference: {@code DEC-3}
     * @param by      who decided; null: Steward, by a rule
     * @return whether it moved; false when it is in another phase by now, or not there
     * @throws IllegalArgumentException when no gate may move an initiative that way, see {@link Phase#mayMoveTo}
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    boolean move(WorkspaceId workspace, InitiativeId id, Phase from, Phase to, String because, @Nullable UserId by);
}
