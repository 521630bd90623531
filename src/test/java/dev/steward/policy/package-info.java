@NullMarked
package dev.steward.policy;

import org.jspecify.annotations.NullMarked;
