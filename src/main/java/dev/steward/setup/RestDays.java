package dev.steward.setup;

import static java.util.stream.Collectors.joining;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Holidays;
import dev.steward.schedule.Holidays.Place;
import dev.steward.slack.Codec;
import dev.steward.workspace.WorkspaceId;

/**
 * When a workspace rests, but for days of its own.
 *
 * @param country as {@link Place} has it; null for no public holidays
 * @param region  null for those of the whole country
 */
record RestDays(@Nullable String country, @Nullable String region, Set<DayOfWeek> weekend) {

    static RestDays kept(Holidays holidays, WorkspaceId workspace) {
        Place place = holidays.place(workspace).orElse(null);
        return new RestDays(place == null ? null : place.country(), place == null ? null : place.region(),
                holidays.of(workspace).weekend());
    }

    /** @param weekend names of days; what is none is left out */
    static RestDays of(@Nullable String country, @Nullable String region, List<String> weekend) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream(DayOfWeek.values()).filter(day -> weekend.contains(day.name())).forEach(days::add);
        return new RestDays(country, region, days);
    }

    @Nullable
    Place place() {
        return country == null ? null : new Place(country, region);
    }

    static final Codec<RestDays> CODEC = Codec.text(RestDays::write, RestDays::read);

    private String write() {
        return String.join("|", country == null ? "" : country, region == null ? "" : region,
                weekend.stream().sorted().map(DayOfWeek::name).collect(joining(",")));
    }

    private static RestDays read(String written) {
        String[] parts = written.split("\\|", -1);
        return of(part(parts, 0), part(parts, 1), parts.length > 2 ? List.of(parts[2].split(",", -1)) : List.of());
    }

    private static @Nullable String part(String[] parts, int n) {
        return n >= parts.length || parts[n].isEmpty() ? null : parts[n];
    }

    /** Plain text: {@code Germany, Berlin. The weekend is Saturday and Sunday.} */
    String words(Holidays known) {
        return where(known) + " " + week();
    }

    private String where(Holidays known) {
        if (country == null) {
            return "No public holidays yet.";
        }
        Map<String, String> regions = known.regions(country);
        return known.countries().getOrDefault(country, country)
                + (region == null ? "" : ", " + regions.getOrDefault(region, region)) + ".";
    }

    private String week() {
        List<String> days = weekend.stream().sorted()
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList();
        return switch (days.size()) {
            case 0 -> "Every day is worked.";
            case 1 -> "The weekend is " + days.getFirst() + ".";
            default -> "The weekend is " + String.join(", ", days.subList(0, days.size() - 1)) + " and "
                    + days.getLast() + ".";
        };
    }
}
