package dev.steward.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

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
    /** Who may use it; the dispatcher refuses everybody else, in one place and with one sentence. */
    Access access();

    /**
     * A slash command. {@code help} is answered by the dispatcher, from {@code usages}.
     *
     * @param name   without the slash; the name in Slack is configurable
     * @param does   one line: what it is for
     * @param hint   the usage hint Slack shows while typing
     * @param usages every form it takes, in the order help shows them
     * @param access who may use it at all: a usage may ask for more
     * @param ids    whether people, channels and groups chosen from Slack's list come as {@code <@U024BE7LH>},
     *               {@code <#C024BE91L>} and {@code <!subteam^S024BE7LH>}; else by name. All else comes as it was typed
     */
    record Command(String name, String does, String hint, List<Usage> usages, Access access, boolean ids,
            Handler<CommandRequest> handler) implements Route {
        /** One whose words come as they were typed. */
        public Command(String name, String does, String hint, List<Usage> usages, Access access,
                Handler<CommandRequest> handler) {
            this(name, does, hint, usages, access, false, handler);
        }

        /** The form that this is; null for none. */
        @Nullable
        Usage usage(String text) {
            return Usage.meant(usages, text);
        }
    }

    /**
     * A word of {@code /steward} that is no command of its own, such as {@code /steward setup}. Its text names people as
     * {@code <@U024BE7LH>}; most commands get all as it was typed.
     *
     * @param name   what follows {@code /steward}
     * @param access who may use it at all: a usage may ask for more
     */
    record Subcommand(String name, String does, List<Usage> usages, Access access, Handler<CommandRequest> handler)
            implements
                Route {
        /** The form that this is; null for none. */
        @Nullable
        Usage usage(String text) {
            return Usage.meant(usages, text);
        }
    }

    /**
     * One form of a command: its arguments ({@code ""} for the bare command) and what it does.
     *
     * @param access who may use this form; null for whoever may use the command
     * @param whole  whether it is meant only where all its own words were typed, and none else where it takes no arguments; otherwise its
     *               first word is enough
     * @param reads  whether it only looks things up, such as a list or a search; of these there are never so many at once that others wait
     * @param words  its arguments word by word, each with what it may be: {@code new|rotate} is either
     */
    record Usage(String arguments, String does, @Nullable Access access, boolean whole, boolean reads,
            List<List<String>> words) {
        private Usage(String arguments, String does, @Nullable Access access, boolean whole, boolean reads) {
            this(arguments, does, access, whole, reads, Arrays.stream(arguments.split(" "))
                    .map(word -> List.of(word.split("\\|"))).toList());
        }

        public Usage(String arguments, String does) {
            this(arguments, does, null);
        }

        public Usage(String arguments, String does, @Nullable Access access) {
            this(arguments, does, access, false);
        }

        public Usage(String arguments, String does, @Nullable Access access, boolean whole) {
            this(arguments, does, access, whole, false);
        }

        /** The same, that only looks things up. */
        public Usage reading() {
            return new Usage(arguments, does, access, whole, true);
        }

        /** All that any handler takes for a space, so that a word it reads is a word here as well. */
        private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
        /** More words than any usage has: what follows them is not looked at, however long it is. */
        private static final int WORDS = 10;

        /** The one that begins with most of the words that were typed; null where none begins with any. */
        @Nullable
        static Usage meant(List<Usage> usages, String text) {
            String[] typed = words(text);
            Usage meant = null;
            int most = 0;
            for (Usage usage : usages) {
                int same = usage.same(typed);
                if (same > most) {
                    most = same;
                    meant = usage;
                }
            }
            return meant;
        }

        private static String[] words(String text) {
            String[] words = SPACES.split(text.strip(), WORDS);
            int last = words.length - 1;
            return words[last].isEmpty() ? Arrays.copyOf(words, last) : words;
        }

        /** How many words at its beginning are those that were typed. */
        private int same(String[] typed) {
            int same = 0;
            while (same < words.size() && same < typed.length
                    && words.get(same).contains(typed[same].toLowerCase(Locale.ROOT))) {
                same++;
            }
            boolean all = same == words.size()
                    ? typed.length == same
                    : words.get(same).getFirst().startsWith("<") || words.get(same).getFirst().startsWith("[");
            return whole && !all ? 0 : same;
        }

        Access accessOr(Access command) {
            return access == null ? command : access;
        }
    }

    /**
     * A button or field. One that stands several times in a message or view carries {@code name#which} as its id, since Slack
     * wants ids to be unique there; it is found by what stands before the {@code #}.
     */
    record Action(String actionId, Access access, Handler<ActionRequest> handler) implements Route {}

    record Submission(String callbackId, Access access, Handler<SubmissionRequest> handler) implements Route {}

    /** @param title at most 24 characters */
    record MessageShortcut(String callbackId, String title, String description, Access access,
            Handler<MessageShortcutRequest> handler)
            implements
                Route {}

    /** @param title at most 24 characters */
    record GlobalShortcut(String callbackId, String title, String description, Access access,
            Handler<GlobalShortcutRequest> handler)
            implements
                Route {}

    record Options(String actionId, Access access, Handler<OptionsRequest> handler) implements Route {}

    /**
     * An event subscription and the bot scopes it takes. What people below {@code access} do is passed over in silence; news of somebody
     * (who joined, who changed) is nobody's doing, and for {@link Access#ANYONE}.
     */
    record Event(String type, Set<String> scopes, Access access, Handler<EventRequest> handler) implements Route {}
}
