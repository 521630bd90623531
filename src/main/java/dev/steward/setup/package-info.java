/** Where ops people and admins tell Steward how their workspace works: channels, areas, roles. */
@NullMarked
@ApplicationModule(allowedDependencies = {"slack", "workspace"})
package dev.steward.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
