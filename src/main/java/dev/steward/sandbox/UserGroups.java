package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.workspace.UserId;

/** The team's user groups. */
@Repository
@SandboxMode
class UserGroups {
    private final JdbcClient jdbc;

    UserGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UserGroup> all() {
        return jdbc.sql("select * from sandbox_user_group order by handle").query(UserGroups::map).list();
    }

    Optional<UserGroup> find(String id) {
        return jdbc.sql("select * from sandbox_user_group where id = :id").param("id", id).query(UserGroups::map)
                .optional();
    }

    void add(String id, String handle, String name, String description, List<UserId> members) {
        jdbc.sql("""
                insert into sandbox_user_group (id, handle, name, description, members)
                values (:id, :handle, :name, :description, :members)
                """).param("id", id).param("handle", handle).param("name", name).param("description", description)
                .param("members", members.stream().map(UserId::value).toArray(String[]::new)).update();
    }

    private static UserGroup map(ResultSet row, int n) throws SQLException {
        return new UserGroup(row.getString("id"), row.getString("handle"), row.getString("name"),
                row.getString("description"), List.of((String[]) row.getArray("members").getArray()));
    }

    record UserGroup(String id, String handle, String name, String description, List<String> members) {
        /** Slack's user group object. */
        ObjectNode json(Team team, boolean withUsers) {
            ObjectNode json = Json.object().put("id", id).put("team_id", team.id()).put("is_usergroup", true)
                    .put("is_subteam", true).put("name", name).put("description", description).put("handle", handle)
                    .put("is_external", false).put("date_create", 1_760_000_000).put("date_update", 1_760_000_000)
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
