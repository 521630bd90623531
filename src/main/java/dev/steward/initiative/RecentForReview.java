package dev.steward.initiative;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.slack.Phrases;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Timestamps;

/** For reviews: initiatives that began or moved since the last one, the latest first; then open ones without news, the longest first. */
@Component
class RecentForReview implements AgendaSource {
    private static final String RECENT = recent("");
    private static final String RECENT_OF_AREA = recent("and i.area_id = :area");

    private final JdbcClient jdbc;

    RecentForReview(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String recent(String which) {
        return """
            select i.*, n.still, n.from_phase, n.because, n.at from (
                (select i.id, false as still, p.from_phase, p.because, p.moved_at as at from initiative_phase p
                 join initiative i on i.workspace_id = p.workspace_id and i.id = p.initiative_id and i.moves = p.step
                 where p.workspace_id = :workspace and p.moved_at >= :since %1$s
                 order by p.moved_at desc limit :most)
                union all
                (select i.id, true, null, null, i.changed_at from initiative i
                 where i.workspace_id = :workspace and i.open and i.changed_at < :since %1$s
                 order by i.changed_at limit :most)) n
            join initiative i on i.workspace_id = :workspace and i.id = n.id
            order by n.still, case when n.still then n.at end, n.at desc, i.number limit :most
            """.formatted(which);
    }

    @Override
    public String name() {
        return "initiative.recent";
    }

    @Override
    public String title() {
        return "Initiatives";
    }

    @Override
    public boolean tellsNews() {
        return true;
    }

    @Override
    public List<AgendaEntry> entries(AgendaQuery query) {
        AreaId area = query.area();
        var sql = jdbc.sql(area == null ? RECENT : RECENT_OF_AREA)
                .param("workspace", query.workspace().value())
                .param("since", Timestamps.utc(query.since())).param("most", query.most());
        return (area == null ? sql : sql.param("area", area.value())).query(RecentForReview::entry).list();
    }

    private static AgendaEntry entry(ResultSet row, int n) throws SQLException {
        Initiative initiative = KeptInitiatives.map(row, n);
        Instant at = Timestamps.instant(row, "at");
        String news = row.getBoolean("still")
                ? "in " + initiative.phase().word() + ", no news since " + Phrases.time(at)
                : moved(initiative, row.getString("from_phase"), row.getString("because"));
        return new AgendaEntry(initiative.reference(), initiative.reference() + " " + initiative.name(),
                AgendaEntry.more(List.of(news, initiative.owner().mention())), null, 0, at);
    }

    private static String moved(Initiative initiative, @Nullable String from, @Nullable String because) {
        String now = "*" + initiative.phase().word() + "*";
        return from == null
                ? "new, in " + now
                : Phase.valueOf(from).word() + " → " + now + (because == null ? "" : " by " + because);
    }
}
