package dev.steward.schedule;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/** The zones of the tz database, as the JDK knows them. */
public final class Zones {
    /**
     * In alphabetical order. Libraries may add ids of their own to {@link ZoneId#getAvailableZoneIds}, as ical4j does with its first
     * calendar, and not all of them have rules.
     */
    static final List<String> IDS = Arrays.stream(TimeZone.getAvailableIDs()).sorted()
            .filter(Set.copyOf(ZoneId.getAvailableZoneIds())::contains).toList();

    private Zones() {}

    /**
     * Their ids that contain what was typed, whatever the case and with spaces for underscores; in alphabetical order, those of a place
     * whose name begins so first.
     */
    public static List<String> like(String typed, int most) {
        String words = typed.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        return IDS.stream().filter(id -> id.toLowerCase(Locale.ROOT).contains(words))
                .sorted(Comparator.comparing(id -> !("/" + id.toLowerCase(Locale.ROOT)).contains("/" + words)))
                .limit(most).toList();
    }
}
