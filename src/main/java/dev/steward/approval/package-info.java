/** Decisions at gates: who is asked, what happens when nobody answers, and what was decided and why. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "privacy", "workspace", "slack", "schedule", "delivery",
        "picture",
        "record",
        "agenda",
        "initiative",
        "policy"})
package dev.steward.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
