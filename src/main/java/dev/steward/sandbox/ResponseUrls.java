package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** The addresses at which an app may answer what a person did: five times within thirty minutes. */
@Repository
@SandboxMode
class ResponseUrls {
    static final int USES = 5;
    static final Duration LIFE = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LocalAddress address;
    private final Teams teams;

    ResponseUrls(JdbcClient jdbc, Clock clock, LocalAddress address, Teams teams) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.address = address;
        this.teams = teams;
    }

    /** @param messageTs the message whose button was used, which the app may then replace; null for a command */
    String issue(UserId person, ChannelId channel, @Nullable String messageTs, @Nullable String threadTs) {
        String id = SlackIds.secret(16);
        Instant now = clock.instant();
        jdbc.sql("delete from sandbox_response_url where expires_at < :past")
                .param("past", now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC)).update();
        jdbc.sql("""
                insert into sandbox_response_url (id, person_id, channel_id, message_ts, thread_ts, expires_at)
                values (:id, :person, :channel, :ts, :thread, :expires)
                """).param("id", id).param("person", person.value()).param("channel", channel.value())
                .param("ts", messageTs).param("thread", threadTs)
                .param("expires", now.plus(LIFE).atOffset(ZoneOffset.UTC)).update();
        return address.base() + "/sandbox/response/" + teams.get().id() + "/" + id;
    }

    /** Uses it once. Empty when there is no such address. */
    Optional<ResponseUrl> use(String id) {
        return jdbc.sql("update sandbox_response_url set uses = uses + 1 where id = :id returning *").param("id", id)
                .query(this::map).optional();
    }

    private ResponseUrl map(ResultSet row, int n) throws SQLException {
        Instant expires = row.getObject("expires_at", OffsetDateTime.class).toInstant();
        return new ResponseUrl(new UserId(row.getString("person_id")), new ChannelId(row.getString("channel_id")),
                row.getString("message_ts"), row.getString("thread_ts"), row.getInt("uses") > USES,
                clock.instant().isAfter(expires));
    }

    record ResponseUrl(UserId person, ChannelId channel, @Nullable String messageTs, @Nullable String threadTs,
            boolean usedUp, boolean expired) {}
}
