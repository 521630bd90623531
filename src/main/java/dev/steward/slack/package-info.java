/** The only way in from Slack: the guard, the handler SPI, help, the manifest, and what views and texts must obey. */
@NullMarked
@ApplicationModule(allowedDependencies = {"background", "inventory", "web", "workspace", "transaction"})
package dev.steward.slack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
