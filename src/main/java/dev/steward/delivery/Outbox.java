package dev.steward.delivery;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** Writes what is to be said beside the change it tells of, and wakes the sender once both are committed. */
@Component
class Outbox implements Cards, Notices {
    private final Deliveries deliveries;
    private final MessageJson json;
    private final Sender sender;
    private final Clock clock;

    Outbox(Deliveries deliveries, MessageJson json, Sender sender, Clock clock) {
        this.deliveries = deliveries;
        this.json = json;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public void show(WorkspaceId workspace, String kind, UUID thing, ChannelId channel) {
        show(workspace, kind, Map.of(thing, channel));
    }

    @Override
    public void show(WorkspaceId workspace, String kind, Map<UUID, ChannelId> channels) {
        wakeAfterCommit();
        deliveries.addCards(workspace, kind, channels, clock.instant());
    }

    @Override
    public void changed(WorkspaceId workspace, String kind, UUID thing) {
        wakeAfterCommit();
        deliveries.touchCards(workspace, kind, thing, clock.instant());
    }

    @Override
    public void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message) {
        wakeAfterCommit();
        String lane = switch (recipient) {
            case Recipient.Channel(var channel, var thread) -> channel.value();
            case Recipient.Direct(var user) -> "@" + user.value();
            case Recipient.Ephemeral(var channel, var user) -> channel.value();
        };
        String address = switch (recipient) {
            case Recipient.Channel(var channel, var thread) -> thread == null ? lane : lane + "/" + thread;
            case Recipient.Direct(var user) -> lane;
            case Recipient.Ephemeral(var channel, var user) -> lane + "@" + user.value();
        };
        deliveries.addNotice(workspace, thing, occasion, address, lane, json.write(message), clock.instant());
    }

    private void wakeAfterCommit() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A message is written in the transaction of the change it tells of");
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sender.wake();
            }
        });
    }
}
