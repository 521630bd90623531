@NullMarked
package dev.steward.picture;

import org.jspecify.annotations.NullMarked;
