package dev.steward.slack;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds what a command means: a feature's own, help, or a word of {@code /steward}, which Slack sends escaped. */
final class Commands {
    private final Routes routes;
    private final Names names;
    private final Help help;

    Commands(Routes routes, Names names) {
        this.routes = routes;
        this.names = names;
        this.help = new Help(routes);
    }

    /** What to call a person whom Slack names by id alone. */
    @FunctionalInterface
    interface Names {
        String of(WorkspaceId workspace, UserId user);
    }

    /**
     * What a command asks of whoever types it. Help is for everybody, and shows what they may use.
     *
     * @param slash with its slash, as typed
     */
    Access access(String slash, @Nullable String text) {
        String typed = text == null ? "" : text.strip();
        if (!slash.equals(routes.names().slash(Routes.STEWARD))) {
            return access(routes.command(slash), typed);
        }
        String word = firstWord(typed);
        String name = word.toLowerCase(Locale.ROOT);
        Route.Command command = routes.commandNamed(name);
        if (command != null) {
            return access(command, typed.substring(word.length()));
        }
        Route.Subcommand subcommand = routes.subcommand(name);
        return subcommand == null ? Access.ANYONE : subcommand.access(typed.substring(word.length()));
    }

    private static Access access(Route.@Nullable Command command, String text) {
        return command == null ? Access.ANYONE : command.access(text);
    }

    Reply answer(CommandRequest request) {
        if (request.command().equals(routes.names().slash(Routes.STEWARD))) {
            return steward(request);
        }
        Route.Command command = routes.command(request.command());
        return command == null
                ? Reply.says(help.unknownCommand(request.command(), request.actor().role()))
                : run(command, command.ids()
                        ? request.with(request.command(), withIds(request, request.text()))
                        : request);
    }

    private Reply steward(CommandRequest request) {
        String word = firstWord(request.text());
        String rest = request.text().substring(word.length()).strip();
        String name = word.toLowerCase(Locale.ROOT);
        Role role = request.actor().role();
        if (name.isEmpty()) {
            return Reply.says(help.everything(role));
        }
        if (name.equals(Routes.HELP)) {
            return rest.isEmpty() ? Reply.says(help.everything(role)) : helpOf(rest, role);
        }
        Route.Command command = routes.commandNamed(name);
        if (command != null) {
            return run(command, request.with(routes.names().slash(command.name()),
                    command.ids() ? withIds(request, rest) : SlackText.plain(rest, id -> name(request, id))));
        }
        Route.Subcommand subcommand = routes.subcommand(name);
        if (subcommand == null) {
            return Reply.says(help.unknown(word, role));
        }
        return rest.equalsIgnoreCase(Routes.HELP)
                ? Reply.says(help.of(subcommand, role))
                : subcommand.handler().handle(request.with(request.command(),
                        SlackText.plainButPeople(rest, id -> name(request, id))));
    }

    private String withIds(CommandRequest request, String text) {
        return SlackText.plainButIds(text, id -> name(request, id));
    }

    private String name(CommandRequest request, String id) {
        return names.of(request.actor().workspace(), new UserId(id));
    }

    private Reply run(Route.Command command, CommandRequest request) {
        Role role = request.actor().role();
        return request.text().equalsIgnoreCase(Routes.HELP)
                ? Reply.says(help.of(command, role))
                : command.handler().handle(request);
    }

    private Reply helpOf(String words, Role role) {
        String word = firstWord(words);
        String name = word.toLowerCase(Locale.ROOT);
        name = name.startsWith("/") ? name.substring(1) : name;
        Route.Command command = routes.commandNamed(name);
        if (command != null && command.access().admits(role)) {
            return Reply.says(help.of(command, role));
        }
        Route.Subcommand subcommand = routes.subcommand(name);
        return Reply.says(subcommand == null || !subcommand.access().admits(role)
                ? help.unknown(word, role)
                : help.of(subcommand, role));
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }
}
