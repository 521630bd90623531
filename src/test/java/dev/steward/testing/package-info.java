/** What tests of several modules share. */
@NullMarked
package dev.steward.testing;

import org.jspecify.annotations.NullMarked;
