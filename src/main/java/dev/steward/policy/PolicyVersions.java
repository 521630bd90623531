package dev.steward.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.policy.Kept.Origin;
import dev.steward.policy.PolicyText.Reading;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * The versions of each workspace's policy. Which one is in force is asked of the database each time, so that all instances agree; what
 * a version says never changes, but for people who were erased, and is read once.
 */
@Repository
class PolicyVersions implements Policies {
    private static final String SUMMARY = "id, number, origin, restored, by_user_id, at, redactions";

    private final JdbcClient jdbc;
    private final PolicyFile file;
    private final Clock clock;
    private final Cache<Key, PolicyVersion> byKey = Caffeine.newBuilder().maximumSize(1_000).build();

    PolicyVersions(JdbcClient jdbc, PolicyFile file, Clock clock) {
        this.jdbc = jdbc;
        this.file = file;
        this.clock = clock;
    }

    /** The row's own id: a number may be given again when a transaction is rolled back. And how often somebody was taken out of it. */
    private record Key(UUID id, int redactions) {}

    @Override
    public PolicyVersion current(WorkspaceId workspace) {
        Kept latest = latest(workspace).or(() -> {
            begin(workspace);
            return latest(workspace);
        }).orElseThrow();
        return whole(workspace, latest);
    }

    @Override
    public PolicyVersion version(WorkspaceId workspace, long number) {
        Optional<Kept> kept = find(workspace, number);
        if (kept.isEmpty() && number == 1) {
            current(workspace); // the first is written down when it is first asked for
            kept = find(workspace, number);
        }
        return whole(workspace, kept.orElseThrow(
                () -> new NoSuchElementException("There is no version " + number + " of the policy")));
    }

    Optional<Kept> find(WorkspaceId workspace, long number) {
        return jdbc
                .sql("select " + SUMMARY + " from policy_version where workspace_id = :workspace and number = :number")
                .param("workspace", workspace.value()).param("number", number).query(PolicyVersions::kept).optional();
    }

    /** The newest first. */
    List<Kept> history(WorkspaceId workspace, int most) {
        return jdbc.sql("select " + SUMMARY + " from policy_version where workspace_id = :workspace"
                + " order by number desc limit :most").param("workspace", workspace.value()).param("most", most)
                .query(PolicyVersions::kept).list();
    }

    /** The hash of the file that was imported last; empty when none ever was. */
    Optional<String> lastImport(WorkspaceId workspace) {
        return jdbc.sql("""
                select file_hash from policy_version where workspace_id = :workspace and origin = 'imported'
                order by number desc limit 1
                """).param("workspace", workspace.value()).query(String.class).optional();
    }

    /** Where a new version comes from. */
    record Addition(String source, Origin origin, @Nullable UserId by, @Nullable Long restored,
            @Nullable String fileHash) {}

    /** Keeps a version under this number, unless somebody else took the number: then it answers false. */
    boolean add(WorkspaceId workspace, long number, Addition addition) {
        return jdbc.sql("""
                insert into policy_version (id, workspace_id, number, source, origin, restored, file_hash, by_user_id, at)
                values (:id, :workspace, :number, :source, :origin, :restored, :hash, :by, :at)
                on conflict (workspace_id, number) do nothing
                """).param("id", UuidCreator.getTimeOrderedEpoch()).param("workspace", workspace.value())
                .param("number", number).param("source", addition.source())
                .param("origin", addition.origin().word()).param("restored", addition.restored())
                .param("hash", addition.fileHash())
                .param("by", addition.by() == null ? null : addition.by().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /** A workspace that said nothing yet begins with the file's policy, where there is one, else with the default. */
    private void begin(WorkspaceId workspace) {
        add(workspace, 1, file.content()
                .map(content -> new Addition(content.source(), Origin.IMPORTED, null, null, content.hash()))
                .orElseGet(() -> new Addition(DefaultPolicy.SOURCE, Origin.DEFAULT, null, null, null)));
    }

    private Optional<Kept> latest(WorkspaceId workspace) {
        return history(workspace, 1).stream().findFirst();
    }

    PolicyVersion whole(WorkspaceId workspace, Kept kept) {
        return byKey.get(new Key(kept.id(), kept.redactions()), key -> {
            String source = jdbc.sql("select source from policy_version where id = :id and workspace_id = :workspace")
                    .param("id", key.id()).param("workspace", workspace.value()).query(String.class).single();
            if (!(PolicyText.read(source) instanceof Reading.Good(Policy policy, var warnings))) {
                throw new IllegalStateException("Version " + kept.number() + " of the policy cannot be read any more");
            }
            return new PolicyVersion(workspace, kept.number(), source, policy, kept.by(), kept.at());
        });
    }

    private static Kept kept(ResultSet row, int n) throws SQLException {
        String by = row.getString("by_user_id");
        return new Kept(row.getObject("id", UUID.class), row.getLong("number"), Origin.of(row.getString("origin")),
                row.getObject("restored", Long.class), by == null ? null : new UserId(by),
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getInt("redactions"));
    }

    /** What every workspace has until it says otherwise. */
    private static final class DefaultPolicy {
        static final String SOURCE = read();

        private static String read() {
            try (InputStream yaml = new ClassPathResource("policies/default.yaml").getInputStream()) {
                return YamlText.normal(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
