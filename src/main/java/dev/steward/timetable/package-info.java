/** What people see and say of time: what recurs and what keeps failing, their calendars, hours, and when they are away. */
@NullMarked
@ApplicationModule(allowedDependencies = {"slack", "workspace", "schedule"})
package dev.steward.timetable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
