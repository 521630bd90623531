/** Who uses Steward: workspaces and their installations, members and roles, product areas, settings. */
@NullMarked
@ApplicationModule(allowedDependencies = {"background", "broadcast", "inventory"})
package dev.steward.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
