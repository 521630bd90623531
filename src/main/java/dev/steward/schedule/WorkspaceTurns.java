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
 * workspaces that have something due take turns by the claim, the one that was served longest ago first, so that nobody waits behind
 * all that another one has. Who is due is read again twice a second: a newcomer's turn comes within that, and then first.
 */
final class WorkspaceTurns {
    private static final Duration CENSUS = Duration.ofMillis(500);

    private final Function<Instant, List<WorkspaceId>> due;
    private final Map<WorkspaceId, Long> served = new HashMap<>();
    private final Deque<WorkspaceId> line = new ArrayDeque<>();
    private boolean crowd;
    private long counted = System.nanoTime() - CENSUS.toNanos();
    private long turn;

    /** @param due the workspaces that have something due at an instant */
    WorkspaceTurns(Function<Instant, List<WorkspaceId>> due) {
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
        WorkspaceId next = line.poll();
        if (next != null) {
            served.put(next, ++turn);
            line.add(next);
        }
        return next;
    }

    private void count(Instant upTo) {
        List<WorkspaceId> found = due.apply(upTo);
        served.keySet().retainAll(found);
        line.clear();
        if (found.size() > 1) {
            found.stream().sorted(Comparator.comparing(one -> served.getOrDefault(one, 0L))).forEach(line::add);
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
        line.remove(whose);
        return true;
    }
}
