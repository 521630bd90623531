package dev.steward.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.broadcast.Remembered;
import dev.steward.workspace.WorkspaceId;

/** Which days each workspace does not work: public holidays of a country or region, its own, its weekend. Remembered, see {@link Remembered}. */
@Repository
public class Holidays implements WorkspaceHolidays {
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Remembered<WorkspaceId, Calendar> byWorkspace = new Remembered<>(10_000);

    Holidays(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Whose public holidays are kept.
     *
     * @param country ISO 3166, lower case, such as {@code de}
     * @param region  what follows the country's code in ISO 3166-2, such as {@code be}; null for those of the whole country only
     */
    public record Place(String country, @Nullable String region) {}

    @Override
    public HolidayCalendar of(WorkspaceId workspace) {
        return calendar(workspace);
    }

    /** Whose public holidays the workspace keeps; empty while nobody has said. */
    public Optional<Place> place(WorkspaceId workspace) {
        return Optional.ofNullable(calendar(workspace).place());
    }

    /** The workspace's own holidays, by day. */
    public SortedMap<LocalDate, String> own(WorkspaceId workspace) {
        return calendar(workspace).own();
    }

    /** Countries whose holidays are known: names by code, by name. */
    public Map<String, String> countries() {
        return PublicHolidays.countries();
    }

    /** Their regions with holidays of their own: names by code, by name. */
    public Map<String, String> regions(String country) {
        return PublicHolidays.regions(country);
    }

    /** @throws IllegalArgumentException with a sentence, for a country or region that is not known */
    @Transactional
    public void place(WorkspaceId workspace, @Nullable Place place) {
        if (place != null && !countries().containsKey(place.country())) {
            throw new IllegalArgumentException("The holidays of “" + place.country() + "” are not known.");
        }
        if (place != null && place.region() != null && !regions(place.country()).containsKey(place.region())) {
            throw new IllegalArgumentException("“" + place.region() + "” is no region of “" + place.country()
                    + "” with holidays of its own.");
        }
        jdbc.sql("""
                insert into holiday_setting (workspace_id, country, region) values (:workspace, :country, :region)
                on conflict (workspace_id) do update set country = excluded.country, region = excluded.region
                """).param("workspace", workspace.value()).param("country", place == null ? null : place.country())
                .param("region", place == null ? null : place.region()).update();
        changed(workspace);
    }

    /** @throws IllegalArgumentException when that would leave no day to work */
    @Transactional
    public void weekend(WorkspaceId workspace, Set<DayOfWeek> days) {
        if (days.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("At least one day of the week is worked.");
        }
        jdbc.sql("""
                insert into holiday_setting (workspace_id, weekend) values (:workspace, :weekend)
                on conflict (workspace_id) do update set weekend = excluded.weekend
                """).param("workspace", workspace.value())
                .param("weekend", days.stream().sorted().map(DayOfWeek::name).collect(Collectors.joining(",")))
                .update();
        changed(workspace);
    }

    /** Makes a day a holiday of the workspace's own, or gives it another name. */
    @Transactional
    public void declare(WorkspaceId workspace, LocalDate day, String name) {
        jdbc.sql("""
                insert into holiday (workspace_id, day, name) values (:workspace, :day, :name)
                on conflict (workspace_id, day) do update set name = excluded.name
                """).param("workspace", workspace.value()).param("day", day).param("name", name.strip()).update();
        changed(workspace);
    }

    /** False when the day was no holiday of the workspace's own. */
    @Transactional
    public boolean withdraw(WorkspaceId workspace, LocalDate day) {
        int deleted = jdbc.sql("delete from holiday where workspace_id = :workspace and day = :day")
                .param("workspace", workspace.value()).param("day", day).update();
        changed(workspace);
        return deleted > 0;
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byWorkspace.forgetAll();
    }

    /** Drops what is cached of a workspace, which another instance may have changed. */
    public void forget(WorkspaceId workspace) {
        byWorkspace.forget(workspace);
    }

    private void changed(WorkspaceId workspace) {
        byWorkspace.changed(workspace);
        events.publishEvent(new HolidaysChanged(workspace));
    }

    private Calendar calendar(WorkspaceId workspace) {
        return byWorkspace.get(workspace, this::read);
    }

    private Calendar read(WorkspaceId workspace) {
        var own = new TreeMap<LocalDate, String>();
        jdbc.sql("select day, name from holiday where workspace_id = :workspace").param("workspace", workspace.value())
                .query(row -> {
                    own.put(row.getObject("day", LocalDate.class), row.getString("name"));
                });
        return jdbc.sql("select country, region, weekend from holiday_setting where workspace_id = :workspace")
                .param("workspace", workspace.value()).query((row, n) -> {
                    String country = row.getString("country");
                    return new Calendar(country == null ? null : new Place(country, row.getString("region")), own,
                            days(row.getString("weekend")));
                }).optional().orElse(new Calendar(null, own, HolidayCalendar.SATURDAY_AND_SUNDAY));
    }

    private static Set<DayOfWeek> days(String names) {
        return names.isEmpty()
                ? Set.of()
                : Stream.of(names.split(",", -1)).map(DayOfWeek::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
    }

    private record Calendar(@Nullable Place place, SortedMap<LocalDate, String> own, Set<DayOfWeek> weekend)
            implements
                HolidayCalendar {
        @Override
        public Optional<String> holiday(LocalDate day) {
            String name = own.get(day);
            return Optional.ofNullable(name != null || place == null
                    ? name
                    : PublicHolidays.of(place.country(), place.region(), day.getYear()).get(day));
        }
    }
}
