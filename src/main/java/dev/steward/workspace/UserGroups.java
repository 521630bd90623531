package dev.steward.workspace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slack's user groups, kept fresh by its events. Reads come from the database, so that they can stand in a transaction. A group
 * that was disabled is not there, and has no members.
 */
@Repository
public class UserGroups {
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    UserGroups(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** All of them, by handle. */
    public List<UserGroup> all(WorkspaceId workspace) {
        return jdbc.sql("""
                select group_id, handle, name from user_group
                where workspace_id = :workspace and not disabled order by lower(handle), group_id
                """).param("workspace", workspace.value()).query(UserGroups::map).list();
    }

    public Optional<UserGroup> find(WorkspaceId workspace, String id) {
        return jdbc.sql("""
                select group_id, handle, name from user_group
                where workspace_id = :workspace and group_id = :id and not disabled
                """).param("workspace", workspace.value()).param("id", id).query(UserGroups::map).optional();
    }

    /** @param handle with or without its @, whatever the case */
    public Optional<UserGroup> named(WorkspaceId workspace, String handle) {
        return jdbc.sql("""
                select group_id, handle, name from user_group
                where workspace_id = :workspace and lower(handle) = lower(:handle) and not disabled
                order by updated desc, group_id limit 1
                """).param("workspace", workspace.value()).param("handle", handle.strip().replaceFirst("^@", ""))
                .query(UserGroups::map).optional();
    }

    /**
     * Who is in each of these, as Slack last said: also deactivated people, and those of other organisations. A group that is not
     * there has nobody.
     */
    public Map<String, Set<UserId>> members(WorkspaceId workspace, Collection<String> ids) {
        var members = new HashMap<String, Set<UserId>>();
        ids.forEach(id -> members.put(id, new HashSet<>()));
        jdbc.sql("""
                select m.group_id, m.user_id from user_group_member m
                join user_group g on g.workspace_id = m.workspace_id and g.group_id = m.group_id
                where m.workspace_id = :workspace and m.group_id = any(:ids) and not g.disabled
                """).param("workspace", workspace.value()).param("ids", members.keySet().toArray(String[]::new))
                .query(row -> {
                    members.computeIfAbsent(row.getString("group_id"), id -> new HashSet<>())
                            .add(new UserId(row.getString("user_id")));
                });
        return members;
    }

    /** The ids of those that somebody is in. */
    public Set<String> of(WorkspaceId workspace, UserId user) {
        return Set.copyOf(jdbc.sql("""
                select m.group_id from user_group_member m
                join user_group g on g.workspace_id = m.workspace_id and g.group_id = m.group_id
                where m.workspace_id = :workspace and m.user_id = :user and not g.disabled
                """).param("workspace", workspace.value()).param("user", user.value()).query(String.class).list());
    }

    /**
     * Keeps what Slack says of a group, unless something newer is known already. Publishes {@link UserGroupChanged} where
     * anything is different.
     *
     * @return whether that is sure: it is not when another state is known of the same second
     */
    @Transactional
    public boolean save(WorkspaceId workspace, Said said) {
        boolean fresh = jdbc.sql("""
                insert into user_group (workspace_id, group_id, handle, name, disabled, updated)
                values (:workspace, :id, :handle, :name, :disabled, :updated)
                on conflict (workspace_id, group_id) do nothing
                """).param("workspace", workspace.value()).param("id", said.group().id())
                .param("handle", said.group().handle()).param("name", said.group().name())
                .param("disabled", said.disabled()).param("updated", said.updated()).update() == 1;
        Kept before = kept(workspace, said.group().id()).orElseThrow();
        if (before.updated() > said.updated()) {
            return true;
        }
        jdbc.sql("""
                update user_group set handle = :handle, name = :name, disabled = :disabled, updated = :updated
                where workspace_id = :workspace and group_id = :id
                """).param("workspace", workspace.value()).param("id", said.group().id())
                .param("handle", said.group().handle()).param("name", said.group().name())
                .param("disabled", said.disabled()).param("updated", said.updated()).update();
        boolean others = put(workspace, said.group().id(), said.members());
        boolean different = others || !before.group().equals(said.group()) || before.disabled() != said.disabled();
        if (fresh && !said.disabled() || different) {
            events.publishEvent(new UserGroupChanged(workspace, said.group().id()));
        }
        return fresh || !different || before.updated() < said.updated();
    }

    /**
     * Keeps who came to a group and who left it, unless something newer is known already.
     *
     * @param since   what Slack's {@code date_update} was before
     * @param updated what it is now
     * @return whether this group is known up to date now; where not, Slack is to be asked for all of it
     */
    @Transactional
    public boolean change(WorkspaceId workspace, String id, Set<UserId> came, Set<UserId> left, long since,
            long updated) {
        Optional<Kept> known = kept(workspace, id);
        if (known.isEmpty() || known.get().updated() > updated) {
            return known.isPresent();
        }
        jdbc.sql("update user_group set updated = :updated where workspace_id = :workspace and group_id = :id")
                .param("updated", updated).param("workspace", workspace.value()).param("id", id).update();
        boolean different = add(workspace, id, came) + remove(workspace, id, left) > 0;
        if (different) {
            events.publishEvent(new UserGroupChanged(workspace, id));
        }
        return known.get().updated() >= since && !(different && known.get().updated() == updated);
    }

    /** The ids of all that are kept, also of disabled ones. */
    public Set<String> known(WorkspaceId workspace) {
        return Set.copyOf(jdbc.sql("select group_id from user_group where workspace_id = :workspace")
                .param("workspace", workspace.value()).query(String.class).list());
    }

    /** Slack no longer has these. */
    @Transactional
    public void remove(WorkspaceId workspace, Collection<String> ids) {
        jdbc.sql("delete from user_group where workspace_id = :workspace and group_id = any(:ids) returning group_id")
                .param("workspace", workspace.value()).param("ids", ids.toArray(String[]::new)).query(String.class)
                .list().forEach(id -> events.publishEvent(new UserGroupChanged(workspace, id)));
    }

    /** Locked, so that two changes of one group come one after the other. */
    private Optional<Kept> kept(WorkspaceId workspace, String id) {
        return jdbc.sql("""
                select group_id, handle, name, disabled, updated from user_group
                where workspace_id = :workspace and group_id = :id for update
                """).param("workspace", workspace.value()).param("id", id)
                .query((row, n) -> new Kept(map(row, n), row.getBoolean("disabled"), row.getLong("updated")))
                .optional();
    }

    private boolean put(WorkspaceId workspace, String id, Set<UserId> members) {
        int left = jdbc.sql("""
                delete from user_group_member
                where workspace_id = :workspace and group_id = :id and not user_id = any(:members)
                """).param("workspace", workspace.value()).param("id", id).param("members", ids(members)).update();
        return add(workspace, id, members) + left > 0;
    }

    private int add(WorkspaceId workspace, String id, Set<UserId> members) {
        return jdbc.sql("""
                insert into user_group_member (workspace_id, group_id, user_id)
                select :workspace, :id, unnest(:members) on conflict do nothing
                """).param("workspace", workspace.value()).param("id", id).param("members", ids(members)).update();
    }

    private int remove(WorkspaceId workspace, String id, Set<UserId> members) {
        return jdbc.sql("""
                delete from user_group_member
                where workspace_id = :workspace and group_id = :id and user_id = any(:members)
                """).param("workspace", workspace.value()).param("id", id).param("members", ids(members)).update();
    }

    private static String[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).sorted().toArray(String[]::new);
    }

    private static UserGroup map(ResultSet row, int n) throws SQLException {
        return new UserGroup(row.getString("group_id"), row.getString("handle"), row.getString("name"));
    }

    /**
     * @param id     such as {@code S024BE7LH}; never a name
     * @param handle without its @ (escape before showing)
     * @param name   as typed in Slack (escape before showing)
     */
    public record UserGroup(String id, String handle, String name) {
        /** The mrkdwn that Slack shows as the group's handle, and that pings everybody in it. */
        public String mention() {
            return "<!subteam^" + id + ">";
        }
    }

    /**
     * What Slack says of a group at one time.
     *
     * @param members everybody in it
     * @param updated its {@code date_update}, in seconds since 1970
     */
    public record Said(UserGroup group, Set<UserId> members, boolean disabled, long updated) {}

    private record Kept(UserGroup group, boolean disabled, long updated) {}
}
