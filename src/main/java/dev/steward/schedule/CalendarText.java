package dev.steward.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.DateList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ExDate;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RDate;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzName;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Entries as iCalendar text (RFC 5545). What a holiday leaves out is an exception, what it moves an event of its own with the planned
 * time as its {@code RECURRENCE-ID}; both from 90 days ago to two years ahead, since calendars read a feed again and again.
 *
 * <p>
 * Zones are written from the same rules by which occurrences are computed, and times as the clocks there show them: the library would
 * convert moments by a zone table of its own, which is another one. A local time that clocks leave out stays what the rule says, and is
 * read with the offset from before the change (RFC 5545, 3.3.5).
 */
final class CalendarText {
    static final Duration BACK = Duration.ofDays(90);
    static final Duration AHEAD = Duration.ofDays(730);
    private static final int ZONE_YEARS_AHEAD = 10;
    private static final int MOST_SPELLED_OUT = 2000;
    private static final int LONGEST_LINE = 75;

    private final Instant now;
    private final Map<String, VTimeZone> zones = new TreeMap<>();

    private CalendarText(Instant now) {
        this.now = now;
    }

    /** The same for the same entries and the same day. */
    static String write(String name, List<CalendarEntry> entries, Instant now) {
        return new CalendarText(now).text(name, entries);
    }

    private String text(String name, List<CalendarEntry> entries) {
        List<VEvent> events = entries.stream().sorted(Comparator.comparing(CalendarEntry::uid))
                .flatMap(entry -> events(entry).stream()).toList();
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Steward//Calendar//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(new XProperty("X-WR-CALNAME", name));
        zones.values().forEach(calendar::add);
        events.forEach(calendar::add);
        return folded(calendar.toString());
    }

