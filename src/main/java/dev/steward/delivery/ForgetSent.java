package dev.steward.delivery;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Forgets what was said, or was to be said, to somebody or about something that is erased. */
@Component
public class ForgetSent {
    private final JdbcClient jdbc;
    private final Clock clock;

    ForgetSent(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Gives up what was still to be said to somebody, and the cards in their direct messages, in the caller's transaction. A message that is on
     * its way at this moment arrives.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void to(WorkspaceId workspace, UserId user) {
        jdbc.sql("""
                with dropped as (
                    update delivery
                    set state = 'dropped', due_at = null, waiting_since = null, tried_at = null, uncertain = false,
                        failure = null, address = null, settled_at = :now
                    where workspace_id = :workspace and (recipient = :lane or recipient like :ephemeral)
                      and sending_since is null and state <> 'dropped' and (due_at is not null or form = 'card')
                    returning id)
                delete from delivery_file where delivery_id in (select id from dropped)
                """).param("workspace", workspace.value()).param("lane", Lane.of(user))
                .param("ephemeral", "%" + Lane.of(user)).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Forgets the words of what was said about something, and gives up what was still to be said but its cards, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void about(WorkspaceId workspace, UUID thing) {
        jdbc.sql("""
                update delivery
                set message = null, state = case when due_at is null then state else 'dropped' end, due_at = null,
                    waiting_since = null, tried_at = null, uncertain = false, failure = null, address = null,
                    settled_at = coalesce(settled_at, :now)
                where workspace_id = :workspace and thing_id = :thing and form = 'notice' and sending_since is null
                """).param("workspace", workspace.value()).param("thing", thing)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Gives up files about something that have not arrived, with what is in them, in the caller's transaction. One on its way arrives. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void files(WorkspaceId workspace, Collection<UUID> things) {
        jdbc.sql("""
                with dropped as (
                    update delivery
                    set state = 'dropped', due_at = null, waiting_since = null, tried_at = null, uncertain = false,
                        failure = null, address = null, settled_at = :now
                    where workspace_id = :workspace and thing_id = any (:things) and form = 'file'
                      and sending_since is null and state in ('pending', 'failed', 'held')
                    returning id)
                delete from delivery_file where delivery_id in (select id from dropped)
                """).param("workspace", workspace.value()).param("things", things.toArray(UUID[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
