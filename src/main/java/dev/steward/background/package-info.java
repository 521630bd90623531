/** Work that goes on behind everything else, again and again, on threads of its own. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.background;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
