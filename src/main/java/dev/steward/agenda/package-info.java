/** How features fill the agenda of a recurring review without knowing the review. */
@NullMarked
@ApplicationModule(allowedDependencies = {"workspace"})
package dev.steward.agenda;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
