package dev.steward.workspace;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who reports to whom. Nobody manages themselves, however far up. */
@Repository
public class Managers {
    private final JdbcClient jdbc;

    Managers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The managers of those of them who have one. */
    public Map<UserId, UserId> of(WorkspaceId workspace, Collection<UserId> members) {
        var managers = new HashMap<UserId, UserId>();
        jdbc.sql("""
                select user_id, manager_user_id from manager
                where workspace_id = :workspace and user_id = any(:members)
                """).param("workspace", workspace.value())
                .param("members", members.stream().map(UserId::value).toArray(String[]::new)).query(row -> {
                    managers.put(new UserId(row.getString("user_id")), new UserId(row.getString("manager_user_id")));
                });
        return managers;
    }

    /**
     * @param manager null for nobody
     * @throws Circle when the manager reports to the member, directly or not
     */
    @Transactional
    public void set(WorkspaceId workspace, UserId member, @Nullable UserId manager) {
        if (manager == null) {
            jdbc.sql("delete from manager where workspace_id = :workspace and user_id = :member")
                    .param("workspace", workspace.value()).param("member", member.value()).update();
            return;
        }
        // one after the other, or two of them could close a circle together
        jdbc.sql("select 1 from workspace where id = :workspace for no key update")
                .param("workspace", workspace.value()).query().listOfRows();
        if (reports(workspace, manager, member)) {
            throw new Circle(member, manager);
        }
        jdbc.sql("""
                insert into manager (workspace_id, user_id, manager_user_id) values (:workspace, :member, :manager)
                on conflict (workspace_id, user_id) do update set manager_user_id = excluded.manager_user_id
                """).param("workspace", workspace.value()).param("member", member.value())
                .param("manager", manager.value()).update();
    }

    /** Whether somebody is that member, or reports to them. */
    private boolean reports(WorkspaceId workspace, UserId somebody, UserId member) {
        return jdbc.sql("""
                with recursive above (user_id) as (
                    select cast(:somebody as text)
                    union
                    select m.manager_user_id from above a
                    join manager m on m.workspace_id = :workspace and m.user_id = a.user_id
                )
                select exists (select 1 from above where user_id = :member)
                """).param("somebody", somebody.value()).param("workspace", workspace.value())
                .param("member", member.value()).query(Boolean.class).single();
    }

    /** Somebody would report to themselves. */
    @SuppressWarnings("serial")
    public static final class Circle extends IllegalArgumentException {
        Circle(UserId member, UserId manager) {
            super(manager + " reports to " + member + " already, and cannot be their manager");
        }
    }
}
