package dev.steward.slack;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;

/** The channels that a payload names: where it comes from, and what was chosen in its form. Claims, all of them. */
final class NamedChannels {
    /** A form has no more fields that name a channel than this. */
    private static final int MOST = 20;

    static Set<ChannelId> of(SlashCommandPayload payload) {
        return ids(Stream.of(payload.getChannelId()));
    }

    static Set<ChannelId> of(BlockActionPayload payload) {
        return ids(Stream.of(
                Stream.of(payload.getChannel() == null ? "" : payload.getChannel().getId(),
                        payload.getContainer() == null ? "" : payload.getContainer().getChannelId()),
                payload.getActions().stream().filter(Objects::nonNull)
                        .flatMap(action -> chosen(action.getSelectedChannel(), action.getSelectedConversation(),
                                action.getSelectedChannels(), action.getSelectedConversations())),
                chosen(payload.getView())).flatMap(all -> all));
    }

    static Set<ChannelId> of(ViewSubmissionPayload payload) {
        return ids(chosen(payload.getView()));
    }

    static Set<ChannelId> of(MessageShortcutPayload payload) {
        return ids(Stream.of(payload.getChannel() == null ? "" : payload.getChannel().getId()));
    }

    static Set<ChannelId> of(Map<String, Object> event) {
        Object item = event.get("item") instanceof Map<?, ?> message ? message.get("channel") : null;
        return ids(Stream.of(event.get("channel"), item).filter(String.class::isInstance).map(String.class::cast));
    }

    private static Stream<String> chosen(@Nullable View view) {
        ViewState state = view == null ? null : view.getState();
        return state == null || state.getValues() == null
                ? Stream.empty()
                : state.getValues().values().stream().filter(Objects::nonNull)
                        .flatMap(fields -> fields.values().stream()).filter(Objects::nonNull)
                        .flatMap(field -> chosen(field.getSelectedChannel(), field.getSelectedConversation(),
                                field.getSelectedChannels(), field.getSelectedConversations()));
    }

    private static Stream<String> chosen(@Nullable String channel, @Nullable String conversation,
            @Nullable List<String> channels, @Nullable List<String> conversations) {
        var all = new HashSet<String>();
        all.add(channel);
        all.add(conversation);
        Stream.of(channels, conversations).filter(Objects::nonNull).flatMap(Collection::stream).forEach(all::add);
        return all.stream();
    }

    private static Set<ChannelId> ids(Stream<@Nullable String> named) {
        return named.filter(id -> id != null && !id.isBlank()).limit(MOST).map(Payloads::id).map(ChannelId::new)
                .collect(Collectors.toSet());
    }

    private NamedChannels() {}
}
