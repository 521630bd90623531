@NullMarked
package dev.steward.cadence;

import org.jspecify.annotations.NullMarked;
