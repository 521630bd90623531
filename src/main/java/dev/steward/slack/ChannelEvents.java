package dev.steward.slack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.WorkspaceId;

/** Keeps what Steward knows of channels true, by Slack's events. */
final class ChannelEvents implements SlackFeature {
    private final Channels channels;
    private final MeetChannels meetChannels;
    private final Installations installations;
    private final AfterAck afterAck;

    ChannelEvents(Channels channels, MeetChannels meetChannels, Installations installations, AfterAck afterAck) {
        this.channels = channels;
        this.meetChannels = meetChannels;
        this.installations = installations;
        this.afterAck = afterAck;
    }

    @Override
    public List<Route> routes() {
        Set<String> open = Set.of("channels:read");
        Set<String> closed = Set.of("groups:read");
        return Stream.of(event("member_joined_channel", Set.of("channels:read", "groups:read"), this::came),
                event("member_left_channel", Set.of("channels:read", "groups:read"), this::left),
                event("channel_left", open, this::lost), event("group_left", closed, this::lost),
                event("channel_rename", open, this::renamed), event("group_rename", closed, this::renamed),
                event("channel_archive", open, request -> archived(request, true)),
                event("group_archive", closed, request -> archived(request, true)),
                event("channel_unarchive", open, request -> archived(request, false)),
                event("group_unarchive", closed, request -> archived(request, false)),
                event("channel_deleted", open, this::changed), event("group_deleted", closed, this::changed),
                event("channel_shared", open, this::changed), event("channel_unshared", open, this::changed))
                .toList();
    }

    /** What reading channels takes, direct messages that Steward is in too. */
    @Override
    public Set<String> scopes() {
        return Set.of("channels:read", "groups:read", "im:read", "mpim:read");
    }

    private static Route event(String type, Set<String> scopes, Handler<EventRequest> handler) {
        return new Route.Event(type, scopes, Access.ANYONE, handler);
    }

    private Reply came(EventRequest request) {
        channel(request).ifPresent(channel -> {
            boolean steward = steward(request);
            if (steward || !channels.came(request.actor().workspace(), channel, request.actor().user())) {
                ask(request.actor().workspace(), channel);
            }
        });
        return Reply.done();
    }

    private Reply left(EventRequest request) {
        if (steward(request)) {
            return lost(request);
        }
        channel(request).ifPresent(
                channel -> channels.left(request.actor().workspace(), channel, request.actor().user()));
        return Reply.done();
    }

    private Reply lost(EventRequest request) {
        channel(request).ifPresent(channel -> channels.lost(request.actor().workspace(), channel));
        return Reply.done();
    }

    private Reply renamed(EventRequest request) {
        if (request.event().get("channel") instanceof Map<?, ?> channel && channel.get("id") instanceof String id
                && channel.get("name") instanceof String name) {
            channels.rename(request.actor().workspace(), new ChannelId(id), Typed.clean(name));
        }
        return Reply.done();
    }

    private Reply archived(EventRequest request, boolean archived) {
        channel(request)
                .ifPresent(channel -> channels.archive(request.actor().workspace(), channel, archived));
        return Reply.done();
    }

    private Reply changed(EventRequest request) {
        channel(request).ifPresent(channel -> ask(request.actor().workspace(), channel));
        return Reply.done();
    }

    private void ask(WorkspaceId workspace, ChannelId channel) {
        Installation installation = installations.get(workspace);
        afterAck.run("looking up a channel", () -> meetChannels.one(installation, channel));
    }

    private boolean steward(EventRequest request) {
        return request.actor().user().value()
                .equals(installations.get(request.actor().workspace()).botUserId());
    }

    private static Optional<ChannelId> channel(EventRequest request) {
        @Nullable
        Object id = request.event().get("channel");
        return id instanceof String known && !known.isBlank() ? Optional.of(new ChannelId(known)) : Optional.empty();
    }
}
