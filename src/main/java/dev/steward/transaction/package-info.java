/** Transactions that say whether anybody knows how they ended. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.transaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
