@NullMarked
package dev.steward.record;

import org.jspecify.annotations.NullMarked;
