package dev.steward.sandbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one team of the sandbox. */
@Repository
@SandboxMode
class Teams {
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Team cached;

    Teams(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Team get() {
        return find().orElseThrow(() -> new IllegalStateException("The sandbox's team is not there yet"));
    }

    Optional<Team> find() {
        Team known = cached;
        if (known == null) {
            known = jdbc.sql("""
                    select id, name, domain, app_id, bot_user_id, bot_id, bot_token, signing_secret from sandbox_team
                    """).query(Team.class).optional().orElse(null);
            cached = known;
        }
        return Optional.ofNullable(known);
    }

    void add(Team team) {
        jdbc.sql("""
                insert into sandbox_team (id, name, domain, app_id, bot_user_id, bot_id, bot_token, signing_secret,
                                          created_at)
                values (:id, :name, :domain, :appId, :botUserId, :botId, :botToken, :signingSecret, :now)
                """).param("id", team.id()).param("name", team.name()).param("domain", team.domain())
                .param("appId", team.appId()).param("botUserId", team.botUserId()).param("botId", team.botId())
                .param("botToken", team.botToken()).param("signingSecret", team.signingSecret())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        cached = null;
    }

    /** Drops what is cached, for a database that was emptied. */
    void forget() {
        cached = null;
    }
}