    /** No line is longer than 75 octets (RFC 5545, 3.1); the library counts characters, and many have more than one. */
    private static String folded(String text) {
        var folded = new StringBuilder();
        int octets = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (point == '\r' || point == '\n') {
                octets = 0;
            } else if (octets + length > LONGEST_LINE) {
                folded.append("\r\n ");
                octets = 1 + length;
            } else {
                octets += length;
            }
            folded.appendCodePoint(point);
        }
        return folded.toString();
    }

    private List<VEvent> events(CalendarEntry entry) {
        Recurrence recurrence = entry.recurrence();
        ZoneId zone = known(recurrence.zone());
        Rule rule = recurrence.parts().withDay(recurrence.start());
        var walk = new RuleWalk(rule, recurrence.start(), recurrence.start());
        if (!walk.hasNext()) {
            return recurrence.extras().isEmpty() ? List.of() : once(entry, zone);
        }
        LocalDateTime first = walk.next();
        zones.computeIfAbsent(zone.getId(), id -> zone(zone, first));
        List<VEvent> events = new ArrayList<>();
        VEvent main = event(entry, zone, first);
        main.add(new RRule<LocalDateTime>(rule.inUtc(zone)));
        var left = new TreeSet<>(recurrence.exceptions());
        List<Occurrence> spelledOut = recurrence.after(now.minus(BACK), entry.holidays())
                .takeWhile(it -> it.at().isBefore(now.plus(AHEAD))).limit(MOST_SPELLED_OUT).toList();
        var taken = spelledOut.stream().map(Occurrence::planned).collect(Collectors.toSet());
        if (recurrence.onHoliday() != OnHoliday.RUN) {
            Instant end = spelledOut.size() == MOST_SPELLED_OUT ? spelledOut.getLast().at() : now.plus(AHEAD);
            recurrence.onHoliday(OnHoliday.RUN).after(now.minus(BACK), HolidayCalendar.NONE)
                    .takeWhile(it -> it.at().isBefore(end)).map(Occurrence::planned)
                    .filter(planned -> !taken.contains(planned)).limit(MOST_SPELLED_OUT).forEach(left::add);
        }
        if (!left.isEmpty()) {
            main.add(new ExDate<>(in(zone), new DateList<>(List.copyOf(left))));
        }
        if (!recurrence.extras().isEmpty()) {
            main.add(new RDate<>(in(zone), new DateList<>(List.copyOf(recurrence.extras()))));
        }
        events.add(main);
        for (Occurrence moved : spelledOut) {
            if (moved.moved()) {
                VEvent other = event(entry, zone, moved.local());
                other.add(new RecurrenceId<>(in(zone), moved.planned()));
                events.add(other);
            }
        }
        return events;
    }

    /** Extra times of a rule that yields nothing. */
    private List<VEvent> once(CalendarEntry entry, ZoneId zone) {
        LocalDateTime first = entry.recurrence().extras().first();
        zones.computeIfAbsent(zone.getId(), id -> zone(zone, first));
        VEvent event = event(entry, zone, first);
        event.add(new RDate<>(in(zone), new DateList<>(List.copyOf(entry.recurrence().extras()))));
        return List.of(event);
    }

    private static ParameterList in(ZoneId zone) {
        return new ParameterList(List.of(new net.fortuna.ical4j.model.parameter.TzId(zone.getId())));
    }

    private static VEvent event(CalendarEntry entry, ZoneId zone, LocalDateTime start) {
        var event = new VEvent(false);
        event.add(new Uid(entry.uid()));
        // When it was last changed, not when this was written: the same entries are the same text
        event.add(new DtStamp(entry.changed()));
        event.add(new LastModified(entry.changed()));
        event.add(new DtStart<>(in(zone), start));
        event.add(new net.fortuna.ical4j.model.property.Duration(entry.duration()));
        event.add(new Summary(entry.summary()));
        if (!entry.description().isEmpty()) {
            event.add(new Description(entry.description()));
        }
        return event;
    }

    /** Calendars know zones by names; a bare offset has one when it is of whole hours. */
    private static ZoneId known(ZoneId zone) {
        if (zone.normalized() instanceof ZoneOffset offset && !zone.getId().contains("/")) {
            int seconds = offset.getTotalSeconds();
            return seconds == 0
                    ? ZoneId.of("Etc/UTC")
                    : seconds % 3600 == 0 && seconds >= -12 * 3600 && seconds <= 14 * 3600
                            ? ZoneId.of("Etc/GMT" + (seconds < 0 ? "+" : "-") + Math.abs(seconds / 3600))
                            : zone;
        }
        return zone;
    }

    private VTimeZone zone(ZoneId id, LocalDateTime first) {
        ZoneRules rules = id.getRules();
        var zone = new VTimeZone();
        zone.add(new TzId(id.getId()));
        Instant begin = first.minusDays(1).atZone(id).toInstant();
        begin = begin.isBefore(now) ? begin : now;
        ZoneOffsetTransition change = rules.previousTransition(begin);
        if (change == null) {
            ZoneOffset offset = rules.getOffset(begin);
            zone.add(observance(new Standard(), LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset, id, begin));
            change = rules.nextTransition(begin);
        }
        Instant end = now.atZone(ZoneOffset.UTC).plusYears(ZONE_YEARS_AHEAD).toInstant();
        for (; change != null
                && change.getInstant().isBefore(end); change = rules.nextTransition(change.getInstant())) {
            Observance kind = rules.isDaylightSavings(change.getInstant()) ? new Daylight() : new Standard();
            zone.add(observance(kind, change.getDateTimeBefore(), change.getOffsetBefore(), change.getOffsetAfter(), id,
                    change.getInstant()));
        }
        return zone;
    }

    private static Observance observance(Observance kind, LocalDateTime onset, ZoneOffset from, ZoneOffset to,
            ZoneId id,
            Instant at) {
        kind.add(new DtStart<>(onset));
        kind.add(new TzOffsetFrom(from));
        kind.add(new TzOffsetTo(to));
        kind.add(new TzName(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                .format(at.atZone(id))));
        return kind;
    }
}
