package dev.steward.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.schedule.CalendarOwner.OfMember;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.workspace.BearerToken;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * The addresses of calendar feeds. Each is unguessable, belongs to the member who asked for it, and is seen once: kept is the hash of
 * its secret.
 */
@Repository
public class CalendarFeeds {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    CalendarFeeds(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whose feed an address is. */
    record Feed(WorkspaceId workspace, UserId member, CalendarOwner owner) {}

    /**
     * An address just made.
     *
     * @param path behind the address of this Steward: {@code /calendar/<token>.ics}; it is never seen again
     * @param since when it was made, to the microsecond: what tells it from the next
     */
    public record Fresh(String path, Instant since) {}

    /**
     * The member's first address for this; empty when there is one already.
     *
     * @throws IllegalArgumentException when a member asks for another's
     */
    @Transactional
    public Optional<Fresh> open(WorkspaceId workspace, UserId member, CalendarOwner owner) {
        if (owner instanceof OfMember(UserId user) && !user.equals(member)) {
            throw new IllegalArgumentException("A member's calendar is their own");
        }
        var token = BearerToken.create();
        return fresh(token, """
                insert into calendar_feed (id, workspace_id, user_id, ritual_kind, ritual_id, hash, created_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, user_id, ritual_kind, ritual_id) do nothing returning created_at
                """, token.id(), workspace.value(), member.value(), kind(owner), ritual(owner), token.hash(), now());
    }

    /**
     * An address in place of the one that was made then; empty when that is not the member's address any more, so that of two
     * presses on the same button the second does not end what the first has shown.
     */
    @Transactional
    public Optional<Fresh> renew(WorkspaceId workspace, UserId member, CalendarOwner owner, Instant shown) {
        var token = BearerToken.create();
        return fresh(token, """
                update calendar_feed set id = ?, hash = ?, created_at = greatest(?, created_at + interval '1 microsecond')
                where workspace_id = ? and user_id = ? and ritual_kind is not distinct from ?
                and ritual_id is not distinct from ? and created_at = ? returning created_at
                """, token.id(), token.hash(), now(), workspace.value(), member.value(), kind(owner), ritual(owner),
                shown.atOffset(ZoneOffset.UTC));
    }

    private Optional<Fresh> fresh(BearerToken token, String sql, @Nullable Object... values) {
        return jdbc.query(sql, (row, n) -> new Fresh("/calendar/" + token.text() + ".ics",
                row.getObject(1, OffsetDateTime.class).toInstant()), values).stream().findFirst();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Since when the member has an address for this; empty when there is none. */
    public Optional<Instant> since(WorkspaceId workspace, UserId member, CalendarOwner owner) {
        return jdbc.query("""
                select created_at from calendar_feed
                where workspace_id = ? and user_id = ? and ritual_kind is not distinct from ?
                and ritual_id is not distinct from ?
                """, (row, n) -> row.getObject(1, OffsetDateTime.class).toInstant(), workspace.value(), member.value(),
                kind(owner), ritual(owner)).stream().findFirst();
    }

    /** From now on the address that was made then shows nothing. False when that is not the member's address any more. */
    public boolean revoke(WorkspaceId workspace, UserId member, CalendarOwner owner, Instant shown) {
        return jdbc.update("""
                delete from calendar_feed
                where workspace_id = ? and user_id = ? and ritual_kind is not distinct from ?
                and ritual_id is not distinct from ? and created_at = ?
                """, workspace.value(), member.value(), kind(owner), ritual(owner),
                shown.atOffset(ZoneOffset.UTC)) > 0;
    }

    /** All of a member's addresses, for one who leaves. Answers how many there were. */
    public int revokeAll(WorkspaceId workspace, UserId member) {
        return jdbc.update("delete from calendar_feed where workspace_id = ? and user_id = ?", workspace.value(),
                member.value());
    }

    /** Empty for a token that is unknown, altered or revoked, and for one of a member who is no longer there, or a guest now. */
    Optional<Feed> find(String token) {
        return BearerToken.read(token).flatMap(this::find);
    }

    private Optional<Feed> find(BearerToken token) {
        return jdbc.query("""
                select workspace_id, user_id, ritual_kind, ritual_id, hash from calendar_feed f
                where id = ? and not exists (select from workspace w where w.id = f.workspace_id and w.left_at is not null)
                and not exists (select 1 from member m join workspace w on w.id = m.workspace_id
                                where m.workspace_id = f.workspace_id and m.user_id = f.user_id
                                and (m.deactivated or m.outsider or m.guest and not w.guests_are_members))
                """, (row, n) -> {
            if (!token.matches(row.getBytes("hash"))) {
                return Optional.<Feed>empty();
            }
            var member = new UserId(row.getString("user_id"));
            String kind = row.getString("ritual_kind");
            return Optional.of(new Feed(new WorkspaceId(row.getObject("workspace_id", UUID.class)), member, kind == null
                    ? new OfMember(member)
                    : new OfRitual(kind, row.getObject("ritual_id", UUID.class))));
        }, token.id()).stream().flatMap(Optional::stream).findFirst();
    }

    private static @Nullable String kind(CalendarOwner owner) {
        return owner instanceof OfRitual ritual ? ritual.kind() : null;
    }

    private static @Nullable UUID ritual(CalendarOwner owner) {
        return owner instanceof OfRitual ritual ? ritual.subject() : null;
    }
}
