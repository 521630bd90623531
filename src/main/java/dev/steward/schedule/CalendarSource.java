package dev.steward.schedule;

import java.util.List;

import dev.steward.workspace.WorkspaceId;

/** A feature's dated things, for calendar feeds. Every bean of this kind is asked; order does not matter. */
public interface CalendarSource {
    /** What the owner's feed shows; empty for an owner the feature does not know. Only what the member may see. */
    List<CalendarEntry> entries(WorkspaceId workspace, CalendarOwner owner);
}
