package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import dev.steward.schedule.CalendarEntry;
import dev.steward.schedule.CalendarOwner;
import dev.steward.schedule.CalendarOwner.OfMember;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.schedule.CalendarSource;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** In a member's calendar: every release that goes out at a time, and what they themselves have to do for any. */
@Component
class ReleaseCalendar implements CalendarSource {
    private static final int MOST = 500;

    private final JdbcTemplate jdbc;
    private final Tasks tasks;
    private final Releases releases;

    ReleaseCalendar(JdbcTemplate jdbc, Tasks tasks, Releases releases) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.releases = releases;
    }

    @Override
    public List<CalendarEntry> entries(WorkspaceId workspace, CalendarOwner owner) {
        return switch (owner) {
            case OfRitual ritual -> List.of();
            case OfMember(var member) -> {
                List<CalendarEntry> entries = new ArrayList<>(planned(workspace));
                entries.addAll(due(workspace, member));
                yield entries;
            }
        };
    }

    private List<CalendarEntry> planned(WorkspaceId workspace) {
        Map<UUID, Instant> changed = jdbc.query("""
                select id, changed_at from release where workspace_id = ? and planned_for is not null
                order by planned_for limit ?
                """, (row, n) -> Map.entry(row.getObject(1, UUID.class),
                row.getObject(2, OffsetDateTime.class).toInstant()), workspace.value(), MOST).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return releases.find(workspace, changed.keySet()).stream().filter(release -> release.goesAt() != null)
                .map(release -> once("release." + release.facts().id(),
                        release.facts().reference() + " " + release.content().name(),
                        "Release, tier " + release.content().tier(), Objects.requireNonNull(release.goesAt()),
                        changed.getOrDefault(release.facts().id().value(), release.facts().draftedAt())))
                .toList();
    }

    private List<CalendarEntry> due(WorkspaceId workspace, UserId member) {
        List<LaunchTask> open = tasks.openOf(workspace, member, MOST).stream().filter(task -> task.due() != null)
                .toList();
        Map<ReleaseId, Release> of = releases
                .find(workspace, open.stream().map(task -> task.release().value()).distinct().toList()).stream()
                .collect(Collectors.toMap(release -> release.facts().id(), release -> release));
        Map<UUID, Instant> changed = tasks.changedAt(workspace, open.stream().map(task -> task.id().value()).toList());
        return open.stream().filter(task -> of.containsKey(task.release())).map(task -> {
            Release release = Objects.requireNonNull(of.get(task.release()));
            return once("release.task." + task.id(), "Due: " + task.title() + " ("
                    + release.facts().reference() + ")", release.content().name(), Objects.requireNonNull(task.due()),
                    changed.getOrDefault(task.id().value(), task.askedAt()));
        }).toList();
    }

    private static CalendarEntry once(String uid, String summary, String description, Instant at, Instant changed) {
        LocalDateTime start = LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
        return new CalendarEntry(uid + "@steward", summary, description,
                Recurrence.of(start, ZoneOffset.UTC, "FREQ=DAILY;COUNT=1"), HolidayCalendar.NONE, Duration.ZERO,
                changed);
    }
}
