package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.slack.FieldMarks;
import dev.steward.workspace.BearerToken;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The address of each workspace's changelog. It is unguessable, and seen once: kept is the hash of its secret. */
@Repository
class Changelogs {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    Changelogs(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param title what the page is called, as typed */
    record Changelog(WorkspaceId workspace, String title, UserId openedBy, Instant openedAt) {}

    /** A new address. @param path behind the address of this Steward: {@code /changelog/<token>}; it is never seen again */
    record Opened(Changelog changelog, String path) {}

    /**
     * A new address in place of the one that somebody was shown, which shows nothing from then on.
     *
     * @param shown when that one was made; null: they were shown that there is none
     * @return empty where it is another by now, or none
     */
    Optional<Opened> open(WorkspaceId workspace, UserId by, String title, @Nullable Instant shown) {
        var token = BearerToken.create();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int opened = shown == null
                ? jdbc.update("""
                        insert into release_changelog (workspace_id, id, hash, title, opened_by, opened_at)
                        values (?, ?, ?, ?, ?, ?) on conflict (workspace_id) do nothing
                        """, workspace.value(), token.id(), token.hash(), title, by.value(), utc(now))
                : jdbc.update("""
                        update release_changelog set id = ?, hash = ?, title = ?, opened_by = ?, opened_at = ?
                        where workspace_id = ? and opened_at = ?
                        """, token.id(), token.hash(), title, by.value(), utc(now), workspace.value(), utc(shown));
        return opened == 0
                ? Optional.empty()
                : Optional.of(new Opened(new Changelog(workspace, title, by, now), "/changelog/" + token.text()));
    }

    /** What came of giving the page another title. */
    enum Renamed {
        DONE,
        /** Somebody else has given it another since it was shown; it stays. */
        OUTDATED,
        /** There is none. */
        GONE
    }

    /** @param shown the title that was shown, marked by {@link ChangelogView#TITLE} */
    @Transactional
    public Renamed rename(WorkspaceId workspace, String title, FieldMarks shown) {
        Optional<String> now = jdbc
                .queryForList("select title from release_changelog where workspace_id = ? for update",
                        String.class, workspace.value())
                .stream().findFirst();
        if (now.isEmpty()) {
            return Renamed.GONE;
        }
        FieldMarks.Sent sent = shown.sent(Map.of(ChangelogView.TITLE, title), Map.of(ChangelogView.TITLE, now.get()));
        if (!sent.outdated().isEmpty()) {
            return Renamed.OUTDATED;
        }
        jdbc.update("update release_changelog set title = ? where workspace_id = ?", title, workspace.value());
        return Renamed.DONE;
    }

    /** From now on the address shows nothing. False where it is not the one that was made at {@code shown} any more. */
    boolean close(WorkspaceId workspace, Instant shown) {
        return jdbc.update("delete from release_changelog where workspace_id = ? and opened_at = ?", workspace.value(),
                utc(shown)) > 0;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    Optional<Changelog> of(WorkspaceId workspace) {
        return jdbc.query("select title, opened_by, opened_at from release_changelog where workspace_id = ?",
                (row, n) -> new Changelog(workspace, row.getString(1), new UserId(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()),
                workspace.value()).stream().findFirst();
    }

    /** Empty for a token that is unknown, altered, replaced or closed. */
    Optional<Changelog> find(String token) {
        return BearerToken.read(token).flatMap(read -> jdbc.query("""
                select c.workspace_id, c.title, c.opened_by, c.opened_at, c.hash
                from release_changelog c join workspace w on w.id = c.workspace_id
                where c.id = ? and w.left_at is null
                """, (row, n) -> read.matches(row.getBytes(5))
                ? Optional.of(new Changelog(new WorkspaceId(row.getObject(1, UUID.class)), row.getString(2),
                        new UserId(row.getString(3)), row.getObject(4, OffsetDateTime.class).toInstant()))
                : Optional.<Changelog>empty(), read.id()).stream().flatMap(Optional::stream).findFirst());
    }
}
