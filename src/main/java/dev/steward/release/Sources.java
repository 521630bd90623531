package dev.steward.release;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.TokenCipher;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The places outside that drafts arrive from. Their secrets stand in the database encrypted. */
@Repository
class Sources {
    /** How long the secret before is taken too, so that nothing is lost between here and there. */
    static final Duration EARLIER = Duration.ofHours(1);
    private static final String PREFIX = "stwh_";
    private static final int SECRET = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcTemplate jdbc;
    private final TokenCipher cipher;
    private final Clock clock;

    Sources(JdbcTemplate jdbc, TokenCipher cipher, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * Adds one, with a secret of its own. The same doing adds one only.
     *
     * @param key names the doing
     * @throws org.springframework.dao.DuplicateKeyException when the workspace has one of that name
     */
    @Transactional
    Source create(Source source, String key) {
        jdbc.update("""
                insert into release_source (id, workspace_id, kind, name, owner, minutes, tier, area_id, secret, created_key,
                    created_by, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, created_key) do nothing
                """, source.id().value(), source.workspace().value(), source.kind().name(), source.name(),
                source.owner().value(), source.minutes(), source.tier(), area(source), cipher.encrypt(secret()), key,
                source.createdBy().value(), utc(source.createdAt()));
        return jdbc.query("select * from release_source where workspace_id = ? and created_key = ?", Sources::map,
                source.workspace().value(), key).getFirst();
    }

    /** What its sender is to sign with; shown to whoever may change it, and nowhere else. Empty when there is no such source. */
    Optional<String> secret(WorkspaceId workspace, SourceId id) {
        return jdbc.query("""
                select secret from release_source where workspace_id = ? and id = ? and removed_at is null
                """, (row, n) -> cipher.decrypt(row.getString(1)), workspace.value(), id.value()).stream().findFirst();
    }

    /** Those that may have been signed with; none for a source that is not there. */
    List<String> secrets(SourceId id) {
        List<String> secrets = new ArrayList<>();
        jdbc.query("""
                select secret, earlier_secret, earlier_until from release_source where id = ? and removed_at is null
                """, row -> {
            if (!row.getString(1).isEmpty()) {
                secrets.add(cipher.decrypt(row.getString(1)));
            }
            Instant until = instantOrNull(row, 3);
            if (until != null && until.isAfter(clock.instant())) {
                earlier(row.getString(2)).ifPresent(secrets::add);
            }
        }, id.value());
        return secrets;
    }

    /** One that fits no key any more is why it was replaced. */
    private Optional<String> earlier(String encrypted) {
        try {
            return Optional.of(cipher.decrypt(encrypted));
        } catch (IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    /** A new secret; the one before is taken for another hour. False when there is no such source. */
    @Transactional
    boolean rotate(WorkspaceId workspace, SourceId id) {
        return jdbc.update("""
                update release_source
                set earlier_secret = secret, earlier_until = ?, secret = ?, version = version + 1
                where workspace_id = ? and id = ? and removed_at is null
                """, utc(clock.instant().plus(EARLIER)), cipher.encrypt(secret()), workspace.value(), id.value()) > 0;
    }

    /** Nothing is taken from it any more. @param version the one that somebody was shown */
    @Transactional
    Removal remove(WorkspaceId workspace, SourceId id, long version) {
        int removed = jdbc.update("""
                update release_source set removed_at = ?, secret = '', earlier_secret = null, earlier_until = null,
                    version = version + 1
                where workspace_id = ? and id = ? and removed_at is null and version = ?
                """, utc(clock.instant()), workspace.value(), id.value(), version);
        return removed > 0
                ? Removal.REMOVED
                : find(workspace, id).filter(each -> each.removed() == null).isPresent()
                        ? Removal.CHANGED
                        : Removal.GONE;
    }

    /**
     * Keeps what was changed.
     *
     * @throws OptimisticLockingFailureException when somebody else changed it since it was read
     * @throws org.springframework.dao.DuplicateKeyException when another has that name
     */
    @Transactional
    void change(Source source) {
        int changed = jdbc.update("""
                update release_source
                set name = ?, owner = ?, minutes = ?, tier = ?, area_id = ?, version = version + 1
                where workspace_id = ? and id = ? and version = ? and removed_at is null
                """, source.name(), source.owner().value(), source.minutes(), source.tier(), area(source),
                source.workspace().value(), source.id().value(), source.version());
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Source " + source.id() + " was changed by somebody else");
        }
    }

    /** Those that are taken from, by name. */
    List<Source> all(WorkspaceId workspace) {
        return jdbc.query("""
                select * from release_source where workspace_id = ? and removed_at is null order by lower(name)
                """, Sources::map, workspace.value());
    }

    Optional<Source> named(WorkspaceId workspace, String name) {
        return jdbc.query("""
                select * from release_source where workspace_id = ? and lower(name) = lower(?) and removed_at is null
                """, Sources::map, workspace.value(), name.strip()).stream().findFirst();
    }

    Optional<Source> find(WorkspaceId workspace, SourceId id) {
        return jdbc.query("select * from release_source where workspace_id = ? and id = ?", Sources::map,
                workspace.value(), id.value()).stream().findFirst();
    }

    /** The one that stands in an address; empty for a removed one. Whose it is comes of it, and of nothing that was sent. */
    Optional<Source> at(SourceId id) {
        return jdbc.query("""
                select s.* from release_source s join workspace w on w.id = s.workspace_id
                where s.id = ? and s.removed_at is null and w.left_at is null
                """, Sources::map, id.value()).stream().findFirst();
    }

    /** As {@link #find}, and whoever else brings news from it waits until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Source> lock(WorkspaceId workspace, SourceId id) {
        return jdbc.query("select * from release_source where workspace_id = ? and id = ? for no key update",
                Sources::map, workspace.value(), id.value()).stream().findFirst();
    }

    static Source fresh(WorkspaceId workspace, Source.Kind kind, String name, UserId owner, int minutes, int tier,
            @Nullable AreaId area, UserId by, Instant now) {
        return new Source(new SourceId(UuidCreator.getTimeOrderedEpoch()), workspace, kind, name.strip(), owner,
                minutes, tier, area, by, now, null, 0);
    }

    private static String secret() {
        byte[] secret = new byte[SECRET];
        RANDOM.nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static Source map(ResultSet row, int n) throws SQLException {
        UUID area = row.getObject("area_id", UUID.class);
        return new Source(new SourceId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)), Source.Kind.valueOf(row.getString("kind")),
                row.getString("name"), new UserId(row.getString("owner")), row.getInt("minutes"), row.getInt("tier"),
                area == null ? null : new AreaId(area), new UserId(row.getString("created_by")),
                instant(row, "created_at"),
                instantOrNull(row, "removed_at"), row.getLong("version"));
    }

    private static @Nullable UUID area(Source source) {
        return source.area() == null ? null : source.area().value();
    }
}
