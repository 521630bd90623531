package dev.steward.schedule;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Rule.Every;

/**
 * The local times a rule yields, earliest first. The library computes them on a clock without zone; ends are found here, because they
 * are moments and count what was left out.
 *
 * <p>
 * The library gives a search up after a thousand to some thousand empty periods, which is a few days when the period is a minute. From
 * there the walk goes on at the next date that can match, until the horizon or a limit of tries: a rule that yields nothing ends.
 */
final class RuleWalk implements Iterator<LocalDateTime> {
    /** Nothing is planned from this year on. Calendars repeat after 400 years, so what has not happened by then never does. */
    static final int HORIZON = 2500;
    private static final int FEWEST_PERIODS_SEARCHED = 1000;
    private static final int MOST_TRIES = 500;

    private final Rule rule;
    private final LocalDateTime start;
    private final LocalDateTime notBefore;
    private LocalDateTime anchor;
    private @Nullable RecurrenceRuleIterator found;
    private @Nullable LocalDateTime last;
    private @Nullable LocalDateTime next;
    private int counted;

    /** Those of a rule that starts then, without the ones before another time. */
    RuleWalk(Rule rule, LocalDateTime start, LocalDateTime notBefore) {
        this.rule = rule;
        this.start = start;
        this.notBefore = notBefore;
        anchor = rule.count() == null ? aligned(notBefore) : start;
        found = library(anchor);
        next = search();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public LocalDateTime next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        LocalDateTime result = next;
        next = search();
        return result;
    }

    private @Nullable LocalDateTime search() {
        for (LocalDateTime planned = step(); planned != null; planned = step()) {
            if (rule.count() != null && ++counted > rule.count()) {
                return null;
            }
            if (!planned.isBefore(notBefore)) {
                return planned;
            }
        }
        return null;
    }

    /** The next one of the endless rule. */
    private @Nullable LocalDateTime step() {
        for (int tries = 0; tries < MOST_TRIES && found != null && anchor.getYear() < HORIZON; tries++) {
            try {
                while (found.hasNext()) {
                    LocalDateTime planned = local(found.nextDateTime());
                    if (planned.getYear() >= HORIZON) {
                        return null;
                    }
                    if (last == null ? !planned.isBefore(start) : planned.isAfter(last)) {
                        last = planned;
                        return planned;
                    }
                }
                return null;
            } catch (IllegalArgumentException | IllegalStateException searchedInVain) {
                found = furtherOn();
            }
        }
        return null;
    }

    /** Past what was certainly searched; for periods of hours and minutes at the next date that can match. */
    private @Nullable RecurrenceRuleIterator furtherOn() {
        if (rule.every() == Every.YEARLY || rule.every() == Every.MONTHLY || rule.every() == Every.WEEKLY) {
            return null;
        }
        LocalDateTime from = last == null || last.isBefore(anchor) ? anchor : aligned(last);
        LocalDateTime searched = from.plus(period().multipliedBy(FEWEST_PERIODS_SEARCHED));
        if (searched.getYear() >= HORIZON) {
            return null;
        }
        anchor = searched;
        if (rule.every().withinADay()) {
            var dates = new Rule(Every.DAILY, 1, null, null, rule.months(), List.of(), List.of(), rule.monthDays(),
                    rule.days(), List.of(), List.of(), List.of(), List.of(), rule.weekStart());
            LocalDate day = searched.toLocalDate();
            var matching = new RuleWalk(dates, day.atStartOfDay(), day.atStartOfDay());
            if (!matching.hasNext()) {
                return null;
            }
            LocalDateTime date = matching.next();
            anchor = date.isAfter(searched) ? aligned(date) : searched;
        }
        return library(anchor);
    }

    /** The latest beginning of a period, not later than that time, at which the rule would go the same way. */
    private LocalDateTime aligned(LocalDateTime time) {
        if (!time.isAfter(start)) {
            return start;
        }
        return switch (rule.every()) {
            case YEARLY, MONTHLY -> start;
            case WEEKLY, DAILY, HOURLY, MINUTELY -> {
                long periods = Duration.between(start, time).dividedBy(period());
                yield start.plus(period().multipliedBy(Math.max(0, periods - 1)));
            }
        };
    }

    private Duration period() {
        return switch (rule.every()) {
            case MINUTELY -> Duration.ofMinutes(rule.interval());
            case HOURLY -> Duration.ofHours(rule.interval());
            case DAILY -> Duration.ofDays(rule.interval());
            case WEEKLY -> Duration.ofDays(7L * rule.interval());
            case MONTHLY, YEARLY -> throw new IllegalStateException("Months and years differ in length");
        };
    }

    private RecurrenceRuleIterator library(LocalDateTime from) {
        try {
            var endless = new RecurrenceRule(rule.with(null, null).toString(), RfcMode.RFC5545_STRICT);
            return endless.iterator(new DateTime(from.getYear(), from.getMonthValue() - 1, from.getDayOfMonth(),
                    from.getHour(), from.getMinute(), from.getSecond()));
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException("This rule cannot be followed: " + rule, e);
        }
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDayOfMonth()),
                LocalTime.of(time.getHours(), time.getMinutes(), time.getSeconds()));
    }
}
