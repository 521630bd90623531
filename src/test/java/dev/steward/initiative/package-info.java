@NullMarked
package dev.steward.initiative;

import org.jspecify.annotations.NullMarked;
