@NullMarked
package dev.steward.feedback;

import org.jspecify.annotations.NullMarked;
