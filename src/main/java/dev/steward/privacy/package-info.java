/** Privacy: erasing people, customers and things, how long what is kept, and the export of a workspace. */
@NullMarked
@ApplicationModule(allowedDependencies = {"inventory", "workspace", "slack", "delivery", "schedule", "record"})
package dev.steward.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
