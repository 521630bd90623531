package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.DigestChoice.Candidate;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The digests that were held, what was in them, and what may be in the next. */
@Repository
class Digests {
    private static final String COLUMNS = """
            select r.id, r.state, r.digests, r.area_id, r.tier, r.published_at, r.listed_at from release r
            """;
    /**
     * Nothing is listed later than now, but by a clock that is ahead; without an end, the planner fears the worst. What is told is looked
     * up one by one: as a join, the planner would rather read all that the channel was ever told.
     */
    static final String CANDIDATES = COLUMNS + """
            where r.workspace_id = ? and r.state = 'PUBLISHED' and r.digests and r.listed_at >= ? and r.listed_at < ?
            and (select e.digest_id from release_digest_entry e
                 where e.workspace_id = r.workspace_id and e.channel_id = ? and e.release_id = r.id) is null
            """;

    private final JdbcTemplate jdbc;

    Digests(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What was listed since its last digest and is in none of its channel's; what is not committed yet is not seen. */
    List<Candidate> candidates(Subscription subscription, Instant now) {
        return jdbc.query(CANDIDATES, Digests::candidate, subscription.workspace().value(),
                utc(DigestChoice.earliest(subscription)), utc(now.plus(DigestChoice.MARGIN)),
                subscription.channel().value());
    }

    /**
     * These as they are now. Nobody changes them until the transaction ends, and whoever does so afterwards finds them in the digest: no
     * edit is missed by its card.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Candidate> hold(WorkspaceId workspace, Collection<ReleaseId> releases) {
        return releases.isEmpty()
                ? List.of()
                : jdbc.query(COLUMNS + "where r.workspace_id = ? and r.id = any (?) order by r.id for share",
                        Digests::candidate, workspace.value(),
                        releases.stream().map(ReleaseId::value).toArray(UUID[]::new));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(DigestEdition edition, UserId by, Collection<ReleaseId> releases) {
        jdbc.update("""
                insert into release_digest (id, workspace_id, channel_id, by_user_id, from_at, due_at, held_at, coalesced, zone)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, edition.id(), edition.workspace().value(), edition.channel().value(), by.value(),
                utc(edition.from()), utc(edition.due()), utc(edition.held()), edition.coalesced(),
                edition.zone().getId());
        jdbc.update("""
                insert into release_digest_entry (workspace_id, channel_id, release_id, digest_id)
                select ?, ?, unnest(?), ?
                """, edition.workspace().value(), edition.channel().value(),
                releases.stream().map(ReleaseId::value).toArray(UUID[]::new), edition.id());
    }

    Optional<DigestEdition> find(WorkspaceId workspace, UUID id) {
        return jdbc.query("select * from release_digest where workspace_id = ? and id = ?", Digests::edition,
                workspace.value(), id).stream().findFirst();
    }

    /** Whose subscriptions these were digests of; others are left out. */
    Map<UUID, UserId> owners(WorkspaceId workspace, Collection<UUID> ids) {
        var owners = new HashMap<UUID, UserId>();
        jdbc.query("select id, by_user_id from release_digest where workspace_id = ? and id = any (?)", row -> {
            owners.put(row.getObject(1, UUID.class), new UserId(row.getString(2)));
        }, workspace.value(), ids.toArray(UUID[]::new));
        return owners;
    }

    /** @param total how many are in it, retracted ones included */
    record Count(int total, int retracted) {}

    Count count(WorkspaceId workspace, UUID digest) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select count(*), count(*) filter (where r.state <> 'PUBLISHED') from release_digest_entry e
                join release r on r.workspace_id = e.workspace_id and r.id = e.release_id
                where e.workspace_id = ? and e.digest_id = ?
                """, (row, n) -> new Count(row.getInt(1), row.getInt(2)), workspace.value(), digest));
    }

    /** Of those in it, most important first. */
    List<UUID> releases(WorkspaceId workspace, UUID digest, int from, int most) {
        return jdbc.queryForList("""
                select r.id from release_digest_entry e
                join release r on r.workspace_id = e.workspace_id and r.id = e.release_id
                where e.workspace_id = ? and e.digest_id = ?
                order by r.tier, r.published_at desc, r.id limit ? offset ?
                """, UUID.class, workspace.value(), digest, most, from);
    }

    /** Those that a release is in, always in one order: of two that are changed at once, neither waits for the other in a circle. */
    List<UUID> with(WorkspaceId workspace, ReleaseId release) {
        return jdbc.queryForList("""
                select digest_id from release_digest_entry where workspace_id = ? and release_id = ? order by digest_id
                """, UUID.class, workspace.value(), release.value());
    }

    /** The one that a release is in, in that channel. */
    Optional<UUID> with(WorkspaceId workspace, ReleaseId release, ChannelId channel) {
        return jdbc.queryForList("""
                select digest_id from release_digest_entry where workspace_id = ? and channel_id = ? and release_id = ?
                """, UUID.class, workspace.value(), channel.value(), release.value()).stream().findFirst();
    }

    /** Where each can be read in full: here, if it stands here, or else elsewhere. */
    Map<UUID, String> links(WorkspaceId workspace, ChannelId here, Collection<UUID> releases) {
        var links = new HashMap<UUID, String>();
        jdbc.query("""
                select distinct on (release_id) release_id, permalink from release_copy
                where workspace_id = ? and release_id = any (?) and permalink is not null and not skipped and not removed
                order by release_id, channel_id <> ?, channel_id
                """, row -> {
            links.put(row.getObject(1, UUID.class), row.getString(2));
        }, workspace.value(), releases.toArray(UUID[]::new), here.value());
        return links;
    }

    private static Candidate candidate(ResultSet row, int n) throws SQLException {
        UUID area = row.getObject("area_id", UUID.class);
        return new Candidate(new ReleaseId(row.getObject("id", UUID.class)), State.valueOf(row.getString("state")),
                row.getBoolean("digests"), area == null ? null : new AreaId(area), row.getInt("tier"),
                instantOrNull(row, "published_at"), instantOrNull(row, "listed_at"), false);
    }

    private static DigestEdition edition(ResultSet row, int n) throws SQLException {
        return new DigestEdition(row.getObject("id", UUID.class),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), new ChannelId(row.getString("channel_id")),
                instant(row, "from_at"), instant(row, "due_at"), instant(row, "held_at"), row.getInt("coalesced"),
                ZoneId.of(row.getString("zone")));
    }
}
