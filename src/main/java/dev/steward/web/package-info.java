/** The HTTP server: what it takes from senders it does not know yet, and how it refuses. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
