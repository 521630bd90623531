package dev.steward.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.Groups.UserGroup;
import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.slack.AppManifest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Tells the app what happens, as far as its manifest subscribes to it and it is in the channel. */
@Component
@SandboxMode
class Events {
    private final EventDelivery delivery;
    private final Teams teams;
    private final Channels channels;
    private final Timestamps timestamps;
    private final Clock clock;
    /** Late, because the manifest is made of all features, and some of them may look at Slack while they start. */
    private final ObjectProvider<AppManifest> manifest;

    Events(EventDelivery delivery, Teams teams, Channels channels, Timestamps timestamps, Clock clock,
            ObjectProvider<AppManifest> manifest) {
        this.delivery = delivery;
        this.teams = teams;
        this.channels = channels;
        this.timestamps = timestamps;
        this.clock = clock;
        this.manifest = manifest;
    }

    void messagePosted(Channel channel, StoredMessage message) {
        ObjectNode event = message.body().deepCopy();
        event.remove("metadata");
        messageEvent(channel, event.put("event_ts", message.ts()));
    }

    void messageChanged(Channel channel, StoredMessage message, ObjectNode before) {
        String ts = timestamps.next();
        ObjectNode event = Json.object().put("type", "message").put("subtype", "message_changed").put("hidden", true)
                .put("ts", ts).put("event_ts", ts);
        event.set("message", message.body().deepCopy());
        event.set("previous_message", before);
        messageEvent(channel, event);
    }

    void messageDeleted(Channel channel, StoredMessage message) {
        String ts = timestamps.next();
        ObjectNode event = Json.object().put("type", "message").put("subtype", "message_deleted").put("hidden", true)
                .put("deleted_ts", message.ts()).put("ts", ts).put("event_ts", ts);
        event.set("previous_message", message.body().deepCopy());
        messageEvent(channel, event);
    }

    void reaction(boolean added, Channel channel, StoredMessage message, String emoji, UserId person) {
        ObjectNode event = Json.object().put("type", added ? "reaction_added" : "reaction_removed").put("user",
                person.value());
        event.putObject("item").put("type", "message").put("channel", channel.id().value()).put("ts", message.ts());
        event.put("reaction", emoji).put("item_user", message.author()).put("event_ts", timestamps.next());
        tell(event.get("type").asString(), event, channel);
    }

    void homeOpened(UserId person, ChannelId directMessages, Optional<View> home) {
        ObjectNode event = Json.object().put("type", "app_home_opened").put("user", person.value())
                .put("channel", directMessages.value()).put("tab", "home").put("event_ts", timestamps.next());
        home.ifPresent(view -> event.set("view", view.json(teams.get())));
        tellAnyway(event);
    }

    void memberJoined(Channel channel, UserId person, String teamId) {
        ObjectNode event = Json.object().put("type", "member_joined_channel").put("user", person.value())
                .put("channel", channel.id().value())
                .put("channel_type", channel.kind() == ConversationKind.PRIVATE ? "G" : "C").put("team", teamId)
                .put("event_ts", timestamps.next());
        tell("member_joined_channel", event, channel);
    }

    /** The app is told of its own leaving, though it is not there any more. */
    void memberLeft(Channel channel, UserId person, String teamId) {
        boolean hidden = channel.kind() == ConversationKind.PRIVATE;
        ObjectNode event = Json.object().put("type", "member_left_channel").put("user", person.value())
                .put("channel", channel.id().value()).put("channel_type", hidden ? "G" : "C").put("team", teamId)
                .put("event_ts", timestamps.next());
        if (person.value().equals(teams.get().botUserId())) {
            tellAnyway(Json.object().put("type", hidden ? "group_left" : "channel_left")
                    .put("channel", channel.id().value()).put("event_ts", timestamps.next()));
        } else {
            tell("member_left_channel", event, channel);
        }
    }

