/** Steward: product operations, run where people already are. */
@NullMarked
package dev.steward;

import org.jspecify.annotations.NullMarked;
