package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

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

    /**
     * A new address in place of any there was.
     *
     * @return the path behind the address of this Steward: {@code /changelog/<token>}; it is never seen again
     */
    String open(WorkspaceId workspace, UserId by, String title) {
        var token = BearerToken.create();
        jdbc.update("""
                insert into release_changelog (workspace_id, id, hash, title, opened_by, opened_at) values (?, ?, ?, ?, ?, ?)
                on conflict (workspace_id) do update set id = excluded.id, hash = excluded.hash, title = excluded.title,
                    opened_by = excluded.opened_by, opened_at = excluded.opened_at
                """, workspace.value(), token.id(), token.hash(), title, by.value(),
                clock.instant().atOffset(ZoneOffset.UTC));
        return "/changelog/" + token.text();
    }

    /** False when there is none. */
    boolean rename(WorkspaceId workspace, String title) {
        return jdbc.update("update release_changelog set title = ? where workspace_id = ?", title,
                workspace.value()) > 0;
    }

    /** From now on the address shows nothing. */
    void close(WorkspaceId workspace) {
        jdbc.update("delete from release_changelog where workspace_id = ?", workspace.value());
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
