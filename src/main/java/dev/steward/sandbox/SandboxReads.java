package dev.steward.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** What a person sees in the sandbox's Slack. JSON is in Slack's own shape. */
interface SandboxReads {

    /** What the workspace is called, for the top of the sidebar. */
    String workspaceName();

    /** Everyone, the people first, in the order they are best introduced, then bots. */
    List<Person> people();

    Optional<Person> person(UserId id);

    /** The app's own bot user. */
    Person bot();

    /** The handle of a user group, without the @. */
    Optional<String> groupHandle(String groupId);

    /** What stands in the person's sidebar: channels they are in, by name, then direct messages. */
    List<Conversation> conversations(UserId person);

    /** One of them; empty when the person is not in it. */
    Optional<Conversation> conversation(UserId person, ChannelId channel);

    /** Public channels the person could join. */
    List<Conversation> joinable(UserId person);

    /**
     * The channel's messages, oldest first, without replies in threads, the newest {@code atMost}, with the ephemeral ones this
     * person sees. A message that has replies carries {@code reply_count}, {@code reply_users} and {@code latest_reply}; all
     * carry {@code reactions}, {@code files} and {@code edited} as Slack gives them.
     */
    List<JsonNode> messages(UserId person, ChannelId channel, int atMost);

    /** One message as this person sees it. */
    Optional<JsonNode> message(UserId person, ChannelId channel, String ts);

    /** A thread: its first message, then the replies, oldest first. */
    List<JsonNode> thread(UserId person, ChannelId channel, String threadTs);

    /**
     * The person's open modals, bottom first. Each is Slack's view object; {@code state.values} has what its fields hold now,
     * initial values included.
     */
    List<JsonNode> openViews(UserId person);

    /** The App Home as last published for this person; empty when it never was. */
    Optional<JsonNode> home(UserId person);

    /** A file's Slack object, if this person may see it. */
    Optional<JsonNode> file(UserId person, String fileId);

    Optional<FileContent> fileContent(UserId person, String fileId);

    /** The newest calls, newest first: requests to the app and API calls from it. */
    List<Call> calls(int atMost);

    /**
     * What the composer proposes for what is typed so far: commands, and the forms a command takes once it is named. Empty
     * unless {@code typed} starts with {@code /}.
     */
    List<Completion> completions(String typed);

    List<Shortcut> messageShortcuts();

    List<Shortcut> globalShortcuts();

    /**
     * @param name    what to call them on screen
     * @param handle  the name behind the @
     * @param title   what they do; for an outsider, with their organisation
     * @param teamId  the Slack team they belong to
     * @param initials one or two letters for the avatar
     * @param colour  of the avatar, six hexadecimal digits
     * @param deactivated whether their account is closed
     * @param guest   whether they are a guest of the workspace
     */
    record Person(UserId id, String teamId, String name, String handle, String title, String email, ZoneId zone,
            boolean admin, boolean outsider, boolean bot, String initials, String colour, boolean deactivated,
            boolean guest) {
        Person(UserId id, String teamId, String name, String handle, String title, String email, ZoneId zone,
                boolean admin, boolean outsider, boolean bot, String initials, String colour) {
            this(id, teamId, name, handle, title, email, zone, admin, outsider, bot, initials, colour, false, false);
        }
    }

    enum ConversationKind {
        PUBLIC, PRIVATE, SHARED, DIRECT
    }

    /**
     * @param name    without the #; for direct messages the other person's name
     * @param other   direct messages: the other one; else null
     * @param members how many
     * @param unread  messages after the person's read mark, replies in threads and their own not counted
     * @param mentions how many of the unread mention this person, or all of them in direct messages
     * @param lastRead the read mark; {@code 0} when nothing was read
     */
    record Conversation(ChannelId id, String name, ConversationKind kind, String topic, @Nullable UserId other,
            boolean archived, int members, int unread, int mentions, String lastRead) {}

    record FileContent(String name, String mimeType, byte[] content) {}

    enum Direction {
        /** A signed request from the sandbox to the app. */
        TO_APP,
        /** A Web API call, or a use of a response_url, from the app. */
        TO_SLACK
    }

    /**
     * One call, with no token in it.
     *
     * @param id       counts up
     * @param name     the API method ({@code chat.postMessage}), or what was asked of the app ({@code /feedback},
     *                 {@code view_submission feedback_form})
     * @param outcome  {@code ok}, an error code ({@code invalid_blocks}), or {@code timeout}
     * @param status   HTTP status; 0 when there was no answer
     * @param request  body sent, cut at 20,000 characters
     * @param response body answered, cut at 20,000 characters
     */
    record Call(long id, Instant at, Direction direction, String name, String outcome, int status, Duration took,
            String request, String response) {
        boolean ok() {
            return outcome.equals("ok");
        }
    }

    /**
     * @param insert what choosing it leaves in the composer
     * @param shown  the command with its arguments, as written in its usages
     * @param does   what it does, in a line
     */
    record Completion(String insert, String shown, String does) {}

    record Shortcut(String callbackId, String name, String description) {}
}
