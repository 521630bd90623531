/** What customers said, kept in their words, from capture to the card in the area's intake channel. */
@NullMarked
@ApplicationModule(allowedDependencies = {"background", "inventory", "privacy", "web", "slack", "workspace", "delivery",
        "schedule",
        "agenda", "transaction"})
package dev.steward.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
