package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.workspace.UserId;

/** The team's user groups. */
@Repository
@SandboxMode
class Groups {
    private final JdbcClient jdbc;
    private final Clock clock;

    Groups(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<UserGroup> all() {
        return jdbc.sql("select * from sandbox_user_group order by handle").query(Groups::map).list();
    }

    Optional<UserGroup> find(String id) {
        return jdbc.sql("select * from sandbox_user_group where id = :id").param("id", id).query(Groups::map)
                .optional();
    }

    void add(String id, String handle, String name, String description, List<UserId> members) {
        jdbc.sql("""
                insert into sandbox_user_group (id, handle, name, description, members)
                values (:id, :handle, :name, :description, :members)
                """).param("id", id).param("handle", handle).param("name", name).param("description", description)
                .param("members", members.stream().map(UserId::value).toArray(String[]::new)).update();
    }

    /** Answers the group as it is now. */
    UserGroup put(UserGroup before, List<UserId> members) {
        // Slack counts in seconds, and no two changes here are of the same one
        long updated = Math.max(clock.instant().getEpochSecond(), before.updated() + 1);
        String[] ids = members.stream().map(UserId::value).toArray(String[]::new);
        jdbc.sql("update sandbox_user_group set members = :members, updated = :updated where id = :id")
                .param("members", ids).param("updated", updated).param("id", before.id()).update();
        return new UserGroup(before.id(), before.handle(), before.name(), before.description(), List.of(ids), updated);
    }

    private static UserGroup map(ResultSet row, int n) throws SQLException {
        return new UserGroup(row.getString("id"), row.getString("handle"), row.getString("name"),
                row.getString("description"), List.of((String[]) row.getArray("members").getArray()),
                row.getLong("updated"));
    }

    record UserGroup(String id, String handle, String name, String description, List<String> members, long updated) {
        /** Slack's user group object. */
        ObjectNode json(Team team, boolean withUsers) {
            ObjectNode json = Json.object().put("id", id).put("team_id", team.id()).put("is_usergroup", true)
                    .put("is_subteam", true).put("name", name).put("description", description).put("handle", handle)
                    .put("is_external", false).put("date_create", 1_760_000_000).put("date_update", updated)
                    .put("date_delete", 0).put("user_count", members.size());
            json.putObject("prefs").putArray("channels");
            json.withObject("prefs").putArray("groups");
            if (withUsers) {
                members.forEach(json.putArray("users")::add);
            }
            return json;
        }
    }
}
