package dev.steward.schedule;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One time at which something recurring takes place.
 *
 * @param at      the moment
 * @param local   what clocks in the recurrence's zone show at that moment
 * @param planned what the rule said, before holidays and clock changes. It is unique within a recurrence and stays the same when
 *                somebody declares a holiday, so it is the key to know an occurrence by (iCalendar's {@code RECURRENCE-ID})
 * @param moved   whether a holiday moved it to another day; a time that a clock change left out does not count as moved
 */
public record Occurrence(Instant at, LocalDateTime local, LocalDateTime planned, boolean moved) {}
