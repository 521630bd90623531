package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.WorkspaceId;

/**
 * Round robin between workspaces, where more is due than one claim takes. Without a crowd what is due is claimed earliest first. In one, the
 * workspaces that have something due take turns by the claim. Every other turn goes to the one that was served longest ago, so that nobody
 * waits behind all that another one has; those between go to the one with the least that is due, so that a single step does not wait for
 * a thousand workspaces with fifty each, either. Who is due is read again twice a second: a newcomer's turn comes within that.
 */
final class WorkspaceTurns {
    private static final Duration CENSUS = Duration.ofMillis(500);

    private final Function<Instant, Map<WorkspaceId, Integer>> due;
    private final Map<WorkspaceId, Long> served = new HashMap<>();
    /** Those with something due, whoever was served longest ago first. */
    private final Deque<WorkspaceId> longestAgo = new ArrayDeque<>();
    /** The same, whoever has the least first. */
    private final Deque<WorkspaceId> least = new ArrayDeque<>();
    private boolean crowd;
    private long counted = System.nanoTime() - CENSUS.toNanos();
    private long turn;

    /** @param due the workspaces that have something due at an instant, and how much, up to the size of a claim */
    WorkspaceTurns(Function<Instant, Map<WorkspaceId, Integer>> due) {
        this.due = due;
    }

    /**
     * Takes a turn, and others as long as there was nothing to do in it.
     *
     * @param work does what it can for a workspace, or for whoever is earliest; answers how much it met
     * @return how much was met
     */
    int take(Instant upTo, ToIntFunction<@Nullable WorkspaceId> work) {
        WorkspaceId whose;
        int met;
        do {
            whose = next(upTo);
            met = work.applyAsInt(whose);
        } while (met(whose, met));
        return met;
    }

    /** Whose turn it is; null for whoever is earliest. */
    synchronized @Nullable WorkspaceId next(Instant upTo) {
        if (crowd && System.nanoTime() - counted >= CENSUS.toNanos()) {
            count(upTo);
        }
        WorkspaceId next = (turn % 2 == 0 ? least : longestAgo).peek();
        if (next != null) {
            served.put(next, ++turn);
            leave(next);
            longestAgo.add(next);
            least.add(next);
        }
        return next;
    }

    private void count(Instant upTo) {
        Map<WorkspaceId, Integer> found = due.apply(upTo);
        served.keySet().retainAll(found.keySet());
        longestAgo.clear();
        least.clear();
        if (found.size() > 1) {
            List<WorkspaceId> line = found.keySet().stream()
                    .sorted(Comparator.comparing(one -> served.getOrDefault(one, 0L))).toList();
            longestAgo.addAll(line);
            line.stream().sorted(Comparator.comparing(found::get)).forEach(least::add);
        }
        crowd = !found.isEmpty();
        counted = System.nanoTime();
    }

    /**
     * Says what came of a turn.
     *
     * @param met how many were claimed
     * @return whether somebody else's turn may bring more
     */
    synchronized boolean met(@Nullable WorkspaceId whose, int met) {
        if (whose == null) {
            crowd |= met == SharedCommit.MOST;
            return false;
        }
        if (met > 0) {
            return false;
        }
        leave(whose);
        return true;
    }

    private void leave(WorkspaceId whose) {
        longestAgo.remove(whose);
        least.remove(whose);
    }
}
