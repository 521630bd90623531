package dev.steward.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Writes what is to be said beside the change it tells of, and wakes the sender once both are committed. */
@Component
class Outbox implements Cards, Notices, Files {
    private final Deliveries deliveries;
    private final MessageJson json;
    private final ResponseAddresses addresses;
    private final Wakes wakes;
    private final Set<String> rules;

    Outbox(Deliveries deliveries, MessageJson json, ResponseAddresses addresses, Wakes wakes, List<MergeRule> rules) {
        this.deliveries = deliveries;
        this.json = json;
        this.addresses = addresses;
        this.wakes = wakes;
        this.rules = rules.stream().map(MergeRule::name).collect(Collectors.toSet());
    }

    @Override
    public void show(WorkspaceId workspace, String kind, UUID thing, ChannelId channel) {
        show(workspace, kind, Map.of(thing, channel));
    }

    @Override
    public void show(WorkspaceId workspace, String kind, UUID thing, Collection<ChannelId> channels) {
        addCards(workspace, kind, channels.stream().map(channel -> new Deliveries.Card(thing, Lane.of(channel))));
    }

    @Override
    public void show(WorkspaceId workspace, String kind, Map<UUID, ChannelId> channels) {
        addCards(workspace, kind, channels.entrySet().stream()
                .map(card -> new Deliveries.Card(card.getKey(), Lane.of(card.getValue()))));
    }

    @Override
    public void showTo(WorkspaceId workspace, String kind, Map<UUID, UserId> members) {
        addCards(workspace, kind, members.entrySet().stream()
                .map(card -> new Deliveries.Card(card.getKey(), Lane.of(card.getValue()))));
    }

    private void addCards(WorkspaceId workspace, String kind, Stream<Deliveries.Card> cards) {
        wakeAfterCommit(workspace);
        deliveries.addCards(workspace, kind, cards.toList());
    }

    @Override
    public void changed(WorkspaceId workspace, String kind, UUID thing) {
        changed(workspace, kind, List.of(thing));
    }

    @Override
    public void changed(WorkspaceId workspace, String kind, Collection<UUID> things) {
        wakeAfterCommit(workspace);
        deliveries.touchCards(workspace, kind, things);
    }

    @Override
    public void changed(WorkspaceId workspace, Collection<UUID> things) {
        wakeAfterCommit(workspace);
        deliveries.touchCards(workspace, null, things);
    }

    @Override
    public void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message) {
        write(workspace, occasion, List.of(new Said(thing, recipient, message)), null);
    }

    @Override
    public void say(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Message message,
            String mergeRule) {
        say(workspace, occasion, List.of(new Said(thing, recipient, message)), mergeRule);
    }

    @Override
    public void say(WorkspaceId workspace, String occasion, Collection<Said> said, String mergeRule) {
        if (!rules.contains(mergeRule)) {
            throw new IllegalArgumentException("No feature has a rule to merge notices called " + mergeRule);
        }
        write(workspace, occasion, said, mergeRule);
    }

    private void write(WorkspaceId workspace, String occasion, Collection<Said> said, @Nullable String mergeRule) {
        wakeAfterCommit(workspace);
        deliveries.addNotices(workspace, occasion, said.stream().map(this::notice).toList(), mergeRule);
    }

    private Deliveries.Notice notice(Said said) {
        String lane = lane(said.recipient());
        return new Deliveries.Notice(said.thing(), address(said.recipient(), lane), lane, json.write(said.message()),
                said.recipient() instanceof Recipient.Response(var url) ? addresses.encrypt(url) : null);
    }

    @Override
    public void share(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient, Document document) {
        deliveries.addFile(file(workspace, thing, occasion, recipient, document.words()), document);
    }

    @Override
    public void share(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient,
            LargeDocument document) {
        deliveries.addFile(file(workspace, thing, occasion, recipient, document.words()), document);
    }

    private Deliveries.File file(WorkspaceId workspace, UUID thing, String occasion, Recipient recipient,
            String words) {
        if (!(recipient instanceof Recipient.Channel || recipient instanceof Recipient.Direct)) {
            throw new IllegalArgumentException("A file goes to a channel, a thread or a member's direct messages");
        }
        wakeAfterCommit(workspace);
        String lane = lane(recipient);
        return new Deliveries.File(UuidCreator.getTimeOrderedEpoch(), workspace, thing, occasion,
                address(recipient, lane), lane, json.write(Message.of(words)));
    }

    private static String lane(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Channel(var channel, var thread) -> Lane.of(channel);
            case Recipient.Direct(var user) -> Lane.of(user);
            case Recipient.Ephemeral(var channel, var user) -> Lane.of(channel, user);
            case Recipient.Response(var url) -> Lane.ofResponse(ResponseAddresses.digest(url));
        };
    }

    private static String address(Recipient recipient, String lane) {
        return recipient instanceof Recipient.Channel(var channel, var thread) && thread != null
                ? lane + "/" + thread
                : lane;
    }

    private void wakeAfterCommit(WorkspaceId workspace) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A message is written in the transaction of the change it tells of");
        }
        wakes.wakeAfterCommit(workspace);
    }
}
