/** Time: the clock everyone reads, recurrence, working time, and timers and rituals that survive anything. */
@NullMarked
@ApplicationModule(allowedDependencies = {"background", "broadcast", "inventory", "web", "workspace"})
package dev.steward.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
