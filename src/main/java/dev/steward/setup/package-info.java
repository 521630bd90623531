/** Where ops people and admins tell Steward how their workspace works: channels, areas, roles, holidays. */
@NullMarked
@ApplicationModule(allowedDependencies = {"slack", "workspace", "schedule"})
package dev.steward.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
