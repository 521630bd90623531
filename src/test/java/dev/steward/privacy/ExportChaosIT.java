package dev.steward.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.delivery.FrailDatabase;
import dev.steward.delivery.SandboxProcess;
import dev.steward.delivery.StewardJar;
import dev.steward.delivery.Supervised;
import dev.steward.workspace.UserId;

/** Steward as a process that is killed while it writes an export: the next start makes it anew, and Slack gets it once, whole. */
class ExportChaosIT {
    private static final UserId ADMIN = new UserId("U0JONASOPS");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Near the end of an export: all others are written by then. */
    private static final String LATE_TABLE = "absence";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Test
    void theNextStartMakesTheExportAnewAndItIsSentOnce() throws Exception {
        try (var jar = new StewardJar(folder);
                var database = new FrailDatabase(folder);
                var slack = new SandboxProcess(jar);
                HikariDataSource pool = database.pool(4);
                var steward = new Supervised(jar, "steward", environment(database, slack))) {
            JdbcClient jdbc = JdbcClient.create(pool);
            steward.start();
            steward.awaitReady();
            await("everybody is met").atMost(PATIENCE).until(() -> jdbc
                    .sql("select count(*) from member where slack_admin and user_id = :admin")
                    .param("admin", ADMIN.value()).query(Integer.class).single() == 1);
            UUID workspace = jdbc.sql("select id from workspace").query(UUID.class).single();
            try (Connection held = pool.getConnection()) {
                held.setAutoCommit(false);
                held.createStatement().execute("lock table " + LATE_TABLE + " in access exclusive mode");
                asksForAnExport(jdbc, workspace);
                await("it is nearly written").atMost(PATIENCE).until(() -> jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like :reading
                        """).param("reading", "%from \"" + LATE_TABLE + "\" t where%").query(Integer.class)
                        .single() == 1);
                assertThat(steward.kill()).isTrue();
                held.rollback();
            }
            assertThat(slack.files("steward-export-")).isEmpty();
            aDeadClaimGoesSilent(jdbc);

            await("it is sent").atMost(PATIENCE).until(() -> jdbc.sql("""
                    select count(*) from privacy_export e join delivery d on d.thing_id = e.id
                    where e.state = 'SENT' and d.form = 'file' and d.state = 'sent' and d.due_at is null
                    """).query(Integer.class).single() == 1);

            List<byte[]> files = slack.files("steward-export-");
            assertThat(files).hasSize(1);
            var export = new ReadExport(files.getFirst());
            export.isWhole();
            assertThat(export.rows("member")).hasSizeGreaterThan(4);
            assertThat(jdbc.sql("select attempts from privacy_export").query(Integer.class).single()).isEqualTo(2);
            assertThat(jdbc.sql("select count(*) from record_entry where kind = 'privacy.exported'")
                    .query(Integer.class).single()).isOne();
        }
    }

    /** What Steward keeps once the button was pressed. */
    private static void asksForAnExport(JdbcClient jdbc, UUID workspace) {
        UUID export = UUID.randomUUID();
        jdbc.sql("""
                insert into privacy_counter (workspace_id, exports) values (:workspace, 1)
                on conflict (workspace_id) do update set exports = 1
                """).param("workspace", workspace).update();
        jdbc.sql("""
                with asked as (
                    insert into privacy_export (id, workspace_id, number, state, asked_by, asked_at)
                    values (:id, :workspace, 1, 'MAKING', :admin, now()))
                insert into timer (workspace_id, subject_id, type, step, due_at, try_at)
                values (:workspace, :id, 'privacy.export', '', now(), now())
                """).param("id", export).param("workspace", workspace).param("admin", ADMIN.value()).update();
    }

    /** As it does two minutes later. */
    private static void aDeadClaimGoesSilent(JdbcClient jdbc) {
        jdbc.sql("update privacy_export set claimed_at = claimed_at - interval '3 minutes'").update();
        jdbc.sql("update timer set due_at = now(), try_at = now() where type = 'privacy.export'").update();
    }

    private static Map<String, String> environment(FrailDatabase database, SandboxProcess slack) {
        return Map.of("SLACK_BOT_TOKEN", slack.botToken(), "SLACK_SIGNING_SECRET", "chaos", "STEWARD_SLACK_API_URL",
                slack.api(), "SPRING_DATASOURCE_URL", database.url(), "SERVER_PORT", "0", "STEWARD_DELIVERY_LEASE",
                "2s");
    }
}
