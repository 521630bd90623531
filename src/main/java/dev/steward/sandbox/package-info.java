/** A strict Slack on your own machine, with a page to use it; nothing depends on it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"slack", "workspace", "web", "schedule", "delivery"})
package dev.steward.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
