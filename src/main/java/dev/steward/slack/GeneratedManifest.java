package dev.steward.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the manifest from the routes. Scopes are the fewest that what is declared can do with. */
final class GeneratedManifest implements AppManifest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DESCRIPTION = 2_000;

    private final Routes routes;
    private final SortedSet<String> scopes;

    /** @param features the same the routes are of */
    GeneratedManifest(Routes routes, List<? extends SlackFeature> features) {
        this.routes = routes;
        var taken = new TreeSet<String>();
        // commands and shortcuts; and whoever installs an app without commands cannot even ask it for help
        taken.add("commands");
        // answers that are messages: chat.postEphemeral, chat.update, direct messages
        taken.add("chat:write");
        // users.list and users.info: who a person is, and what they may do
        taken.add("users:read");
        // policies name people by their e-mail addresses
        taken.add("users:read.email");
        taken.addAll(routes.scopes());
        features.forEach(feature -> taken.addAll(feature.scopes()));
        this.scopes = java.util.Collections.unmodifiableSortedSet(taken);
    }

    @Override
    public SortedSet<String> botScopes() {
        return scopes;
    }

    @Override
    public List<ManifestCommand> commands() {
        var commands = new ArrayList<ManifestCommand>();
        for (Route.Command command : routes.commands()) {
            commands.add(new ManifestCommand(routes.names().slash(command.name()), command.does(), command.hint(),
                    // what a customer said is wanted as it was typed, not with ids in place of names
                    command.ids()));
        }
        String words = String.join(" | ",
                Stream.concat(Stream.of(Routes.HELP), routes.subcommands().stream().map(Route.Subcommand::name))
                        .toList());
        commands.add(new ManifestCommand(routes.names().slash(Routes.STEWARD),
                "Everything Steward does, and how to ask for it", words, true));
        return List.copyOf(commands);
    }

    @Override
    public List<ManifestShortcut> shortcuts() {
        return Stream.concat(
                routes.messageShortcuts().stream()
                        .map(shortcut -> new ManifestShortcut(shortcut.callbackId(), shortcut.title(),
                                shortcut.description(), ManifestShortcut.Kind.MESSAGE)),
                routes.globalShortcuts().stream().map(shortcut -> new ManifestShortcut(shortcut.callbackId(),
                        shortcut.title(), shortcut.description(), ManifestShortcut.Kind.GLOBAL)))
                .toList();
    }

    @Override
    public SortedSet<String> events() {
        var events = new TreeSet<String>();
        routes.events().forEach(event -> events.add(event.type()));
        return events;
    }

    @Override
    public ObjectNode http(String baseUrl) {
        return manifest(baseUrl);
    }

    @Override
    public ObjectNode socket() {
        return manifest(null);
    }

    private ObjectNode manifest(@Nullable String baseUrl) {
        String requestUrl = baseUrl == null ? null : baseUrl + SlackEndpoint.PATH;
        ObjectNode manifest = JSON.createObjectNode();
        manifest.putObject("_metadata").put("major_version", 2).put("minor_version", 0);
        manifest.putObject("display_information").put("name", "Steward")
                .put("description", "Product operations where people already are").put("background_color", "#1f3a4d")
                .put("long_description",
                        "Steward joins four jobs of product operations in one place: what a customer said becomes "
                                + "something you may build, becomes something you shipped, and the person who asked "
                                + "is told. Recurring reviews keep all of it moving. It makes the rules visible, "
                                + "moves each question to the right person in time, and keeps the record.");
        features(manifest.putObject("features"), requestUrl);
        ObjectNode oauth = manifest.putObject("oauth_config");
        if (baseUrl != null) {
            oauth.putArray("redirect_urls").add(baseUrl + OAuthEndpoint.REDIRECT_PATH);
        }
        ArrayNode bot = oauth.putObject("scopes").putArray("bot");
        scopes.forEach(bot::add);
        settings(manifest.putObject("settings"), requestUrl);
        return manifest;
    }

    private void features(ObjectNode features, @Nullable String requestUrl) {
        features.putObject("app_home").put("home_tab_enabled", events().contains("app_home_opened"))
                .put("messages_tab_enabled", true).put("messages_tab_read_only_enabled", true);
        features.putObject("bot_user").put("display_name", "Steward").put("always_online", true);
        if (!shortcuts().isEmpty()) {
            ArrayNode all = features.putArray("shortcuts");
            for (ManifestShortcut shortcut : shortcuts()) {
                all.addObject().put("name", shortcut.name())
                        .put("type", shortcut.kind() == ManifestShortcut.Kind.MESSAGE ? "message" : "global")
                        .put("callback_id", shortcut.callbackId()).put("description", shortcut.description());
            }
        }
        ArrayNode all = features.putArray("slash_commands");
        for (ManifestCommand command : commands()) {
            ObjectNode json = all.addObject().put("command", command.command())
                    .put("description", Mrkdwn.cut(command.description(), DESCRIPTION));
            if (requestUrl != null) {
                json.put("url", requestUrl);
            }
            if (!command.usageHint().isBlank()) {
                json.put("usage_hint", command.usageHint());
            }
            json.put("should_escape", command.escaped());
        }
    }

    private void settings(ObjectNode settings, @Nullable String requestUrl) {
        ObjectNode events = settings.putObject("event_subscriptions");
        if (requestUrl != null) {
            events.put("request_url", requestUrl);
        }
        ArrayNode bot = events.putArray("bot_events");
        events().forEach(bot::add);
        ObjectNode interactivity = settings.putObject("interactivity").put("is_enabled", routes.interactive());
        if (requestUrl != null && routes.interactive()) {
            interactivity.put("request_url", requestUrl);
            if (routes.hasOptions()) {
                interactivity.put("message_menu_options_url", requestUrl);
            }
        }
        settings.put("org_deploy_enabled", true).put("socket_mode_enabled", requestUrl == null)
                .put("token_rotation_enabled", false);
    }
}
