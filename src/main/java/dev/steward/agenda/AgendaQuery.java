package dev.steward.agenda;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/**
 * What a review asks of its sources.
 *
 * @param area    only what belongs to it; null: whatever it belongs to
 * @param channel where the answer will be shown
 * @param since   when the session before took place, or a sensible time ago: what is of then or later is new
 * @param now     not before {@code since}
 * @param until   up to when what is planned matters, such as the session after this one; not before {@code now}
 * @param most    how many entries are wanted, at least 1
 */
public record AgendaQuery(WorkspaceId workspace, @Nullable AreaId area, ChannelId channel, Instant since, Instant now,
        Instant until, int most) {
    public AgendaQuery {
        if (since.isAfter(now) || until.isBefore(now)) {
            throw new IllegalArgumentException(since + ", " + now + " and " + until + " are not in order");
        }
        if (most < 1) {
            throw new IllegalArgumentException("It asks for " + most + " entries");
        }
    }
}
