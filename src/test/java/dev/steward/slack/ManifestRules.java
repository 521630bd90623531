package dev.steward.slack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** What Slack refuses in a manifest though its schema lets it pass. */
final class ManifestRules {
    private static final Set<String> SCOPES = Set.of("app_mentions:read", "assistant:write", "bookmarks:read",
            "bookmarks:write", "calls:read", "calls:write", "canvases:read", "canvases:write", "channels:history",
            "channels:join", "channels:manage", "channels:read", "chat:write", "chat:write.customize",
            "chat:write.public", "commands", "conversations.connect:read", "conversations.connect:write", "dnd:read",
            "emoji:read", "files:read", "files:write", "groups:history", "groups:read", "groups:write", "im:history",
            "im:read", "im:write", "links:read", "links:write", "lists:read", "lists:write", "metadata.message:read",
            "mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read", "reactions:write",
            "reminders:read", "reminders:write", "remote_files:read", "team:read", "usergroups:read",
            "usergroups:write", "users.profile:read", "users:read", "users:read.email", "users:write");
    /** Each event, and the scopes of which it takes one; none for some. */
    private static final Map<String, Set<String>> EVENTS = Map.ofEntries(event("app_home_opened"),
            event("app_mention", "app_mentions:read"), event("app_uninstalled"), event("tokens_revoked"),
            event("channel_archive", "channels:read"), event("channel_created", "channels:read"),
            event("channel_deleted", "channels:read"), event("channel_rename", "channels:read"),
            event("channel_left", "channels:read"), event("channel_shared", "channels:read", "groups:read"),
            event("channel_unarchive", "channels:read"), event("channel_unshared", "channels:read", "groups:read"),
            event("group_archive", "groups:read"), event("group_deleted", "groups:read"),
            event("group_left", "groups:read"), event("group_rename", "groups:read"),
            event("group_unarchive", "groups:read"), event("file_shared", "files:read"),
            event("link_shared", "links:read"), event("member_joined_channel", "channels:read", "groups:read"),
            event("member_left_channel", "channels:read", "groups:read"),
            event("message.channels", "channels:history"), event("message.groups", "groups:history"),
            event("message.im", "im:history"), event("message.mpim", "mpim:history"),
            event("reaction_added", "reactions:read"), event("reaction_removed", "reactions:read"),
            event("subteam_created", "usergroups:read"), event("subteam_updated", "usergroups:read"),
            event("subteam_members_changed", "usergroups:read"), event("team_join", "users:read"),
            event("team_rename", "team:read"), event("user_change", "users:read"));

    static List<String> check(JsonNode manifest) {
        List<String> errors = new ArrayList<>();
        Set<String> scopes = new HashSet<>();
        manifest.path("oauth_config").path("scopes").path("bot").forEach(scope -> scopes.add(scope.asString()));
        scopes.stream().filter(scope -> !SCOPES.contains(scope)).forEach(scope -> errors.add("unknown scope " + scope));
        JsonNode features = manifest.path("features");
        if ((features.path("slash_commands").size() > 0 || features.path("shortcuts").size() > 0)
                && !scopes.contains("commands")) {
            errors.add("commands and shortcuts take the scope commands");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode command : features.path("slash_commands")) {
            String name = command.path("command").asString();
            if (!name.matches("/[a-z0-9_-]{1,31}") || !names.add(name)) {
                errors.add("a command cannot be called " + name);
            }
        }
        for (JsonNode event : manifest.path("settings").path("event_subscriptions").path("bot_events")) {
            Set<String> takes = EVENTS.get(event.asString());
            if (takes == null) {
                errors.add("unknown event " + event.asString());
            } else if (!takes.isEmpty() && takes.stream().noneMatch(scopes::contains)) {
                errors.add("event " + event.asString() + " takes one of " + takes);
            }
        }
        urls("", manifest, errors);
        boolean socket = manifest.path("settings").path("socket_mode_enabled").asBoolean();
        boolean http = manifest.path("settings").path("event_subscriptions").has("request_url");
        if (socket == http) {
            errors.add("either Socket Mode or request URLs");
        }
        return errors;
    }

    private static void urls(String path, JsonNode node, List<String> errors) {
        for (var property : node.properties()) {
            urls(path + "/" + property.getKey(), property.getValue(), errors);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            urls(path + "/" + i, node.get(i), errors);
        }
        if (node.isString() && path.contains("url") && !node.asString().startsWith("https://")) {
            errors.add(path + " is not https: " + node.asString());
        }
    }

    private static Map.Entry<String, Set<String>> event(String type, String... scopes) {
        return Map.entry(type, Set.of(scopes));
    }

    private ManifestRules() {}
}
