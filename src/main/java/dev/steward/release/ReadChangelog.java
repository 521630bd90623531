package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

/** What a workspace has published that its changelog may tell of, newest first. */
@Component
class ReadChangelog {
    private static final String THERE = """
            select r.id, r.published_at,
                (select max(e.at) from release_edition e where e.workspace_id = r.workspace_id and e.release_id = r.id)
            from release r where r.workspace_id = ? and r.state = 'PUBLISHED' and r.changelog
            """;

    private final JdbcTemplate jdbc;
    private final Releases releases;

    ReadChangelog(JdbcTemplate jdbc, Releases releases) {
        this.jdbc = jdbc;
        this.releases = releases;
    }

    private record Row(UUID id, Instant published, Instant edited) {}

    /**
     * @param top   whether nothing is newer
     * @param newer the release that the page before begins with; null: that is the first page
     * @param older the release that the next page begins with; null where there is none
     */
    record Page(List<Told> releases, boolean top, @Nullable UUID newer, @Nullable UUID older) {}

    /**
     * @param from the release a page begins with, or the first older one that is still told of; null: the newest
     * @param most of releases on a page
     */
    Page page(WorkspaceId workspace, @Nullable UUID from, int most) {
        Row begin = from == null ? null : place(workspace, from);
        List<Row> rows = begin == null
                ? jdbc.query(THERE + " order by r.published_at desc, r.id desc limit ?", ReadChangelog::row,
                        workspace.value(), most + 1)
                : jdbc.query(
                        THERE + " and (r.published_at, r.id) <= (?, ?) order by r.published_at desc, r.id desc limit ?",
                        ReadChangelog::row, workspace.value(), utc(begin.published()), begin.id(), most + 1);
        List<Row> newer = begin == null ? List.of() : newer(workspace, begin, most);
        UUID older = rows.size() > most ? rows.get(most).id() : null;
        List<Row> shown = rows.subList(0, Math.min(most, rows.size()));
        return new Page(told(workspace, shown), newer.isEmpty(), newer.size() < most ? null : newer.getLast().id(),
                older);
    }

    /** Upwards, the nearest first. */
    private List<Row> newer(WorkspaceId workspace, Row begin, int most) {
        return jdbc.query(THERE + " and (r.published_at, r.id) > (?, ?) order by r.published_at, r.id limit ?",
                ReadChangelog::row, workspace.value(), utc(begin.published()), begin.id(), most);
    }

    private @Nullable Row place(WorkspaceId workspace, UUID id) {
        return jdbc.query("""
                select id, published_at, published_at from release where workspace_id = ? and id = ? and published_at is not null
                """, ReadChangelog::row, workspace.value(), id).stream().findFirst().orElse(null);
    }

    private List<Told> told(WorkspaceId workspace, List<Row> rows) {
        Map<UUID, Release> found = releases.find(workspace, rows.stream().map(Row::id).toList()).stream()
                .collect(Collectors.toMap(each -> each.facts().id().value(), Function.identity()));
        return rows.stream().map(row -> told(row, found.get(row.id()))).filter(Objects::nonNull).toList();
    }

    /** Null for one that was taken back a moment ago. */
    private static @Nullable Told told(Row row, @Nullable Release release) {
        return release == null || release.state() != State.PUBLISHED || !release.content().changelog()
                ? null
                : Told.of(release, row.published(), row.edited());
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        Instant published = instant(row, 2);
        Instant edited = instantOrNull(row, 3);
        return new Row(row.getObject(1, UUID.class), published, edited == null ? published : edited);
    }
}
