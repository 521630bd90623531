/** Draws what Steward shows as pictures: timelines now, charts later. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
