package dev.steward.schedule;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The one row that says since when Steward has swept without a break, whichever instance it was. A break is longer than {@link #BREAK}
 * without a beat; a clock that was moved farther than that, forward or back, counts as one.
 */
@Repository
class Heartbeat {
    static final Duration BREAK = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofSeconds(4);

    private final JdbcTemplate jdbc;
    private volatile @Nullable Instant last;

    Heartbeat(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Says that somebody sweeps now. Cheap to call often: the row is written every few seconds. */
    void beat(Instant now) {
        Instant before = last;
        if (before != null && Duration.between(before, now).abs().compareTo(EVERY) < 0) {
            return;
        }
        jdbc.update("""
                insert into sweep_heartbeat as heart (up_since, beat_at) values (?, ?)
                on conflict (one) do update set
                    up_since = case when heart.beat_at between ? and ? then heart.up_since else excluded.up_since end,
                    beat_at = case when heart.beat_at between ? and ? then greatest(heart.beat_at, excluded.beat_at)
                              else excluded.beat_at end
                """, utc(now), utc(now), utc(now.minus(BREAK)), utc(now.plus(BREAK)), utc(now.minus(BREAK)),
                utc(now.plus(BREAK)));
        last = now;
    }

    /** Since when somebody has swept without a break: not after {@code now}, and {@code now} itself when nobody did just before. */
    Instant upSince(Instant now) {
        return jdbc.query("select least(up_since, ?) from sweep_heartbeat where beat_at between ? and ?",
                (row, n) -> instant(row, 1), utc(now), utc(now.minus(BREAK)), utc(now.plus(BREAK))).stream().findFirst()
                .orElse(now);
    }
}
