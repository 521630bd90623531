/** The append-only, hash-chained log of who decided what. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "workspace"})
package dev.steward.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
