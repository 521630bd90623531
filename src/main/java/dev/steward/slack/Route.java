package dev.steward.slack;

import java.util.List;
import java.util.Set;

import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.slack.SlackRequest.GlobalShortcutRequest;
import dev.steward.slack.SlackRequest.MessageShortcutRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;

/**
 * One thing a feature answers, with all that help, the app manifest and the docs need to say about it. Names are exact, never
 * patterns, and unique across features; a clash stops the start.
 */
public sealed interface Route {

    /**
     * A slash command. {@code help} is answered by the dispatcher, from {@code usages}.
     *
     * @param name   without the slash; the name in Slack is configurable
     * @param does   one line: what it is for
     * @param hint   the usage hint Slack shows while typing
     * @param usages every form it takes, in the order help shows them
     * @param ids    whether people, channels and groups chosen from Slack's list come as {@code <@U024BE7LH>},
     *               {@code <#C024BE91L>} and {@code <!subteam^S024BE7LH>}; else all of it comes as it was typed
     */
    record Command(String name, String does, String hint, List<Usage> usages, boolean ids,
            Handler<CommandRequest> handler) implements Route {
        /** One whose words come as they were typed. */
        public Command(String name, String does, String hint, List<Usage> usages, Handler<CommandRequest> handler) {
            this(name, does, hint, usages, false, handler);
        }
    }

    /**
     * A word of {@code /steward} that is no command of its own, such as {@code /steward setup}. Its text names people as
     * {@code <@U024BE7LH>}; most commands get all as it was typed.
     *
     * @param name what follows {@code /steward}
     */
    record Subcommand(String name, String does, List<Usage> usages, Handler<CommandRequest> handler) implements Route {}

    /** One form of a command: its arguments ({@code ""} for the bare command) and what it does. */
    record Usage(String arguments, String does) {}

    /**
     * A button or field. One that stands several times in a message or view carries {@code name#which} as its id, since Slack
     * wants ids to be unique there; it is found by what stands before the {@code #}.
     */
    record Action(String actionId, Handler<ActionRequest> handler) implements Route {}

    record Submission(String callbackId, Handler<SubmissionRequest> handler) implements Route {}

    /** @param title at most 24 characters */
    record MessageShortcut(String callbackId, String title, String description, Handler<MessageShortcutRequest> handler)
            implements
                Route {}

    /** @param title at most 24 characters */
    record GlobalShortcut(String callbackId, String title, String description, Handler<GlobalShortcutRequest> handler)
            implements
                Route {}

    record Options(String actionId, Handler<OptionsRequest> handler) implements Route {}

    /** An event subscription and the bot scopes it takes. */
    record Event(String type, Set<String> scopes, Handler<EventRequest> handler) implements Route {}
}
