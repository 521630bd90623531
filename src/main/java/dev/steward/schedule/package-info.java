/** Time: the clock everyone reads, and (with what grows on it) recurrence, working time and timers. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
