package dev.steward.slack;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Everything the features answer, found by its exact name. */
final class Routes {
    /** The command that reaches every other one. */
    static final String STEWARD = "steward";
    static final String HELP = "help";

    private static final Pattern COMMAND = Pattern.compile("[a-z0-9][a-z0-9_-]{0,30}");

    private final CommandNames names;
    private final Map<String, Route.Command> commands = new LinkedHashMap<>();
    private final Map<String, Route.Command> commandsBySlash = new HashMap<>();
    private final Map<String, Route.Subcommand> subcommands = new LinkedHashMap<>();
    private final Map<String, Route.Action> actions = new HashMap<>();
    private final Map<String, Route.Submission> submissions = new HashMap<>();
    private final Map<String, Route.MessageShortcut> messageShortcuts = new LinkedHashMap<>();
    private final Map<String, Route.GlobalShortcut> globalShortcuts = new LinkedHashMap<>();
    private final Map<String, Route.Options> options = new HashMap<>();
    private final Map<String, Route.Event> events = new LinkedHashMap<>();

    /** @throws IllegalStateException with one sentence, when two routes have one name or a name is none */
    Routes(Collection<? extends SlackFeature> features, CommandNames names) {
        this.names = names;
        for (SlackFeature feature : features) {
            for (Route route : feature.routes()) {
                add(route);
            }
        }
        for (String word : subcommands.keySet()) {
            if (word.equals(HELP) || commands.containsKey(word) || commandsBySlash.containsKey("/" + word)) {
                throw new IllegalStateException("/" + STEWARD + " " + word
                        + " is two things: a word of its own and a command. Rename one of them.");
            }
        }
    }

    private void add(Route route) {
        switch (route) {
            case Route.Command command -> {
                put(commands, command.name(), command, "command");
                String name = names.name(command.name());
                if (!COMMAND.matcher(name).matches()) {
                    throw new IllegalStateException("The command /" + name
                            + " is no name Slack takes: use up to 31 of a-z, 0-9, - and _ (steward.commands."
                            + command.name() + ").");
                }
                if (commandsBySlash.putIfAbsent("/" + name, command) != null || isSteward(name)) {
                    throw new IllegalStateException("Two commands are called /" + name
                            + ": give one of them another name with steward.commands.<command>=<name>.");
                }
            }
            case Route.Subcommand word -> put(subcommands, word.name(), word, "word of /steward");
            case Route.Action action -> put(actions, action.actionId(), action, "action");
            case Route.Submission submission -> put(submissions, submission.callbackId(), submission, "form");
            case Route.MessageShortcut shortcut -> {
                put(messageShortcuts, shortcut.callbackId(), shortcut, "shortcut");
                distinct(globalShortcuts.containsKey(shortcut.callbackId()), "shortcut", shortcut.callbackId());
            }
            case Route.GlobalShortcut shortcut -> {
                put(globalShortcuts, shortcut.callbackId(), shortcut, "shortcut");
                distinct(messageShortcuts.containsKey(shortcut.callbackId()), "shortcut", shortcut.callbackId());
            }
            case Route.Options list -> put(options, list.actionId(), list, "option list");
            case Route.Event event -> put(events, event.type(), event, "event");
        }
    }

    private boolean isSteward(String name) {
        return name.equals(names.name(STEWARD));
    }

    private static <R> void put(Map<String, R> routes, String name, R route, String kind) {
        if (name.isBlank()) {
            throw new IllegalStateException("A feature has an " + kind + " without a name.");
        }
        distinct(routes.putIfAbsent(name, route) != null, kind, name);
    }

    private static void distinct(boolean clash, String kind, String name) {
        if (clash) {
            throw new IllegalStateException("Two features answer the same " + kind + " \"" + name
                    + "\": names must be unique across features.");
        }
    }

    CommandNames names() {
        return names;
    }

    /** In the order their features declare them. */
    Collection<Route.Command> commands() {
        return commands.values();
    }

    Collection<Route.Subcommand> subcommands() {
        return subcommands.values();
    }

    Collection<Route.MessageShortcut> messageShortcuts() {
        return messageShortcuts.values();
    }

    Collection<Route.GlobalShortcut> globalShortcuts() {
        return globalShortcuts.values();
    }

    Collection<Route.Event> events() {
        return events.values();
    }

    boolean interactive() {
        return !actions.isEmpty() || !submissions.isEmpty() || !options.isEmpty() || !messageShortcuts.isEmpty()
                || !globalShortcuts.isEmpty();
    }

    boolean hasOptions() {
        return !options.isEmpty();
    }

    /** By what was typed, slash included. */
    Route.@Nullable Command command(String slash) {
        return commandsBySlash.get(slash);
    }

    /** By the word after {@code /steward}: its name, or its name here. */
    Route.@Nullable Command commandNamed(String word) {
        Route.Command here = commandsBySlash.get("/" + word);
        return here != null ? here : commands.get(word);
    }

    Route.@Nullable Subcommand subcommand(String word) {
        return subcommands.get(word);
    }

    Route.@Nullable Action action(String actionId) {
        int which = actionId.indexOf('#');
        return actions.get(which < 0 ? actionId : actionId.substring(0, which));
    }

    Route.@Nullable Submission submission(String callbackId) {
        return submissions.get(callbackId);
    }

    Route.@Nullable MessageShortcut messageShortcut(String callbackId) {
        return messageShortcuts.get(callbackId);
    }

    Route.@Nullable GlobalShortcut globalShortcut(String callbackId) {
        return globalShortcuts.get(callbackId);
    }

    Route.@Nullable Options options(String actionId) {
        int which = actionId.indexOf('#');
        return options.get(which < 0 ? actionId : actionId.substring(0, which));
    }

    Route.@Nullable Event event(String type) {
        return events.get(type);
    }

    List<String> scopes() {
        return events.values().stream().flatMap(event -> event.scopes().stream()).distinct().toList();
    }
}
