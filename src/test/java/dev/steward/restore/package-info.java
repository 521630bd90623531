@NullMarked
package dev.steward.restore;

import org.jspecify.annotations.NullMarked;
