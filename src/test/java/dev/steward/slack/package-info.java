@NullMarked
package dev.steward.slack;

import org.jspecify.annotations.NullMarked;
