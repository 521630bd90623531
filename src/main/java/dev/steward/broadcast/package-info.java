/** What the database tells every instance, and what each remembers of it until it is told. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.broadcast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
