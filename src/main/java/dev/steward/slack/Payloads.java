package dev.steward.slack;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockSuggestionPayload;
import com.slack.api.app_backend.interactive_components.payload.GlobalShortcutPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.request.Request;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.SlackRequest.GlobalShortcutRequest;
import dev.steward.slack.SlackRequest.MessageRef;
import dev.steward.slack.SlackRequest.MessageShortcutRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Sha256;

/** Turns Bolt's payloads into what handlers are asked. What Slack always sends and these lack, throws {@link Malformed}. */
final class Payloads {
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_ID = 100;
    private static final List<String> HASHED = List.of("c", "o");

    /** A payload that lacks what Slack always sends. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    private Payloads() {}

    /** {@code userTeamId} is what this kind of payload says of it, if it says anything. */
    static Identity identity(Request<?> request, @Nullable String userTeamId) {
        var context = request.getContext();
        return new Identity(context.getEnterpriseId(), context.getTeamId(),
                required(context.getRequestUserId(), "user"), userTeamId, false);
    }

    static Arrival<CommandRequest> command(Installation installation, Actor actor, SlashCommandPayload payload) {
        String channel = required(payload.getChannelId(), "channel_id");
        var request = new CommandRequest(actor, key("c", payload.getTriggerId(), payload.getResponseUrl()),
                required(payload.getCommand(), "command"), text(payload), new ChannelId(channel),
                payload.getResponseUrl());
        return Arrival.of(installation, request).trigger(payload.getTriggerId())
                .respondingTo(payload.getResponseUrl()).in(channel, null);
    }

    /** What follows a command, without what no database keeps. */
    static String text(SlashCommandPayload payload) {
        return payload.getText() == null ? "" : Typed.clean(payload.getText()).strip();
    }

    static Arrival<ActionRequest> action(Installation installation, Actor actor, BlockActionPayload payload) {
        BlockActionPayload.Action action = action(payload);
        View view = cleaned(payload.getView());
        FormValues values = StateValues
                .of(view != null && view.getState() != null ? view.getState() : payload.getState());
        String blockId = action.getBlockId() == null ? "" : action.getBlockId();
        String value = value(action);
        MessageRef message = view == null ? message(payload) : null;
        var request = new ActionRequest(actor, key("a", payload.getTriggerId(), action.getActionTs()),
                required(action.getActionId(), "action_id"), blockId, value == null ? values.value(blockId) : value,
                message, view, values, payload.getResponseUrl(), instant(action.getActionTs()));
        Arrival<ActionRequest> arrival = Arrival.of(installation, request).trigger(payload.getTriggerId())
                .respondingTo(payload.getResponseUrl());
        return view != null
                ? arrival.view(view.getId(), view.getHash(), "modal".equals(view.getType()))
                : message == null ? arrival : arrival.in(message.channel().value(), thread(message));
    }

    /** Where to answer a press: a message that has replies says that it is in its own thread, but people press it in the channel. */
    private static @Nullable String thread(MessageRef message) {
        return message.ts().equals(message.threadTs()) ? null : message.threadTs();
    }

    /** Slack's {@code 1548261231.200271}; the epoch for what is none. */
    private static Instant instant(@Nullable String ts) {
        try {
            return ts == null
                    ? Instant.EPOCH
                    : Instant.EPOCH.plus(new BigDecimal(ts).movePointRight(6).longValueExact(), ChronoUnit.MICROS);
        } catch (ArithmeticException | NumberFormatException foreign) {
            return Instant.EPOCH;
        }
    }

    static BlockActionPayload.Action action(BlockActionPayload payload) {
        if (payload.getActions() == null || payload.getActions().isEmpty() || payload.getActions().getFirst() == null) {
            throw new Malformed("actions");
        }
        return payload.getActions().getFirst();
    }

    static Arrival<SubmissionRequest> submission(Installation installation, Actor actor,
            ViewSubmissionPayload payload) {
        View view = payload.getView();
        cleaned(view);
        var request = new SubmissionRequest(actor, key("v", required(view.getId(), "view.id"), view.getHash()),
                required(view.getCallbackId(), "view.callback_id"), view, StateValues.of(view.getState()));
        String url = payload.getResponseUrls() == null || payload.getResponseUrls().isEmpty()
                || payload.getResponseUrls().getFirst() == null
                        ? null
                        : payload.getResponseUrls().getFirst().getResponseUrl();
        return Arrival.of(installation, request).trigger(payload.getTriggerId()).respondingTo(url).view(view.getId(),
                view.getHash(), true);
    }

    static Arrival<MessageShortcutRequest> shortcut(Installation installation, Actor actor,
            MessageShortcutPayload payload) {
        if (payload.getChannel() == null || payload.getMessage() == null) {
            throw new Malformed("message");
        }
        String channel = required(payload.getChannel().getId(), "channel.id");
        String ts = required(
                payload.getMessage().getTs() == null ? payload.getMessageTs() : payload.getMessage().getTs(),
                "message.ts");
        String thread = payload.getMessage().getThreadTs();
        String text = payload.getMessage().getText() == null
                ? ""
                : Typed.clean(payload.getMessage().getText());
        var request = new MessageShortcutRequest(actor, key("s", payload.getTriggerId(), payload.getActionTs()),
                required(payload.getCallbackId(), "callback_id"), new MessageRef(new ChannelId(channel), ts, thread),
                payload.getMessage().getUser(), text);
        return Arrival.of(installation, request).trigger(payload.getTriggerId())
                .respondingTo(payload.getResponseUrl()).in(channel, thread);
    }

