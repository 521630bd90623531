package dev.steward.schedule;

import dev.steward.workspace.WorkspaceId;

/** Which holidays a workspace keeps. */
public interface WorkspaceHolidays {
    HolidayCalendar of(WorkspaceId workspace);
}
