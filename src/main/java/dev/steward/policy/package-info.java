/** The rules of a workspace: who must agree at which gate, how fast, and what silence means; versioned, explained, changed in Slack. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "workspace", "slack", "schedule", "initiative"})
package dev.steward.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
