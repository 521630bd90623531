package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Which channels get digests, of what. */
@Repository
class Subscriptions {
    private final JdbcTemplate jdbc;

    Subscriptions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever else would begin, change or stop this channel's digest waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    void alone(WorkspaceId workspace, ChannelId channel) {
        jdbc.query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> {
        }, "release.digest " + workspace.value() + " " + channel.value());
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the channel has one */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(Subscription subscription) {
        jdbc.update("""
                insert into release_subscription (id, workspace_id, channel_id, areas, tiers, by_user_id, began_at, covered_at,
                                                  version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, subscription.id(), subscription.workspace().value(), subscription.channel().value(),
                areas(subscription.interests()), tiers(subscription.interests()), subscription.by().value(),
                utc(subscription.began()), utc(subscription.covered()), subscription.version());
    }

    /** Keeps what it wants, as somebody changed it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void change(Subscription subscription) {
        jdbc.update("""
                update release_subscription set areas = ?, tiers = ?, version = version + 1
                where workspace_id = ? and id = ?
                """, areas(subscription.interests()), tiers(subscription.interests()),
                subscription.workspace().value(), subscription.id());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void covered(Subscription subscription) {
        jdbc.update("update release_subscription set covered_at = ? where workspace_id = ? and id = ?",
                utc(subscription.covered()), subscription.workspace().value(), subscription.id());
    }

    /** Its channel was told before keeps being known. Answers whether there was one. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean remove(WorkspaceId workspace, UUID id) {
        return jdbc.update("delete from release_subscription where workspace_id = ? and id = ?", workspace.value(),
                id) == 1;
    }

    Optional<Subscription> find(WorkspaceId workspace, UUID id) {
        return jdbc.query("select * from release_subscription where workspace_id = ? and id = ?", Subscriptions::map,
                workspace.value(), id).stream().findFirst();
    }

    /** As {@link #find}, and whoever wants to change it or hold its digest waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Subscription> lock(WorkspaceId workspace, UUID id) {
        return jdbc.query("select * from release_subscription where workspace_id = ? and id = ? for update",
                Subscriptions::map, workspace.value(), id).stream().findFirst();
    }

    Optional<Subscription> of(WorkspaceId workspace, ChannelId channel) {
        return jdbc.query("select * from release_subscription where workspace_id = ? and channel_id = ?",
                Subscriptions::map, workspace.value(), channel.value()).stream().findFirst();
    }

    /** In the order in which they began. */
    List<Subscription> all(WorkspaceId workspace, int from, int most) {
        return jdbc.query("""
                select * from release_subscription where workspace_id = ? order by id limit ? offset ?
                """, Subscriptions::map, workspace.value(), most, from);
    }

    int count(WorkspaceId workspace) {
        Integer count = jdbc.queryForObject("select count(*) from release_subscription where workspace_id = ?",
                Integer.class, workspace.value());
        return count == null ? 0 : count;
    }

    Set<UUID> by(WorkspaceId workspace, UserId member) {
        return Set.copyOf(jdbc.queryForList(
                "select id from release_subscription where workspace_id = ? and by_user_id = ?", UUID.class,
                workspace.value(), member.value()));
    }

    private static Subscription map(ResultSet row, int n) throws SQLException {
        Set<AreaId> areas = Arrays.stream((UUID[]) row.getArray("areas").getArray()).map(AreaId::new)
                .collect(Collectors.toSet());
        var tiers = Arrays.stream((Object[]) row.getArray("tiers").getArray())
                .map(tier -> ((Number) tier).intValue()).collect(Collectors.toCollection(TreeSet::new));
        return new Subscription(row.getObject("id", UUID.class),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), new ChannelId(row.getString("channel_id")),
                new Interests(areas, tiers), new UserId(row.getString("by_user_id")), instant(row, "began_at"),
                instant(row, "covered_at"), row.getLong("version"));
    }

    private static UUID[] areas(Interests interests) {
        return interests.areas().stream().map(AreaId::value).toArray(UUID[]::new);
    }

    private static Short[] tiers(Interests interests) {
        return interests.tiers().stream().flatMap(tier -> Stream.of(tier.shortValue())).toArray(Short[]::new);
    }
}
