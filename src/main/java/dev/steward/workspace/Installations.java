package dev.steward.workspace;

import static dev.steward.workspace.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.broadcast.Remembered;

/**
 * Where Steward is installed. Reads are remembered: this instance sees its own changes at once, others within a second. Tokens are encrypted at rest.
 */
@Repository
public class Installations {
    private static final Logger log = LoggerFactory.getLogger(Installations.class);

    /** Slack tells times in whole seconds. */
    private static final String INSTALLED_BEFORE = """
            id = :id and left_at is null and date_trunc('second', installed_at) <= :at""";

    private final JdbcClient jdbc;
    private final TokenCipher cipher;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Remembered<Key, Optional<Installation>> byKey = new Remembered<>(10_000);
    private final Remembered<WorkspaceId, Optional<Installation>> byId = new Remembered<>(10_000);

    Installations(JdbcClient jdbc, TokenCipher cipher, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.clock = clock;
        this.events = events;
    }

    /**
     * The installation that answers for a team: its own, else its organisation's.
     *
     * @param enterpriseId null outside Enterprise Grid
     * @param teamId       null for an org-wide install's own requests; without either nobody answers
     */
    public Optional<Installation> find(@Nullable String enterpriseId, @Nullable String teamId) {
        return enterpriseId == null && teamId == null
                ? Optional.empty()
                : byKey.get(new Key(enterpriseId, teamId), this::read);
    }

    /** @throws NoSuchElementException when Steward is not installed there (any more) */
    public Installation get(WorkspaceId workspace) {
        return byId.get(workspace, this::read)
                .orElseThrow(() -> new NoSuchElementException("Steward is not installed in workspace " + workspace));
    }

    public List<Installation> all() {
        return jdbc.sql("select * from workspace where left_at is null order by installed_at").query(this::map).list()
                .stream()
                .flatMap(Optional::stream).toList();
    }

    /**
     * Keeps an installation, or renews the one of the same team (or of the same organisation, where it has no team): its
     * workspace id stays, and it counts as installed now. Answers what is kept.
     */
    public Installation save(Installation installation) {
        String conflict = installation.teamId() != null
                ? "(team_id) where team_id is not null"
                : "(enterprise_id) where team_id is null";
        var id = jdbc.sql("""
                insert into workspace (id, team_id, enterprise_id, name, app_id, bot_user_id, bot_id,
                                       bot_token_ciphertext, installed_at)
                values (:id, :team, :enterprise, :name, :app, :botUser, :bot, :token, :now)
                on conflict %s do update
                set name = excluded.name, app_id = excluded.app_id, bot_user_id = excluded.bot_user_id,
                    bot_id = excluded.bot_id, bot_token_ciphertext = excluded.bot_token_ciphertext,
                    installed_at = excluded.installed_at
                returning id
                """.formatted(conflict)).param("id", installation.workspace().value())
                .param("team", installation.teamId()).param("enterprise", installation.enterpriseId())
                .param("name", installation.name()).param("app", installation.appId())
                .param("botUser", installation.botUserId()).param("bot", installation.botId())
                .param("token", cipher.encrypt(installation.botToken()))
                .param("now", utc(clock.instant()))
                .query((row, n) -> new WorkspaceId(row.getObject("id", java.util.UUID.class))).single();
        changed();
        return new Installation(id, installation.teamId(), installation.enterpriseId(), installation.name(),
                installation.appId(), installation.botUserId(), installation.botId(), installation.botToken());
    }

    /**
     * Its token was revoked: the token is dropped, and all else kept, so that whoever installs Steward again goes on where they were. Does
     * nothing where Steward was installed since.
     *
     * @param at when it was revoked, by Slack's clock; null: just now
     */
    public void revokeToken(WorkspaceId workspace, @Nullable Instant at) {
        jdbc.sql("update workspace set bot_token_ciphertext = '' where " + INSTALLED_BEFORE)
                .param("id", workspace.value())
                .param("at", utc(at == null ? clock.instant() : at))
                .update();
        changed();
    }

    /**
     * Steward was uninstalled: the token is gone and nobody finds the workspace any more, once this is committed. What was kept of it is
     * erased behind that, see {@link WorkspaceRemoved}. Does nothing where Steward was installed since: Slack may tell late.
     *
     * @param at when it was uninstalled, by Slack's clock; null: just now
     * @return whether it was
     */
    @Transactional
    public boolean remove(WorkspaceId workspace, @Nullable Instant at) {
        boolean removed = jdbc.sql("""
                update workspace
                set team_id = null, enterprise_id = null, name = '', app_id = '', bot_user_id = '', bot_id = '',
                    bot_token_ciphertext = '', left_at = clock_timestamp(), erase_at = clock_timestamp()
                where\s""" + INSTALLED_BEFORE).param("id", workspace.value())
                .param("at", utc(at == null ? clock.instant() : at)).update() == 1;
        if (removed) {
            events.publishEvent(new WorkspaceRemoved(workspace));
            changed();
        }
        return removed;
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byKey.forgetAll();
        byId.forgetAll();
    }

    private void changed() {
        byKey.allChanged();
        byId.allChanged();
    }

    private Optional<Installation> read(Key key) {
        return jdbc.sql("""
                select * from workspace
                where left_at is null and (team_id = :team or (team_id is null and enterprise_id = :enterprise))
                order by team_id nulls last limit 1
                """).param("team", key.teamId()).param("enterprise", key.enterpriseId()).query(this::map).optional()
                .flatMap(found -> found);
    }

    private Optional<Installation> read(WorkspaceId workspace) {
        return jdbc.sql("select * from workspace where id = :id and left_at is null").param("id", workspace.value())
                .query(this::map).optional().flatMap(found -> found);
    }

    private Optional<Installation> map(ResultSet row, int n) throws SQLException {
        var workspace = new WorkspaceId(row.getObject("id", java.util.UUID.class));
        String token = row.getString("bot_token_ciphertext");
        try {
            return Optional.of(new Installation(workspace, row.getString("team_id"), row.getString("enterprise_id"),
                    row.getString("name"), row.getString("app_id"), row.getString("bot_user_id"),
                    row.getString("bot_id"), token.isEmpty() ? "" : cipher.decrypt(token)));
        } catch (IllegalStateException e) {
            log.error(
                    "The bot token of workspace {} fits none of the encryption keys: put the key it was encrypted with "
                            + "into {}, or install Steward there again",
                    workspace, EncryptionKeys.FORMER);
            return Optional.empty();
        }
    }

    private record Key(@Nullable String enterpriseId, @Nullable String teamId) {
        Key {
            if (enterpriseId == null) {
                Objects.requireNonNull(teamId, "a team or an organisation");
            }
        }
    }
}
