package dev.steward.slack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import org.jspecify.annotations.Nullable;

/**
 * Bolt's request for a slash command, read in one go. Bolt itself takes the body apart three times, to find out what it is and then to
 * read it, and compiles a regular expression for each field each time (ADR 32).
 */
final class SlashRequest extends SlashCommandRequest {
    private static final Map<String, BiConsumer<SlashCommandPayload, String>> FIELDS = Map.ofEntries(
            Map.entry("token", SlashCommandPayload::setToken), Map.entry("team_id", SlashCommandPayload::setTeamId),
            Map.entry("team_domain", SlashCommandPayload::setTeamDomain),
            Map.entry("enterprise_id", SlashCommandPayload::setEnterpriseId),
            Map.entry("enterprise_name", SlashCommandPayload::setEnterpriseName),
            Map.entry("api_app_id", SlashCommandPayload::setApiAppId),
            Map.entry("channel_id", SlashCommandPayload::setChannelId),
            Map.entry("channel_name", SlashCommandPayload::setChannelName),
            Map.entry("user_id", SlashCommandPayload::setUserId),
            Map.entry("user_name", SlashCommandPayload::setUserName),
            Map.entry("command", SlashCommandPayload::setCommand), Map.entry("text", SlashCommandPayload::setText),
            Map.entry("response_url", SlashCommandPayload::setResponseUrl),
            Map.entry("trigger_id", SlashCommandPayload::setTriggerId));

    private final String body;
    private final SlashCommandPayload command;

    private SlashRequest(String body, SlashCommandPayload command, RequestHeaders headers) {
        // with no fields Bolt reads none
        super("", headers);
        this.body = body;
        this.command = command;
        SlashCommandContext context = getContext();
        context.setResponseUrl(command.getResponseUrl());
        context.setTriggerId(command.getTriggerId());
        context.setChannelId(command.getChannelId());
        context.setEnterpriseId(command.getEnterpriseId());
        context.setTeamId(command.getTeamId());
        context.setRequestUserId(command.getUserId());
    }

    /**
     * Reads a request's body.
     *
     * @return null for anything but a command as Slack writes it
     * @throws IllegalArgumentException where it is not well-formed, as Bolt does
     */
    static @Nullable SlashRequest read(String body, RequestHeaders headers) {
        if (!body.contains("command=")) {
            return null;
        }
        var command = new SlashCommandPayload();
        int end;
        for (int at = 0; at < body.length(); at = end + 1) {
            end = body.indexOf('&', at);
            end = end < 0 ? body.length() : end;
            int equals = body.indexOf('=', at);
            if (equals < 0 || equals >= end) {
                if (at < end) {
                    return null;
                }
                continue;
            }
            String name = body.substring(at, equals);
            if (!plain(name) || name.equals("payload")) {
                return null;
            }
            BiConsumer<SlashCommandPayload, String> field = FIELDS.get(name);
            if (field != null && equals + 1 < end) {
                String value = body.substring(equals + 1, end);
                if (value.indexOf('=') >= 0) {
                    return null;
                }
                field.accept(command, URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return command.getCommand() == null ? null : new SlashRequest(body, command, headers);
    }

    /** Whether it means what it says, as all names that Slack writes do. */
    private static boolean plain(String name) {
        return name.chars().allMatch(letter -> letter == '_' || letter >= 'a' && letter <= 'z');
    }

    @Override
    public SlashCommandPayload getPayload() {
        return command;
    }

    @Override
    public String getRequestBodyAsString() {
        return body;
    }
}
