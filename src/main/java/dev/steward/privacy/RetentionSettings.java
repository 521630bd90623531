package dev.steward.privacy;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.utc;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.inventory.DataKind;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** For how long each workspace has each kind of data kept. */
@Repository
class RetentionSettings {
    /** What was set is not done before a day is over, so that it can be taken back. */
    static final Duration PAUSE = Duration.ofDays(1);

    private final JdbcClient jdbc;

    RetentionSettings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param days 0: for good */
    record Setting(int days, UserId by, Instant at) {}

    /** By kind, those that the workspace has set. */
    Map<String, Setting> of(WorkspaceId workspace) {
        Map<String, Setting> settings = new HashMap<>();
        jdbc.sql("select * from privacy_retention where workspace_id = :workspace")
                .param("workspace", workspace.value())
                .query(row -> {
                    settings.put(row.getString("kind"), new Setting(row.getInt("days"),
                            new UserId(row.getString("set_by")), instant(row, "set_at")));
                });
        return settings;
    }

    /** As of {@link #of}; nobody else in the workspace sets any until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Setting> lock(WorkspaceId workspace) {
        jdbc.sql("""
                insert into privacy_counter (workspace_id) values (:workspace)
                on conflict (workspace_id) do update set workspace_id = excluded.workspace_id
                """).param("workspace", workspace.value()).update();
        return of(workspace);
    }

    /** What holds as the workspace sees it: its own setting, else the standard of the kind; 0: for good. */
    int days(DataKind kind, Map<String, Setting> settings) {
        Setting setting = settings.get(kind.name());
        return setting != null ? setting.days() : kind.retention() == null ? 0 : kind.retention().standard();
    }

    /** What is carried out now, and who said so; empty for good, and for what was set less than {@link #PAUSE} ago. */
    Optional<Setting> due(WorkspaceId workspace, DataKind kind, Instant now) {
        Setting setting = of(workspace).get(kind.name());
        if (setting != null) {
            return setting.days() > 0 && !setting.at().plus(PAUSE).isAfter(now)
                    ? Optional.of(setting)
                    : Optional.empty();
        }
        return kind.retention() == null || kind.retention().standard() == 0
                ? Optional.empty()
                : Optional.of(new Setting(kind.retention().standard(), new UserId("STEWARD"), Instant.EPOCH));
    }

    void set(WorkspaceId workspace, String kind, int days, UserId by, Instant now) {
        jdbc.sql("""
                insert into privacy_retention (workspace_id, kind, days, set_by, set_at)
                values (:workspace, :kind, :days, :by, :now)
                on conflict (workspace_id, kind) do update set days = :days, set_by = :by, set_at = :now
                """).param("workspace", workspace.value()).param("kind", kind).param("days", days)
                .param("by", by.value()).param("now", utc(now)).update();
    }

    /** Where Steward is installed. */
    List<WorkspaceId> workspaces() {
        return jdbc.sql("select id from workspace where left_at is null order by id").query(UUID.class).list().stream()
                .map(WorkspaceId::new).toList();
    }
}
