package dev.steward.schedule;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.WorkspaceId;

/** Timers without a time to be tried at. */
@Repository
class ParkedTimerRows implements ParkedTimers {
    private static final String THIS = """
            where workspace_id = ? and subject_id = ? and type = ? and step = ? and try_at is null
            """;

    private final JdbcTemplate jdbc;
    private final List<TimerHandler> handlers;
    private final Alarm alarm;
    private final Clock clock;

    ParkedTimerRows(JdbcTemplate jdbc, List<TimerHandler> handlers, Alarm alarm, Clock clock) {
        this.jdbc = jdbc;
        this.handlers = handlers;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public List<Parked> of(WorkspaceId workspace, int most) {
        return jdbc.query("""
                select subject_id, type, step, due_at, failed_at, attempts, failure from timer
                where workspace_id = ? and try_at is null order by failed_at desc limit ?
                """, (row, n) -> {
            var id = new Id(row.getObject(1, UUID.class), row.getString(2), row.getString(3));
            return new Parked(id, title(workspace, id), instant(row, 4), instant(row, 5), row.getInt(6),
                    Objects.requireNonNullElse(row.getString(7), ""));
        }, workspace.value(), most);
    }

    @Override
    @Transactional
    public boolean retry(WorkspaceId workspace, Id parked) {
        Instant now = clock.instant();
        alarm.ringAfterCommit(now);
        return jdbc.update("update timer set try_at = ?, attempts = 0, failure = null, failed_at = null " + THIS,
                utc(now), workspace.value(), parked.subject(), parked.type(), parked.step()) == 1;
    }

    @Override
    @Transactional
    public boolean drop(WorkspaceId workspace, Id parked) {
        return jdbc.update("delete from timer " + THIS, workspace.value(), parked.subject(), parked.type(),
                parked.step()) == 1;
    }

    private String title(WorkspaceId workspace, Id id) {
        return handlers.stream().filter(handler -> handler.type().name().equals(id.type())).findFirst()
                .map(handler -> handler.title(handler.type().of(workspace, id.subject(), id.step()))).orElse(id.type());
    }
}
