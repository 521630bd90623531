@NullMarked
package dev.steward.sandbox;

import org.jspecify.annotations.NullMarked;