    static Arrival<GlobalShortcutRequest> shortcut(Installation installation, Actor actor,
            GlobalShortcutPayload payload) {
        var request = new GlobalShortcutRequest(actor, key("s", payload.getTriggerId(), payload.getActionTs()),
                required(payload.getCallbackId(), "callback_id"));
        return Arrival.of(installation, request).trigger(payload.getTriggerId());
    }

    static Arrival<OptionsRequest> options(Installation installation, Actor actor, BlockSuggestionPayload payload,
            String body) {
        String typed = payload.getValue() == null ? "" : Typed.clean(payload.getValue());
        var request = new OptionsRequest(actor, key("o", body, null), required(payload.getActionId(), "action_id"),
                payload.getBlockId() == null ? "" : payload.getBlockId(), typed);
        return Arrival.of(installation, request);
    }

    /** @param payload the whole callback, of which {@code event} is the inner object */
    static Arrival<EventRequest> event(Installation installation, Actor actor, String type, Map<String, Object> payload,
            Map<String, Object> event) {
        var request = new EventRequest(actor, key("e", required(text(payload.get("event_id")), "event_id"), null), type,
                event,
                time(payload.get("event_time")));
        String thread = text(event.get("thread_ts"));
        return Arrival.of(installation, request).in(text(event.get("channel")), thread);
    }

    static Identity identity(Request<?> request, Map<String, Object> payload, Map<String, Object> event) {
        var context = request.getContext();
        Object user = event.get("user");
        // news of a person (user_change) has the whole of them there, and is no doing of theirs: their account may be closed
        String userId = user instanceof Map ? null : user instanceof String id ? id : text(event.get("user_id"));
        String team = Stream.of(event.get("user_team"), event.get("source_team"), event.get("team"))
                .map(Payloads::text).filter(Objects::nonNull).findFirst().orElse(null);
        return new Identity(context.getEnterpriseId(), context.getTeamId(), userId, team,
                Boolean.TRUE.equals(payload.get("is_ext_shared_channel")));
    }

    /** Null where nobody says when, or no such time exists. */
    private static @Nullable Instant time(@Nullable Object seconds) {
        return seconds instanceof Number since && Math.abs(since.doubleValue()) < Instant.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(since.longValue())
                : null;
    }

    private static @Nullable MessageRef message(BlockActionPayload payload) {
        BlockActionPayload.Container container = payload.getContainer();
        String channel = payload.getChannel() != null
                ? payload.getChannel().getId()
                : container == null ? null : container.getChannelId();
        String ts = container != null && container.getMessageTs() != null
                ? container.getMessageTs()
                : payload.getMessage() == null ? null : payload.getMessage().getTs();
        if (channel == null || ts == null) {
            return null;
        }
        String thread = container != null && container.getThreadTs() != null
                ? container.getThreadTs()
                : payload.getMessage() == null ? null : payload.getMessage().getThreadTs();
        return new MessageRef(new ChannelId(channel), ts, thread);
    }

    private static @Nullable String value(BlockActionPayload.Action action) {
        if (action.getSelectedOption() != null) {
            String chosen = action.getSelectedOption().getValue();
            return chosen == null ? null : Typed.clean(chosen);
        }
        if (action.getRichTextValue() != null) {
            return Typed.clean(RichText.plain(action.getRichTextValue()));
        }
        return Stream
                .of(action.getValue(), action.getSelectedUser(), action.getSelectedConversation(),
                        action.getSelectedChannel(), action.getSelectedDate(), action.getSelectedTime())
                .filter(Objects::nonNull).findFirst().map(Typed::clean).orElse(null);
    }

    /**
     * What names one doing, in at most {@value #LONGEST_KEY} characters. It is kept with what the doing made, so a command's is a hash: its
     * {@code response_url} lets whoever has it speak.
     */
    static String key(String kind, @Nullable String first, @Nullable String second) {
        if (first == null && second == null) {
            throw new Malformed("trigger_id");
        }
        String key = kind + ":" + Stream.of(first, second).filter(Objects::nonNull).reduce((a, b) -> a + ":" + b).get();
        if (key.length() <= LONGEST_KEY && !HASHED.contains(kind) && Typed.clean(key).equals(key)) {
            return key;
        }
        return kind + ":sha256:" + Sha256.hex(key);
    }

    /** With metadata that can be kept. */
    private static @Nullable View cleaned(@Nullable View view) {
        if (view != null && view.getPrivateMetadata() != null) {
            view.setPrivateMetadata(Typed.clean(view.getPrivateMetadata()));
        }
        return view;
    }

    /** What a client says is an id of Slack's, where it can be one. */
    static String id(String said) {
        if (said.length() > LONGEST_ID || !said.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new Malformed("an id that can be one");
        }
        return said;
    }

    private static String required(@Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw new Malformed(what);
        }
        return value;
    }

    static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /** The blocks a refusal can stand at. */
    static List<String> inputBlocks(@Nullable View view) {
        if (view == null || view.getBlocks() == null) {
            return List.of();
        }
        return view.getBlocks().stream().filter(Objects::nonNull).filter(block -> "input".equals(block.getType()))
                .map(block -> block.getBlockId()).filter(Objects::nonNull).toList();
    }
}
