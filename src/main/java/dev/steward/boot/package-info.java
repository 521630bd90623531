/** What happens before anything else: how Steward is configured to run, its database, and refusing to start in one sentence. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.boot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
