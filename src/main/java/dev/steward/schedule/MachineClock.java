package dev.steward.schedule;

import java.time.Clock;

/** The machine's own clock, which nobody moves: for who judges how it goes. Everybody else asks for the {@link Clock}. */
record MachineClock(Clock clock) {}
