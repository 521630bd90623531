@NullMarked
package dev.steward.release;

import org.jspecify.annotations.NullMarked;
