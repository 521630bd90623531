@NullMarked
package dev.steward.privacy;

import org.jspecify.annotations.NullMarked;
