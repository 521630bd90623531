package dev.steward.slack;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Finds what a command means: a feature's own, help, or a word of {@code /steward}. Slack sends all of it escaped. */
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

    /** What was typed, as the words a reader saw: rights and the doing are judged by the same ones. */
    sealed interface Meant {
        /** What it asks of whoever types it. Help is for everybody, and shows what they may use. */
        default Access access() {
            return Access.ANYONE;
        }

        /** Whether it only looks things up. */
        default boolean reads() {
            return false;
        }

        /** A feature's command, in one of its forms; {@code text} is what follows it. */
        record ACommand(Route.Command command, String text, Route.@Nullable Usage usage) implements Meant {
            @Override
            public Access access() {
                return usage == null ? command.access() : usage.accessOr(command.access());
            }

            @Override
            public boolean reads() {
                return usage != null && usage.reads();
            }
        }

        /** A word of {@code /steward}, in one of its forms; {@code text} is what follows it. */
        record AWord(Route.Subcommand word, String text, Route.@Nullable Usage usage) implements Meant {
            @Override
            public Access access() {
                return usage == null ? word.access() : usage.accessOr(word.access());
            }

            @Override
            public boolean reads() {
                return usage != null && usage.reads();
            }
        }

        /** {@code /steward help}, of everything where {@code of} is blank. */
        record OfHelp(String of) implements Meant {}

        /** A word after {@code /steward} that is nothing. */
        record Unknown(String word) implements Meant {}

        /** A command that no feature has. */
        record Foreign() implements Meant {}
    }

    Reply answer(Meant meant, CommandRequest request) {
        Role role = request.actor().role();
        return switch (meant) {
            case Meant.ACommand(var command, var text, var usage) -> isHelp(text)
                    ? Reply.says(help.of(command, role))
                    : command.handler().handle(request.with(routes.names().slash(command.name()), text));
            case Meant.AWord(var word, var text, var usage) -> isHelp(text)
                    ? Reply.says(help.of(word, role))
                    : word.handler().handle(request.with(request.command(), text));
            case Meant.OfHelp(var of) -> of.isEmpty() ? Reply.says(help.everything(role)) : helpOf(of, role);
            case Meant.Unknown(var word) -> Reply.says(help.unknown(word, role));
            case Meant.Foreign foreign -> Reply.says(help.unknownCommand(request.command(), role));
        };
    }

    /**
     * What somebody typed.
     *
     * @param slash with its slash, as typed
     * @param text  what follows it, as a request has it
     */
    Meant meant(WorkspaceId workspace, String slash, String text) {
        if (!slash.equals(routes.names().slash(Routes.STEWARD))) {
            Route.Command command = routes.command(slash);
            return command == null ? new Meant.Foreign() : command(workspace, command, text);
        }
        String word = firstWord(text);
        String rest = text.substring(word.length()).strip();
        String name = word.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals(Routes.HELP)) {
            return new Meant.OfHelp(rest);
        }
        Route.Command command = routes.commandNamed(name);
        if (command != null) {
            return command(workspace, command, rest);
        }
        Route.Subcommand subcommand = routes.subcommand(name);
        if (subcommand == null) {
            return new Meant.Unknown(word);
        }
        String read = SlackText.plainButPeople(rest, id -> name(workspace, id)).strip();
        return new Meant.AWord(subcommand, read, subcommand.usage(read));
    }

    private Meant command(WorkspaceId workspace, Route.Command command, String text) {
        String read = (command.ids()
                ? SlackText.plainButIds(text, id -> name(workspace, id))
                : SlackText.plain(text, id -> name(workspace, id))).strip();
        return new Meant.ACommand(command, read, command.usage(read));
    }

    private String name(WorkspaceId workspace, String id) {
        return names.of(workspace, new UserId(id));
    }

    private static boolean isHelp(String text) {
        return text.equalsIgnoreCase(Routes.HELP);
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
