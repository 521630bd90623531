package dev.steward.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** Tells features how the messages about their things fare. */
@Component
class ThingStatus implements DeliveryStatus {
    private final JdbcClient jdbc;
    private final Decisions decisions;

    ThingStatus(JdbcClient jdbc, Decisions decisions) {
        this.jdbc = jdbc;
        this.decisions = decisions;
    }

    @Override
    public Progress of(WorkspaceId workspace, UUID thing, String label) {
        return new Progress(jdbc.sql("""
                select form, recipient, state, failure, uncertain, due_at is not null as waits, channel_id, ts
                from delivery
                where workspace_id = :workspace and thing_id = :thing and form in ('card', 'notice', 'file') and label = :label
                order by id
                """).param("workspace", workspace.value()).param("thing", thing).param("label", label)
                .query(ThingStatus::map).list());
    }

    @Override
    public int standing(WorkspaceId workspace, Collection<UUID> things, String kind) {
        return things.isEmpty()
                ? 0
                : jdbc.sql("""
                select count(*) from delivery
                where workspace_id = :workspace and thing_id = any (:things) and form = 'card' and label = :kind
                  and state = 'sent'
                """).param("workspace", workspace.value()).param("things", things.toArray(UUID[]::new))
                        .param("kind", kind).query(Integer.class).single();
    }

    @Override
    public int retry(WorkspaceId workspace, UUID thing, String label) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Messages are sent again in the transaction of whoever wants it");
        }
        List<UUID> failed = decisions.failedOf(workspace, thing, label);
        decisions.again(workspace, failed);
        return failed.size();
    }

    private static To map(ResultSet row, int n) throws SQLException {
        boolean card = row.getString("form").equals("card");
        String recipient = row.getString("recipient");
        String failure = row.getString("failure");
        State state = state(row.getString("state"));
        return new To(Recipients.mrkdwn(recipient), card ? channel(recipient, row.getString("channel_id")) : null,
                state,
                reason(state, failure, row.getBoolean("uncertain"), recipient), card && row.getString("ts") != null);
    }

    private static @Nullable ChannelId channel(String recipient, @Nullable String known) {
        String channel = recipient.startsWith("@") ? known : recipient;
        return channel == null ? null : new ChannelId(channel);
    }

    private static @Nullable String reason(State state, @Nullable String failure, boolean uncertain, String recipient) {
        return switch (state) {
            case FAILED -> Reasons.of(String.valueOf(failure));
            case HELD -> Reasons.held(recipient);
            case PENDING -> failure == null ? null : Reasons.whileWaiting(failure, uncertain);
            case DELIVERED, REMOVED, DROPPED -> null;
        };
    }

    private static State state(String column) {
        return switch (column) {
            case "sent" -> State.DELIVERED;
            case "failed" -> State.FAILED;
            case "held" -> State.HELD;
            case "deleted" -> State.REMOVED;
            case "dropped" -> State.DROPPED;
            default -> State.PENDING;
        };
    }
}
