@NullMarked
package dev.steward.setup;

import org.jspecify.annotations.NullMarked;
