/** Every outgoing Slack message: cards that always show the present state, and notices that are said once. */
@NullMarked
@ApplicationModule(allowedDependencies = {"background", "broadcast", "inventory", "restore", "slack", "workspace",
        "schedule"})
package dev.steward.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
