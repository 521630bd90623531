package dev.steward.schedule;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;

/** The zones of the tz database, as the JDK knows them. */
final class Zones {
    /**
     * In alphabetical order. Libraries may add ids of their own to {@link ZoneId#getAvailableZoneIds}, as ical4j does with its first
     * calendar, and not all of them have rules.
     */
    static final List<String> IDS = Arrays.stream(TimeZone.getAvailableIDs()).sorted()
            .filter(Set.copyOf(ZoneId.getAvailableZoneIds())::contains).toList();

    private Zones() {}
}
