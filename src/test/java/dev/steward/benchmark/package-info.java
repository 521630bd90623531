/** Measures what the issue of speed is about; run by hand: see docs/benchmarks.md. */
@NullMarked
package dev.steward.benchmark;

import org.jspecify.annotations.NullMarked;