    /** A channel has another name, or is archived or not any more: {@code channel_rename}, {@code group_archive}, … */
    void channelChanged(Channel channel, String what) {
        ObjectNode event = Json.object()
                .put("type", (channel.kind() == ConversationKind.PRIVATE ? "group_" : "channel_") + what)
                .put("event_ts", timestamps.next());
        if (what.equals("rename")) {
            event.putObject("channel").put("id", channel.id().value()).put("name", channel.name()).put("created",
                    channel.createdAt().getEpochSecond());
        } else {
            event.put("channel", channel.id().value());
        }
        if (channel.open()) {
            tellAnyway(event);
        } else {
            tell(Json.text(event, "type"), event, channel);
        }
    }

    /** Whether the app is told of this, which takes a scope. */
    boolean mayKnow(String scope) {
        AppManifest known = manifest.getIfAvailable();
        return known != null && known.botScopes().contains(scope);
    }

    void userChanged(ObjectNode user) {
        ObjectNode event = Json.object().put("type", "user_change").put("event_ts", timestamps.next());
        event.set("user", user);
        tellAnyway(event);
    }

    /** Slack tells twice: what the group is now, and who came and went. */
    void groupChanged(UserGroup group, UserGroup before) {
        Team team = teams.get();
        ObjectNode whole = Json.object().put("type", "subteam_updated").put("event_ts", timestamps.next());
        whole.set("subteam", group.json(team, true));
        tellAnyway(whole);
        List<String> came = group.members().stream().filter(id -> !before.members().contains(id)).toList();
        List<String> left = before.members().stream().filter(id -> !group.members().contains(id)).toList();
        ObjectNode change = Json.object().put("type", "subteam_members_changed").put("subteam_id", group.id())
                .put("team_id", team.id()).put("date_previous_update", before.updated())
                .put("date_update", group.updated()).put("added_users_count", came.size())
                .put("removed_users_count", left.size()).put("event_ts", timestamps.next());
        came.forEach(change.putArray("added_users")::add);
        left.forEach(change.putArray("removed_users")::add);
        tellAnyway(change);
    }

    private void tellAnyway(ObjectNode event) {
        String type = Json.text(event, "type");
        if (subscribed(type)) {
            delivery.enqueue("event " + type, envelope(event, false));
        }
    }

    private void messageEvent(Channel channel, ObjectNode event) {
        String type = switch (channel.kind()) {
            case PUBLIC, SHARED -> "channel";
            case PRIVATE -> "group";
            case DIRECT -> "im";
        };
        event.put("channel", channel.id().value()).put("channel_type", type);
        tell("message." + channel.scopeFamily(), event, channel);
    }

    private void tell(String subscription, ObjectNode event, Channel channel) {
        if (subscribed(subscription) && channels.isMember(channel.id(), new UserId(teams.get().botUserId()))) {
            delivery.enqueue("event " + Json.text(event, "type"),
                    envelope(event, channel.kind() == ConversationKind.SHARED));
        }
    }

    private boolean subscribed(String subscription) {
        AppManifest known = manifest.getIfAvailable();
        return known != null && known.events().contains(subscription);
    }

    private ObjectNode envelope(ObjectNode event, boolean shared) {
        Team team = teams.get();
        ObjectNode envelope = Json.object().put("token", "sandbox").put("team_id", team.id())
                .put("context_team_id", team.id()).putNull("context_enterprise_id").put("api_app_id", team.appId());
        envelope.set("event", event);
        envelope.put("type", "event_callback").put("event_id", SlackIds.next("Ev"))
                .put("event_time", clock.instant().getEpochSecond()).put("is_ext_shared_channel", shared)
                .put("event_context", "4-" + SlackIds.secret(12));
        ObjectNode authorization = envelope.putArray("authorizations").addObject();
        authorization.putNull("enterprise_id").put("team_id", team.id()).put("user_id", team.botUserId())
                .put("is_bot", true).put("is_enterprise_install", false);
        return envelope;
    }
}
