package dev.steward.cadence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What sessions left people to do, for whoever shows a member what waits for them. */
public interface OpenActions {
    /** What a member has open, what is due first before the rest; for two queries, however many there are. */
    List<OpenAction> of(WorkspaceId workspace, UserId member, int most);

    /**
     * One of them.
     *
     * @param id        the subject of its card
     * @param what      is to be done, as typed (escape before showing)
     * @param cadence   what people call the review it came from: {@code REV-2}
     * @param title     that review's title, as typed (escape before showing)
     * @param due       the day it is due, where the member lives
     * @param dueAt     when their work ends that day
     */
    record OpenAction(UUID id, String what, String cadence, String title, LocalDate due, Instant dueAt) {}
}
