package dev.steward.release;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/** What goes out when, and what went out, by the weeks of a month. */
@Component
class ReadCalendar {
    static final int IN_A_WEEK = 8;
    static final int UNDATED = 5;

    private final JdbcTemplate jdbc;
    private final Releases releases;

    ReadCalendar(JdbcTemplate jdbc, Releases releases) {
        this.jdbc = jdbc;
        this.releases = releases;
    }

    /** A release and when it went out or is to. */
    record Dated(Release release, Instant at) {}

    /**
     * Those of a week within a month.
     *
     * @param begins   the first day of the week that is in the month
     * @param ends     the last
     * @param releases the greatest of them, in the order of their time
     * @param all      how many there are
     */
    record Week(LocalDate begins, LocalDate ends, List<Dated> releases, long all) {}

    private record Row(LocalDate monday, UUID id, Instant at, long all) {}

    /** The weeks that have any, in order; a week begins on Monday. */
    List<Week> weeks(WorkspaceId workspace, YearMonth month, ZoneId zone) {
        LocalDate first = month.atDay(1);
        List<Row> rows = jdbc.query("""
                select monday, id, at, n from (
                    select monday, id, at, count(*) over (partition by monday) as n,
                        row_number() over (partition by monday order by tier, at, id) as place
                    from (select r.id, r.tier, %1$s as at, date_trunc('week', %1$s at time zone ?)::date as monday
                          from release r
                          where r.workspace_id = ? and %1$s >= ? and %1$s < ?
                              and (r.state = 'PUBLISHED' or r.state = 'PLANNED' and r.planned_for is not null)) dated
                ) ranked where place <= ? order by monday, at, id
                """.formatted(FindReleases.WHEN),
                (row, n) -> new Row(row.getObject(1, LocalDate.class), row.getObject(2, UUID.class),
                        row.getObject(3, OffsetDateTime.class).toInstant(), row.getLong(4)),
                zone.getId(), workspace.value(), utc(first, zone), utc(first.plusMonths(1), zone), IN_A_WEEK);
        Map<UUID, Release> found = releases.find(workspace, rows.stream().map(Row::id).toList()).stream()
                .collect(Collectors.toMap(each -> each.facts().id().value(), Function.identity()));
        List<Week> weeks = new ArrayList<>();
        for (LocalDate monday : rows.stream().map(Row::monday).distinct().toList()) {
            List<Row> of = rows.stream().filter(row -> row.monday().equals(monday)).toList();
            LocalDate sunday = monday.plusDays(6);
            weeks.add(new Week(monday.isBefore(first) ? first : monday,
                    sunday.isAfter(month.atEndOfMonth()) ? month.atEndOfMonth() : sunday,
                    of.stream().map(row -> dated(row, found)).filter(Objects::nonNull).toList(),
                    of.getFirst().all()));
        }
        return weeks;
    }

    /** Those planned without a date, newest first; one more than are shown, where there are more. */
    List<Release> undated(WorkspaceId workspace) {
        List<UUID> ids = jdbc.queryForList("""
                select id from release where workspace_id = ? and state = 'PLANNED' and planned_for is null
                order by id desc limit ?
                """, UUID.class, workspace.value(), UNDATED + 1);
        return releases.find(workspace, ids).stream().sorted((one, other) -> other.facts().id().value()
                .compareTo(one.facts().id().value())).toList();
    }

    private static @Nullable Dated dated(Row row, Map<UUID, Release> found) {
        Release release = found.get(row.id());
        return release == null ? null : new Dated(release, row.at());
    }

    private static OffsetDateTime utc(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }
}
