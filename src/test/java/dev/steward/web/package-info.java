/** What stands before the door, tested and measured. */
@NullMarked
package dev.steward.web;

import org.jspecify.annotations.NullMarked;
