@NullMarked
package dev.steward.schedule;

import org.jspecify.annotations.NullMarked;
