@NullMarked
package dev.steward.approval;

import org.jspecify.annotations.NullMarked;
