package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Every change of every clock of the tz database from 2000 to 2040, against a naive oracle: it watches a clock minute by minute, and
 * takes the first moment at which the wanted time is shown. Where it never is, it counts on as if the clock had not been changed.
 */
class ClockChangesTest {
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2041-01-01T00:00:00Z");

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void aTimeOfDayIsKeptThroughEveryChangeOfTheClock(@ForAll("zones") String id) {
        var zone = ZoneId.of(id);
        var random = new Random(id.hashCode());
        for (ZoneOffsetTransition change : changes(zone.getRules())) {
            var watched = new WatchedClock(zone.getRules(), change);
            LocalDate day = change.getDateTimeBefore().toLocalDate();
            for (LocalTime time : timesAround(change, random)) {
                LocalDateTime start = day.minusDays(3 + random.nextInt(900)).atTime(time);
                agree(watched, start, zone, "FREQ=DAILY", 1);
                agree(watched, day.plusDays(random.nextInt(2)).minusWeeks(1 + random.nextInt(60)).atTime(time), zone,
                        "FREQ=WEEKLY", 7);
            }
        }
    }

    private static void agree(WatchedClock watched, LocalDateTime start, ZoneId zone, String rule, int days) {
        List<Instant> found = Recurrence.of(start, zone, rule)
                .after(watched.from.minusSeconds(1), HolidayCalendar.NONE).map(Occurrence::at)
                .takeWhile(at -> !at.isAfter(watched.to)).toList();
        assertThat(found).as("%s from %s in %s", rule, start, zone).isEqualTo(watched.moments(start, days));
    }

    /** A clock around a change, a minute at a time. */
    private static final class WatchedClock {
        final Instant from;
        final Instant to;
        private final ZoneOffset before;
        private final Map<LocalDateTime, Instant> firstShown = new HashMap<>();

        WatchedClock(ZoneRules rules, ZoneOffsetTransition change) {
            Duration around = change.getDuration().abs().plusHours(4);
            from = change.getInstant().minus(around);
            to = change.getInstant().plus(around);
            before = change.getOffsetBefore();
            for (Instant at = from; !at.isAfter(to); at = at.plusSeconds(60)) {
                firstShown.putIfAbsent(LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, rules.getOffset(at)), at);
            }
        }

        /** When it shows the time of the start, that many days apart. */
        List<Instant> moments(LocalDateTime start, int days) {
            var moments = new TreeSet<Instant>();
            LocalDateTime local = start;
            while (local.toInstant(before).isBefore(from.minus(Duration.ofDays(1)))) {
                local = local.plusDays(days);
            }
            for (; local.toInstant(before).isBefore(to.plus(Duration.ofDays(1))); local = local.plusDays(days)) {
                Instant moment = firstShown.getOrDefault(local, local.toInstant(before));
                boolean neverShown = !firstShown.containsKey(local);
                boolean between = !moment.isBefore(from) && !moment.isAfter(to);
                if (between && (!neverShown || isLeftOut(local))) {
                    moments.add(moment);
                }
            }
            return List.copyOf(moments);
        }

        /** Earlier and later times are shown, this one is not. */
        private boolean isLeftOut(LocalDateTime local) {
            return firstShown.keySet().stream().anyMatch(shown -> shown.isBefore(local))
                    && firstShown.keySet().stream().anyMatch(shown -> shown.isAfter(local));
        }
    }

    private static List<LocalTime> timesAround(ZoneOffsetTransition change, Random random) {
        LocalDateTime early = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime late = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        long minutes = Duration.between(early, late).toMinutes();
        return List.of(early.minusMinutes(1).toLocalTime(), early.toLocalTime(),
                early.plusMinutes(random.nextLong(minutes)).toLocalTime(), late.minusMinutes(1).toLocalTime(),
                late.toLocalTime());
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        for (ZoneOffsetTransition change = rules.nextTransition(FROM); change != null
                && change.getInstant().isBefore(TO); change = rules.nextTransition(change.getInstant())) {
            changes.add(change);
        }
        return changes;
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(Zones.IDS);
    }
}
