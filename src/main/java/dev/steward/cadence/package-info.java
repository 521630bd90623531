/** Cadences: recurring reviews that run themselves, and what came of each. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "privacy", "workspace", "slack", "schedule", "delivery",
        "record",
        "agenda"})
package dev.steward.cadence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
