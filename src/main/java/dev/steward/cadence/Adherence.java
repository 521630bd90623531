package dev.steward.cadence;

import static dev.steward.workspace.Timestamps.utc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/** How well cadences are kept, in numbers: of sessions, never of people. */
@Repository
public class Adherence {
    private static final String COUNT = """
            select s.cadence_id,
                count(*) filter (where s.state = 'CLOSED') as held,
                count(*) filter (where s.state = 'SKIPPED' and s.cause <> 'CADENCE') as skipped,
                count(*) filter (where s.state = 'MOVED') as moved,
                count(*) filter (where s.state = 'CANCELLED') as cancelled,
                coalesce(sum(s.asked) filter (where s.state = 'CLOSED'), 0) as asked,
                coalesce(sum(a.answered), 0) as answered
            from cadence_session s left join lateral (
                select count(*) as answered from cadence_ask a
                where a.workspace_id = s.workspace_id and a.session_id = s.id and a.answered_at is not null
                  and a.until is not null) a on s.written and s.state = 'CLOSED'
            where s.workspace_id = ? and s.starts_at >= ? and s.starts_at < ?
            """;
    private final JdbcTemplate jdbc;

    Adherence(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of the sessions that were to begin in a period.
     *
     * @param held      took place and are closed
     * @param skipped   did not take place; what lay in a pause, or fell out of a changed rule, is not counted
     * @param moved     took place at another time, where they are counted as well, if that is in the period
     * @param cancelled were called off
     * @param asked     how many answers were asked for in written ones that are closed
     * @param answered  how many of these were given
     */
    public record Kept(int held, int skipped, int moved, int cancelled, int asked, int answered) {
        static final Kept NOTHING = new Kept(0, 0, 0, 0, 0, 0);

        /** {@code Held 11 of 12, moved 2}: mrkdwn; empty where nothing was. */
        String line() {
            int planned = held + skipped + cancelled;
            if (planned + moved == 0) {
                return "";
            }
            List<String> parts = new ArrayList<>();
            parts.add("Held " + held + " of " + planned + " in the last 12 months");
            if (moved > 0) {
                parts.add("moved " + moved);
            }
            if (asked > 0) {
                parts.add(answered + " of " + asked + " answers came");
            }
            return String.join(", ", parts);
        }
    }

    /** One cadence's, of the sessions that were to begin from {@code from} on and before {@code to}. */
    Kept of(WorkspaceId workspace, CadenceId cadence, Instant from, Instant to) {
        return jdbc.query(COUNT + " and s.cadence_id = ? group by s.cadence_id", (row, n) -> kept(row),
                workspace.value(), utc(from), utc(to), cadence.value()).stream().findFirst().orElse(Kept.NOTHING);
    }

    /** Of every cadence of the workspace that had any, by its id. */
    public Map<CadenceId, Kept> of(WorkspaceId workspace, Instant from, Instant to) {
        Map<CadenceId, Kept> all = new LinkedHashMap<>();
        jdbc.query(COUNT + " group by s.cadence_id order by s.cadence_id", row -> {
            all.put(new CadenceId(row.getObject("cadence_id", UUID.class)), kept(row));
        }, workspace.value(), utc(from), utc(to));
        return all;
    }

    private static Kept kept(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Kept(row.getInt("held"), row.getInt("skipped"), row.getInt("moved"), row.getInt("cancelled"),
                row.getInt("asked"), row.getInt("answered"));
    }
}
