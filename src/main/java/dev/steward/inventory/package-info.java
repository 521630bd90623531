/** The data inventory: what each module keeps in the database, table by table, why, for how long, and who sees it. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
