/** Support for tests in a real browser. */
@NullMarked
package dev.steward.browser;

import org.jspecify.annotations.NullMarked;
