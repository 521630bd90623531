/** What the organisation may build: owner, area, phase, objective. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "privacy", "workspace", "slack", "delivery", "agenda"})
package dev.steward.initiative;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
