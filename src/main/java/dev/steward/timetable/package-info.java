/** What admins and ops people see of time: what recurs in their workspace, and what keeps failing. */
@NullMarked
@ApplicationModule(allowedDependencies = {"slack", "workspace", "schedule"})
package dev.steward.timetable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
