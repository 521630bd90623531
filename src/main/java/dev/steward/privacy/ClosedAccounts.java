package dev.steward.privacy;

import static dev.steward.workspace.Timestamps.utc;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Since when accounts are closed: Slack does not tell, so it counts from when Steward first saw it. */
@Repository
class ClosedAccounts {
    private final JdbcClient jdbc;
    private final Members members;

    ClosedAccounts(JdbcClient jdbc, Members members) {
        this.jdbc = jdbc;
        this.members = members;
    }

    /** Notes who is gone, and forgets who is back, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void look(WorkspaceId workspace, Instant now) {
        String[] closed = members.all(workspace).stream()
                .filter(member -> member.deactivated() && !member.bot() && !member.id().anonymous()).map(Member::id)
                .map(UserId::value).toArray(String[]::new);
        jdbc.sql("""
                insert into privacy_closed (workspace_id, user_id, since) select :workspace, unnest(:closed), :now
                on conflict do nothing
                """).param("workspace", workspace.value()).param("closed", closed).param("now", utc(now)).update();
        jdbc.sql("delete from privacy_closed where workspace_id = :workspace and user_id <> all (:closed)")
                .param("workspace", workspace.value()).param("closed", closed).update();
    }

    /** Those gone longest, that are gone since before then. */
    List<UserId> before(WorkspaceId workspace, Instant before, int most) {
        return jdbc.sql("""
                select user_id from privacy_closed where workspace_id = :workspace and since < :before
                order by since, user_id limit :most
                """).param("workspace", workspace.value()).param("before", utc(before)).param("most", most)
                .query((row, n) -> new UserId(row.getString(1))).list();
    }
}
