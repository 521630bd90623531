@NullMarked
package dev.steward.background;

import org.jspecify.annotations.NullMarked;
