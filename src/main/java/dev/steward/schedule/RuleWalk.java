package dev.steward.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Collections;
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
 * The local times a rule yields, earliest first. The library computes them on a clock without zone, each time from the beginning of a
 * period of the rule, because it leaves out what is before when it counts positions; ends are found here.
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
        anchor = rule.count() == null ? aligned(notBefore) : firstPeriod();
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
        for (int tries = 0; tries < MOST_TRIES && anchor.getYear() < HORIZON; tries++) {
            try {
                // Looking at one and only later moving on: the library loses what it has when it finds no other
                if (found == null) {
                    found = library(anchor);
                } else {
                    found.nextDateTime();
                }
                for (; found.hasNext(); found.nextDateTime()) {
                    LocalDateTime planned = local(found.peekDateTime());
                    if (planned.getYear() >= HORIZON) {
                        return null;
                    }
                    if ((last == null ? !planned.isBefore(start) : planned.isAfter(last)) && ofItsWeeks(planned)) {
                        last = planned;
                        return planned;
                    }
                }
                return null;
            } catch (IllegalArgumentException | IllegalStateException searchedInVain) {
                found = null;
                if (!goneOn()) {
                    return null;
                }
            }
        }
        return null;
    }

    /** The library takes week 1 for week 53 of the year before. */
    private boolean ofItsWeeks(LocalDateTime planned) {
        if (rule.weeks().isEmpty()) {
            return true;
        }
        var ofYear = WeekFields.of(rule.weekStart(), 4).weekOfWeekBasedYear();
        int week = planned.get(ofYear);
        return rule.weeks().contains(week)
                || rule.weeks().contains(week - (int) planned.range(ofYear).getMaximum() - 1);
    }

    /** Past what was certainly searched; for periods of hours and minutes at the next date that can match. */
    private boolean goneOn() {
        LocalDateTime from = last == null || last.isBefore(anchor) ? anchor : aligned(last);
        anchor = from.plus((long) FEWEST_PERIODS_SEARCHED * rule.interval(), rule.every().unit());
        if (rule.every().withinADay() && anchor.getYear() < HORIZON) {
            var dates = new Rule(Every.DAILY, 1, null, null, rule.months(), List.of(), List.of(), rule.monthDays(),
                    rule.days(), List.of(), List.of(), List.of(), List.of(), rule.weekStart());
            LocalDateTime midnight = anchor.toLocalDate().atStartOfDay();
            var matching = new RuleWalk(dates, midnight, midnight);
            anchor = matching.hasNext()
                    ? Collections.max(List.of(anchor, aligned(matching.next())))
                    : LocalDateTime.of(HORIZON, 1, 1, 0, 0);
        }
        return anchor.getYear() < HORIZON;
    }

    /** The beginning of a period, some before that time, from which the rule goes the same way as from its start. */
    private LocalDateTime aligned(LocalDateTime time) {
        LocalDateTime first = firstPeriod();
        long periods = rule.every().unit().between(first, time) / rule.interval() - 1;
        return first.plus(Math.max(0, periods) * rule.interval(), rule.every().unit());
    }

    private LocalDateTime firstPeriod() {
        LocalDate day = start.toLocalDate();
        return switch (rule.every()) {
            case YEARLY -> day.withDayOfYear(1).atStartOfDay();
            case MONTHLY -> day.withDayOfMonth(1).atStartOfDay();
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(rule.weekStart())).atStartOfDay();
            case DAILY, HOURLY, MINUTELY -> start.truncatedTo(rule.every().unit());
        };
    }

    private RecurrenceRuleIterator library(LocalDateTime from) {
        try {
            var endless = new RecurrenceRule(rule.spelledOut(start).toString(), RfcMode.RFC5545_STRICT);
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
