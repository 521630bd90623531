/** Releases: what shipped, said to the right people once, and true wherever it stands. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "privacy", "web", "workspace", "slack", "schedule", "delivery",
        "record", "agenda",
        "initiative", "policy", "approval"})
package dev.steward.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
