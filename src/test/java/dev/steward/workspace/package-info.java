@NullMarked
package dev.steward.workspace;

import org.jspecify.annotations.NullMarked;
