/** What follows from a database that was restored from a backup: numbers go on further, and what may have been said is looked for. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory"})
package dev.steward.restore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
