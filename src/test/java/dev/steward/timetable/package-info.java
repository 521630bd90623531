@NullMarked
package dev.steward.timetable;

import org.jspecify.annotations.NullMarked;
